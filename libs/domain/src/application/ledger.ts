import type { ApplicationEvent } from './events.js';

/** What an event does to its budget line, in fen. Ledger entries are a pure function of events. */
export interface LedgerEffect {
  readonly reserved: number;
  readonly paid: number;
}

export function ledgerEffect(event: ApplicationEvent): LedgerEffect {
  const reserves = 'reserves' in event ? (event.reserves ?? 0) : 0;
  const releases = 'releases' in event ? (event.releases ?? 0) : 0;
  const pays = 'pays' in event ? (event.pays ?? 0) : 0;
  return { reserved: reserves - releases - pays, paid: pays };
}
