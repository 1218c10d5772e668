import { inOneFlight, type Tx } from '../database.js';
import type { LockedRow, StreamAdapter } from './adapter.js';
import type { CommandRequest } from './requests.js';

export interface StoredEvent {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly at: number;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly seat: string;
  readonly payload: Record<string, unknown>;
}

export interface Opening {
  /** PostgreSQL's clock once all locks are held, epoch ms. */
  readonly now: number;
  /** The actor still holds the post they act in. */
  readonly postHeld: boolean;
  readonly earlier: EarlierCommand | null;
  readonly rows: readonly LockedRow[];
  readonly events: readonly StoredEvent[];
}

export interface EarlierCommand {
  readonly id: string;
  readonly at: number;
  readonly requestHash: string | null;
  readonly outcome: unknown;
}

const CLOCK_POST_KEY = `
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
         ($1::uuid IS NULL OR EXISTS (SELECT FROM posts WHERE id = $1 AND staff_id = $2 AND ended_at IS NULL)) AS post_held,
         (SELECT jsonb_build_object('id', id, 'at', at, 'requestHash', encode(request_hash, 'hex'), 'outcome', outcome)
            FROM commands WHERE actor = $2 AND key = $3) AS earlier`;

/**
 * BEGIN, the locks in their order, then the clock, the post, the key and the events: one flight to the server.
 * Each is a statement of its own, so that what is read after a lock sees what the lock waited for.
 */
export async function beginAndLock(
  tx: Tx,
  adapters: readonly Pick<StreamAdapter, 'kind' | 'table'>[],
  request: CommandRequest,
): Promise<Opening> {
  const touched = adapters.flatMap(({ kind, table }) => {
    const ids = [...new Set(request.commands.filter((c) => c.kind === kind).map((c) => c.id))].sort();
    return ids.length > 0 ? [{ table, ids }] : [];
  });
  const { begin, locks, clock, events } = inOneFlight(tx, () => ({
    begin: tx.query('BEGIN'),
    locks: touched.map(({ table, ids }) =>
      tx.query<LockedRow>({ name: `lock-${table}`, text: lockOf(table), values: [ids] }),
    ),
    clock: tx.query<{ now: number; post_held: boolean; earlier: EarlierCommand | null }>({
      name: 'clock-post-key',
      text: CLOCK_POST_KEY,
      values: [request.post, request.actor.person, request.key ?? null],
    }),
    events: touched.map(({ table, ids }) =>
      tx.query<StoredEvent>({ name: `events-${table}`, text: eventsOf(table), values: [ids] }),
    ),
  }));
  const settled = await Promise.allSettled([begin, ...locks, clock, ...events]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason; // the first that failed is the cause; those behind it only say "aborted"
  const [{ now, post_held, earlier }] = (await clock).rows as [
    { now: number; post_held: boolean; earlier: EarlierCommand | null },
  ];
  return {
    now,
    postHeld: post_held,
    earlier,
    rows: (await Promise.all(locks)).flatMap((result) => result.rows),
    events: (await Promise.all(events)).flatMap((result) => result.rows),
  };
}

const lockOf = (table: string) =>
  `SELECT id, period, version, last_at, encode(last_hash, 'hex') AS last_hash FROM ${table} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

// The join hands each stream's period to the partitions, so that only one of them is looked into.
const eventsOf = (table: string) =>
  `SELECT e.stream, e.version, e.type, e.schema, e.at, e.actor, e.on_behalf_of AS "onBehalfOf", e.seat, e.payload
   FROM ${table} t JOIN audit.events e ON e.period = t.period AND e.stream = t.id
   WHERE t.id = ANY($1::uuid[]) ORDER BY e.stream, e.version`;
