import type { LineState } from './return-file.js';

/** One benefit line of an application, and how the bank line that carried it ended. */
export interface CarriedItem {
  readonly item: string;
  readonly instalment: number;
  readonly state: LineState;
  readonly reason: string | null;
}

export type ApplicationOutcome =
  | { readonly outcome: 'paid' }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly arrived: readonly { item: string; instalment: number }[];
    };

/**
 * An application is paid once every line of it is. If one came back it has failed, and what did arrive is named so
 * that it is not paid again. Null while a line is still unknown.
 */
export function applicationOutcome(items: readonly CarriedItem[]): ApplicationOutcome | null {
  if (items.some(({ state }) => state === 'pending' || state === 'unknown')) return null;
  const failed = items.find(({ state }) => state === 'failed');
  if (!failed) return { outcome: 'paid' };
  const arrived = items.filter(({ state }) => state === 'paid').map(({ item, instalment }) => ({ item, instalment }));
  return { outcome: 'failed', reason: failed.reason ?? 'other', arrived };
}
