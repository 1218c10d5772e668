import type { Actor, Rejection, TextRef } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';
import type { NewText } from '../door/requests.js';
import type { Bulk, BulkCommand, BulkItem, BulkRequest } from './bulk.js';
import { type PricedApplication, selectionHash } from './select-applications.js';

/** A bulk's command as it is stored: the opinion by reference. */
export type StoredCommand = Omit<BulkCommand, 'opinion'> & {
  readonly items?: readonly string[];
  readonly reason?: string;
  readonly opinion?: TextRef;
};

export interface BulkRow extends Omit<Bulk, 'command'> {
  readonly command: StoredCommand;
  readonly actor: Actor;
  readonly postId: string;
  readonly chunkSize: number;
  /** The lease: whoever holds this very value may write outcomes. */
  readonly leaseUntil: number;
}

const COLUMNS = `id, command, preview, at, total, total_fen AS "totalFen", done, accepted, accepted_fen AS "acceptedFen", state,
  encode(selection, 'hex') AS selection, actor, post_id AS "postId", chunk_size AS "chunkSize", lease_until AS "leaseUntil"`;

export interface NewBulk {
  readonly id: string;
  readonly request: BulkRequest;
  readonly command: StoredCommand;
  readonly opinion: NewText | null;
  readonly applications: readonly PricedApplication[];
  readonly chunkSize: number;
}

/** One statement: the bulk, its items and its opinion are all there or none is. Null: the key is taken. */
export async function insertBulk(db: Database, bulk: NewBulk): Promise<BulkRow | null> {
  const { id, request, command, opinion, applications, chunkSize } = bulk;
  const [row] = await db.query<BulkRow & Record<string, unknown>>(
    'bulk-insert',
    `WITH made AS (
       INSERT INTO bulks (id, staff_id, post_id, actor, key, request_hash, command, selection, preview, at, chunk_size, total, total_fen, done, accepted, accepted_fen, state, lease_until)
       SELECT $1::uuid, $2, $3, $4, $5, decode($6, 'hex'), $7, decode($8, 'hex'), $9, ${NOW}, $10, $11, $12, 0, 0, 0, 'running', 0
       ON CONFLICT (staff_id, key) DO NOTHING RETURNING *),
     items AS (
       INSERT INTO bulk_items (bulk_id, ordinal, application_id, revision, amount_fen)
       SELECT made.id, x.ordinal - 1, x.application_id, x.revision, x.amount_fen
       FROM made, unnest($13::uuid[], $14::int[], $15::bigint[]) WITH ORDINALITY AS x(application_id, revision, amount_fen, ordinal)),
     opinion AS (
       INSERT INTO erasable_texts (id, stream, salt, cipher)
       SELECT $16::uuid, made.id, $17::bytea, $18::bytea FROM made WHERE $16::uuid IS NOT NULL)
     SELECT ${COLUMNS} FROM made`,
    [
      ...[id, request.actor.person, request.post, JSON.stringify(request.actor), request.key, request.requestHash],
      ...[JSON.stringify(command), selectionHash(applications), request.preview, chunkSize, applications.length],
      applications.reduce((sum, { amountFen }) => sum + amountFen, 0),
      applications.map((a) => a.id),
      applications.map((a) => a.revision),
      applications.map((a) => a.amountFen),
      ...[opinion?.id ?? null, opinion?.salt ?? null, opinion?.cipher ?? null],
    ],
  );
  return row ?? null;
}

/** A person's own bulk; nobody else's is found. */
export async function findBulkRow(db: Database, staffId: string, id: string): Promise<BulkRow | null> {
  const sql = `SELECT ${COLUMNS} FROM bulks WHERE id = $1 AND staff_id = $2`;
  const [row] = await db.query<BulkRow & Record<string, unknown>>('bulk-find', sql, [id, staffId]);
  return row ?? null;
}

export async function findBulkByKey(
  db: Database,
  staffId: string,
  key: string,
): Promise<(BulkRow & { requestHash: string }) | null> {
  const sql = `SELECT ${COLUMNS}, encode(request_hash, 'hex') AS "requestHash" FROM bulks WHERE staff_id = $1 AND key = $2`;
  const [row] = await db.query<BulkRow & { requestHash: string } & Record<string, unknown>>('bulk-find-key', sql, [
    staffId,
    key,
  ]);
  return row ?? null;
}

/** Takes a running bulk that nobody works on, for `leaseMs`; null where somebody does, or nothing is left to do. */
export async function takeBulk(db: Database, id: string, leaseMs: number): Promise<BulkRow | null> {
  const [row] = await db.query<BulkRow & Record<string, unknown>>(
    'bulk-take',
    `UPDATE bulks SET lease_until = ${NOW} + $2 WHERE id = $1 AND state = 'running' AND lease_until < ${NOW} RETURNING ${COLUMNS}`,
    [id, leaseMs],
  );
  return row ?? null;
}

/** Hands a bulk back before its lease ends, so that another process need not wait. */
export async function releaseBulk(db: Database, { id, leaseUntil }: BulkRow): Promise<void> {
  await db.query('bulk-release', 'UPDATE bulks SET lease_until = 0 WHERE id = $1 AND lease_until = $2', [
    id,
    leaseUntil,
  ]);
}

/** Running bulks whose process has let the lease run out, oldest first. */
export async function abandonedBulks(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'bulk-abandoned',
    `SELECT id FROM bulks WHERE state = 'running' AND lease_until < ${NOW} ORDER BY at LIMIT 100`,
  );
  return rows.map(({ id }) => id);
}

/** One page of items after `after`, in order; with `refusedOnly` those that were refused. Only refusals are stored. */
export function bulkItems(
  db: Database,
  bulk: string,
  after: number,
  limit: number,
  refusedOnly = false,
): Promise<BulkItem[]> {
  return db.query<BulkItem & Record<string, unknown>>(
    'bulk-items',
    `SELECT i.ordinal, i.application_id AS id, i.revision, i.amount_fen AS "amountFen",
            CASE WHEN i.rejection IS NOT NULL THEN jsonb_build_object('ok', false, 'rejection', i.rejection)
                 WHEN i.ordinal < b.done THEN '{"ok":true}' END AS outcome
     FROM bulks b JOIN bulk_items i ON i.bulk_id = b.id
     WHERE b.id = $1 AND i.ordinal > $2 AND (NOT $4 OR i.rejection IS NOT NULL) ORDER BY i.ordinal LIMIT $3`,
    [bulk, after, limit, refusedOnly],
  );
}

/**
 * Records what a chunk refused, moves the progress on and renews the lease; the last chunk ends the bulk and drops its own
 * copy of the opinion. Null: the lease is no longer ours, another process has taken over.
 */
export async function writeOutcomes(
  db: Database,
  { id, leaseUntil, done }: BulkRow,
  outcomes: readonly { ordinal: number; amountFen: number; rejection: Rejection | null }[],
  leaseMs: number,
): Promise<BulkRow | null> {
  const accepted = outcomes.filter(({ rejection }) => rejection === null);
  const acceptedFen = accepted.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const [row] = await db.query<BulkRow & Record<string, unknown>>(
    'bulk-outcomes',
    `WITH moved AS (
       UPDATE bulks SET done = done + $4, accepted = accepted + $5, accepted_fen = accepted_fen + $6,
              state = CASE WHEN done + $4 = total THEN 'done' ELSE state END, lease_until = greatest(lease_until + 1, ${NOW} + $7)
       WHERE id = $1 AND lease_until = $2 AND done = $3 AND state = 'running' RETURNING *),
     refused AS (
       UPDATE bulk_items i SET rejection = x.rejection FROM moved, jsonb_to_recordset($8::jsonb) AS x(ordinal int, rejection jsonb)
       WHERE i.bulk_id = moved.id AND i.ordinal = x.ordinal),
     dropped AS (
       DELETE FROM erasable_texts t USING moved WHERE t.stream = moved.id AND moved.state = 'done')
     SELECT ${COLUMNS} FROM moved`,
    [
      id,
      leaseUntil,
      done,
      outcomes.length,
      accepted.length,
      acceptedFen,
      leaseMs,
      JSON.stringify(outcomes.flatMap(({ ordinal, rejection }) => (rejection ? [{ ordinal, rejection }] : []))),
    ],
  );
  return row ?? null;
}

/** Results are kept as long as uploaded files are; a preview is of no use the day after. */
export async function pruneBulks(
  db: Database,
  { previewsOlderThan, bulksOlderThan }: { previewsOlderThan: number; bulksOlderThan: number },
): Promise<void> {
  await db.query(
    'bulk-prune',
    `WITH old AS (DELETE FROM bulks WHERE state = 'done' AND ((preview AND at < $1) OR at < $2) RETURNING id)
     DELETE FROM bulk_items USING old WHERE bulk_id = old.id`,
    [previewsOlderThan, bulksOlderThan],
  );
}
