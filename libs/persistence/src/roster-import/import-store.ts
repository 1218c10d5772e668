import { NOW } from '../clock.js';
import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import { type ImportKey, keepImportKey } from './import-key.js';
import type { ImportCounts } from './import-report.js';
import { insertRows, type JudgedRow } from './import-rows.js';
import { type ImportFault, type ImportState, type ImportSummary, UNDER_WAY } from './import-state.js';

export interface StoredImport {
  readonly id: string;
  readonly school: string;
  readonly period: number;
  readonly uploadedBy: string;
  readonly at: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: ImportState;
  readonly done: number;
  readonly total: number;
  readonly summary: ImportSummary;
  readonly fault: ImportFault | null;
  /** Null until it became ready. */
  readonly counts: ImportCounts | null;
}

const IMPORT = `id, school, period, uploaded_by AS "uploadedBy", at, file_name AS "fileName", sha256, state, done, total, summary, fault, counts`;

export interface NewImport {
  readonly request: ImportKey;
  readonly id: string;
  readonly school: string;
  readonly period: number;
  readonly uploadedBy: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly summary: ImportSummary;
  /** Judged rows that are drafted at once; null: a workflow reads the file. */
  readonly rows: readonly JudgedRow[] | null;
}

/**
 * The import with all of its rows or, where a workflow has to read them, the word to the relay that starts it: all
 * there or none, so that no import is left that nobody works on.
 */
export async function insertImport({ db, keys, notifier }: Persistence, it: NewImport): Promise<void> {
  const byWorkflow = it.rows === null;
  await inTransaction(db, async (tx) => {
    if (it.request.key !== null) await keepImportKey(tx, it);
    await tx.query({
      name: 'insert-import',
      text: `INSERT INTO roster_imports (id, school, period, uploaded_by, at, file_name, sha256, state, done, total, summary, cipher)
             VALUES ($1, $2, $3, $4, ${NOW}, $5, $6, $7, 0, $8, $9, $10)`,
      values: [
        it.id,
        it.school,
        it.period,
        it.uploadedBy,
        it.fileName,
        it.sha256,
        byWorkflow ? 'reading' : 'drafting',
        it.rows?.length ?? 0,
        JSON.stringify(it.summary),
        keys.encrypt(it.bytes),
      ],
    });
    if (it.rows) await insertRows(tx, { keys }, it.id, it.rows);
    else {
      // The relay starts `roster-import/<id>` for it; starting it twice is harmless.
      await tx.query({
        name: 'announce-import',
        text: `INSERT INTO outbox (stream, kind, version, ready_at) VALUES ($1, 'roster-import', 1, ${NOW}) ON CONFLICT (stream) DO NOTHING`,
        values: [it.id],
      });
    }
  });
  if (byWorkflow) notifier.touched({ outbox: true, reminders: false, offices: new Set([it.school]) });
}

/** The uploaded file as it came; null once it was erased. */
export async function fileOfImport({ db, keys }: Pick<Persistence, 'db' | 'keys'>, id: string): Promise<Buffer | null> {
  const [row] = await db.query<{ cipher: Buffer | null }>(
    'file-of-import',
    'SELECT cipher FROM roster_imports WHERE id = $1',
    [id],
  );
  return row?.cipher ? keys.decrypt(row.cipher) : null;
}

/** An import of a school within an office's subtree; null outside of it. */
export async function findImportUnder(
  { db }: Pick<Persistence, 'db'>,
  office: string,
  id: string,
): Promise<StoredImport | null> {
  const [row] = await db.query<StoredImport>(
    'find-import-under',
    `SELECT ${IMPORT} FROM roster_imports i WHERE id = $1 AND EXISTS (SELECT FROM organisations o WHERE o.code = i.school AND $2 = ANY(o.ancestors))`,
    [id, office],
  );
  return row ?? null;
}

export async function findImport({ db }: Pick<Persistence, 'db'>, id: string): Promise<StoredImport | null> {
  const [row] = await db.query<StoredImport>('find-import', `SELECT ${IMPORT} FROM roster_imports WHERE id = $1`, [id]);
  return row ?? null;
}

/** Imports of the schools in an office's subtree, newest first. */
export async function listImports(
  { db }: Pick<Persistence, 'db'>,
  scope: { readonly office: string; readonly period?: number; readonly before?: string; readonly limit: number },
): Promise<StoredImport[]> {
  return db.query(
    'list-imports',
    `SELECT ${IMPORT} FROM roster_imports i
     WHERE EXISTS (SELECT FROM organisations o WHERE o.code = i.school AND $1 = ANY(o.ancestors))
       AND ($2::int IS NULL OR period = $2) AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [scope.office, scope.period ?? null, scope.before ?? null, scope.limit],
  );
}

/** An earlier import of the same bytes for the same school and period, not discarded. */
export async function findSameFile(
  { db }: Pick<Persistence, 'db'>,
  school: string,
  period: number,
  sha256: string,
): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    'same-file',
    `SELECT id FROM roster_imports WHERE school = $1 AND period = $2 AND sha256 = $3 AND state <> 'discarded' ORDER BY at LIMIT 1`,
    [school, period, sha256],
  );
  return row?.id ?? null;
}

/** From one state to the next; false where it is no longer in the state it is to leave. */
export async function moveImport(
  { db }: Pick<Persistence, 'db'>,
  id: string,
  from: ImportState,
  to: Partial<Pick<StoredImport, 'done' | 'total' | 'summary' | 'fault' | 'counts'>> & { readonly state: ImportState },
): Promise<boolean> {
  const rows = await db.query(
    'move-import',
    `UPDATE roster_imports SET state = $3, done = coalesce($4, done), total = coalesce($5, total), summary = coalesce($6, summary),
       fault = $7, counts = coalesce($8, counts) WHERE id = $1 AND state = $2 RETURNING id`,
    [id, from, to.state, to.done ?? null, to.total ?? null, json(to.summary), json(to.fault), json(to.counts)],
  );
  return rows.length > 0;
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** How far it is; never backwards. */
export async function saveProgress({ db }: Pick<Persistence, 'db'>, id: string, state: ImportState, done: number) {
  await db.query('save-progress', 'UPDATE roster_imports SET done = greatest(done, $3) WHERE id = $1 AND state = $2', [
    id,
    state,
    done,
  ]);
}

/** Came to nothing. A file that is no roster of this school is nothing to keep: it goes, with what was read of it. */
export async function failImport(
  { db }: Pick<Persistence, 'db'>,
  id: string,
  fault: ImportFault,
  { forget }: { readonly forget: boolean },
): Promise<void> {
  await db.query(
    'fail-import',
    `WITH failed AS (
       UPDATE roster_imports SET state = 'failed', fault = $2, cipher = CASE WHEN $3 THEN NULL ELSE cipher END
       WHERE id = $1 AND state = ANY($4) RETURNING id)
     DELETE FROM roster_import_rows USING failed WHERE import_id = failed.id AND $3`,
    [id, JSON.stringify(fault), forget, UNDER_WAY],
  );
}

/** Erases uploaded files and the cells of their rows after 90 days; what came of each row stays, as codes. */
export async function eraseOldUploads({ db }: Pick<Persistence, 'db'>, days = 90): Promise<number> {
  const rows = await db.query(
    'erase-uploads',
    `WITH old AS (
       UPDATE roster_imports SET cipher = NULL
       WHERE cipher IS NOT NULL AND at < ${NOW} - $1::bigint * 86400000 RETURNING id),
     corrected AS (UPDATE roster_corrections c SET cipher = NULL FROM old WHERE c.import_id = old.id)
     UPDATE roster_import_rows r SET cipher = NULL, step = NULL FROM old WHERE r.import_id = old.id RETURNING r.line`,
    [days],
  );
  return rows.length;
}
