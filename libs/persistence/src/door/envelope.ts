import { sha256Hex } from '../keys.js';
import { canonical } from './canonical.js';

/** What every event carries, whatever its kind. Fixed from the first migration on. */
export interface Envelope {
  readonly stream: string;
  readonly period: number;
  readonly kind: string;
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly type: string;
  /** Number of the payload's shape; an upcaster leads from each to the next. */
  readonly schema: number;
  /** Epoch ms, PostgreSQL's clock. */
  readonly at: number;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  /** `office/role`, readable for ever. */
  readonly seat: string;
  readonly command: string;
  readonly payload: Record<string, unknown>;
  /** Hash of the event before, hex; of the first one: of nothing (64 zeros). */
  readonly previous: string;
}

export interface ChainedEvent extends Envelope {
  /** SHA-256 over the envelope's RFC 8785 form, hex. */
  readonly hash: string;
}

export const NO_EVENT_BEFORE = '0'.repeat(64);

export function hashOf(envelope: Envelope): string {
  const { stream, period, kind, version, type, schema, at, actor, onBehalfOf, seat, command, payload, previous } =
    envelope;
  return sha256Hex(
    canonical({
      stream,
      period,
      kind,
      version,
      type,
      schema,
      at,
      actor,
      onBehalfOf,
      seat,
      command,
      payload,
      previous,
    }),
  );
}

export const chain = (envelope: Envelope): ChainedEvent => ({ ...envelope, hash: hashOf(envelope) });

export type ChainFault = {
  version: number;
  fault: 'gap' | 'previous-differs' | 'hash-differs' | 'earlier-than-before';
};

/** Checks one stream's events, oldest first. Empty: the chain is whole. */
export function chainFaults(events: readonly ChainedEvent[]): ChainFault[] {
  const faults: ChainFault[] = [];
  let previous = NO_EVENT_BEFORE;
  let at = 0;
  events.forEach((event, index) => {
    const { version } = event;
    if (version !== index + 1) faults.push({ version, fault: 'gap' });
    if (event.previous !== previous) faults.push({ version, fault: 'previous-differs' });
    if (hashOf(event) !== event.hash) faults.push({ version, fault: 'hash-differs' });
    if (event.at < at) faults.push({ version, fault: 'earlier-than-before' });
    previous = event.hash;
    at = event.at;
  });
  return faults;
}
