import { APPLICATION_LAW, BATCH_LAW, fold, type StreamKind, type StreamState, SUBMISSION_LAW } from '#domain';
import type { Database } from './database.js';
import { type ChainedEvent, type ChainFault, chainFaults } from './door/envelope.js';

const LAWS = { application: APPLICATION_LAW, submission: SUBMISSION_LAW, 'payment-batch': BATCH_LAW } as const;
const TABLES = {
  application: 'applications',
  submission: 'submissions',
  'payment-batch': 'payment_batches',
} as const satisfies Record<StreamKind, string>;

/** A whole envelope, `e` being the event. */
export const EVENT_COLUMNS = `
  e.stream, e.period, e.kind, e.version, e.type, e.schema, e.at, e.actor, e.on_behalf_of AS "onBehalfOf", e.seat, e.command, e.payload,
  encode(e.previous, 'hex') AS previous, encode(e.hash, 'hex') AS hash`;

type StateOf<K extends StreamKind> = Parameters<(typeof LAWS)[K]['plan']>[0];

export interface History<State> {
  readonly events: readonly ChainedEvent[];
  /** The fold of the events. */
  readonly state: State;
  /** Empty: every hash and every link is as it should be. */
  readonly faults: readonly ChainFault[];
}

export interface Trail {
  readonly events: readonly ChainedEvent[];
  /** Empty: every hash and every link is as it should be. */
  readonly faults: readonly ChainFault[];
  /** The list's row is at the last of these events: none was cut off. */
  readonly endsWhereListed: boolean;
}

/**
 * A stream's whole audit trail and the check of its chain, the same that `verify` makes. It is not folded, so that also
 * a damaged one can be looked at. Null where there is no such stream.
 */
export async function findTrail(db: Database, kind: StreamKind, id: string): Promise<Trail | null> {
  const rows = await db.query<ChainedEvent & { listed: boolean }>(
    `trail-${kind}`,
    `SELECT ${EVENT_COLUMNS}, e.version = t.version AND e.hash = t.last_hash AS listed
     FROM ${TABLES[kind]} t JOIN audit.events e ON e.period = t.period AND e.stream = t.id
     WHERE t.id = $1 ORDER BY e.version`,
    [id],
  );
  if (rows.length === 0) return null;
  const events = rows.map(({ listed: _, ...event }) => event);
  return { events, faults: chainFaults(events), endsWhereListed: rows.at(-1)!.listed };
}

/** A stream's whole audit trail, folded and checked; null where there is no such stream. */
export async function findHistory<K extends StreamKind>(
  db: Database,
  kind: K,
  id: string,
): Promise<History<StateOf<K>> | null> {
  const events = await db.query<ChainedEvent>(
    `history-${kind}`,
    `SELECT ${EVENT_COLUMNS}
     FROM ${TABLES[kind]} t JOIN audit.events e ON e.period = t.period AND e.stream = t.id
     WHERE t.id = $1 ORDER BY e.version`,
    [id],
  );
  if (events.length === 0) return null;
  const state = fold(LAWS[kind] as never, events.map(toRecorded)) as StreamState as StateOf<K>;
  return { events, state, faults: chainFaults(events) };
}

/** A stored event as the laws see it. */
export const toRecorded = (e: ChainedEvent) =>
  ({
    event: { ...e.payload, type: e.type },
    at: e.at,
    actor: e.actor,
    onBehalfOf: e.onBehalfOf,
    seat: e.seat,
  }) as never;
