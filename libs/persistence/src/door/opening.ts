import { NOW } from '../clock.js';
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

/** What the door found out about one request once all locks were held. */
export interface Asked {
  /** PostgreSQL's clock, epoch ms. */
  readonly now: number;
  /** The actor still holds the post they act in. */
  readonly postHeld: boolean;
  readonly earlier: EarlierCommand | null;
}

export interface Opening {
  /** One for each request, in order. */
  readonly asked: readonly Asked[];
  /** By stream; one that does not exist yet is not among them. */
  readonly rows: ReadonlyMap<string, LockedRow>;
  /** By stream, oldest first. */
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
}

export interface EarlierCommand {
  readonly id: string;
  readonly at: number;
  readonly requestHash: string | null;
  readonly outcome: unknown;
}

const CLOCK_POST_KEY = `
  SELECT ${NOW} AS now,
         (r.post IS NULL OR EXISTS (SELECT FROM posts WHERE id = r.post AND staff_id = r.actor AND ended_at IS NULL)) AS "postHeld",
         (SELECT jsonb_build_object('id', id, 'at', at, 'requestHash', encode(request_hash, 'hex'), 'outcome', outcome)
            FROM commands WHERE actor = r.actor AND key = r.key) AS earlier
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS r(post, actor, key, n) ORDER BY n`;

/**
 * BEGIN, the locks in their order, then the clock, the posts, the keys and the events: one flight to the server.
 * Each is a statement of its own, so that what is read after a lock sees what the lock waited for.
 */
export async function beginAndLock(
  tx: Tx,
  adapters: readonly Pick<StreamAdapter, 'kind' | 'table'>[],
  requests: readonly CommandRequest[],
): Promise<Opening> {
  const commands = requests.flatMap((request) => request.commands);
  const touched = adapters.flatMap(({ kind, table }) => {
    const ids = [...new Set(commands.filter((c) => c.kind === kind).map((c) => c.id))].sort();
    return ids.length > 0 ? [{ table, ids }] : [];
  });
  const { begin, locks, asked, events } = inOneFlight(tx, () => ({
    begin: tx.query('BEGIN'),
    locks: touched.map(({ table, ids }) =>
      tx.query<LockedRow>({ name: `lock-${table}`, text: lockOf(table), values: [ids] }),
    ),
    asked: tx.query<Asked>({
      name: 'clock-post-key',
      text: CLOCK_POST_KEY,
      values: [
        requests.map(({ post }) => post),
        requests.map(({ actor }) => actor.person),
        requests.map(({ key }) => key ?? null),
      ],
    }),
    events: touched.map(({ table, ids }) =>
      tx.query<StoredEvent>({ name: `events-${table}`, text: eventsOf(table), values: [ids] }),
    ),
  }));
  const settled = await Promise.allSettled([begin, ...locks, asked, ...events]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason; // the first that failed is the cause; those behind it only say "aborted"
  const rows = (await Promise.all(locks)).flatMap((result) => result.rows);
  const stored = (await Promise.all(events)).flatMap((result) => result.rows);
  return {
    asked: (await asked).rows,
    rows: new Map(rows.map((row) => [row.id, row])),
    events: byStream(stored),
  };
}

function byStream(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const list = streams.get(event.stream);
    if (list) list.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}

const lockOf = (table: string) =>
  `SELECT id, period, version, last_at, encode(last_hash, 'hex') AS last_hash FROM ${table} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

// The join hands each stream's period to the partitions, so that only one of them is looked into.
const eventsOf = (table: string) =>
  `SELECT e.stream, e.version, e.type, e.schema, e.at, e.actor, e.on_behalf_of AS "onBehalfOf", e.seat, e.payload
   FROM ${table} t JOIN audit.events e ON e.period = t.period AND e.stream = t.id
   WHERE t.id = ANY($1::uuid[]) ORDER BY e.stream, e.version`;
