import type { RosterOutcome } from '#domain';
import type { Tx } from '../database.js';
import type { Persistence } from '../persistence.js';
import { batches } from '../reference-data/persons.js';
import { inTransaction } from '../transaction.js';
import { type ImportKey, keepImportKey } from './import-key.js';
import {
  type ImportState,
  type ImportSummary,
  ROWS_IN_REQUEST,
  type RowReport,
  type RowSecret,
  reportOf,
} from './import-state.js';

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
  readonly fault: { readonly code: string } | null;
}

export interface StoredRow {
  readonly line: number;
  readonly outcome: string;
  readonly personId: string | null;
  readonly report: RowReport;
  readonly cipher: Buffer | null;
}

const IMPORT = `id, school, period, uploaded_by AS "uploadedBy", at, file_name AS "fileName", sha256, state, done, total, summary, fault`;
const ROW = `line, outcome, person_id AS "personId", report, cipher`;
const BATCH = 1_000;

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
  readonly outcomes: readonly {
    readonly outcome: RosterOutcome;
    readonly personId: string | null;
    readonly likelyPersonId: string | null;
  }[];
}

/**
 * The import with all of its rows and, where a workflow has to draft them, the word to the relay that starts it:
 * all there or none, so that no import is left that nobody works on.
 */
export async function insertImport({ db, keys, notifier }: Persistence, it: NewImport): Promise<void> {
  const total = it.outcomes.length;
  const byWorkflow = total > ROWS_IN_REQUEST;
  await inTransaction(db, async (tx) => {
    if (it.request.key !== null) await keepImportKey(tx, it);
    await tx.query({
      name: 'insert-import',
      text: `INSERT INTO roster_imports (id, school, period, uploaded_by, at, file_name, sha256, state, done, total, summary, cipher)
             VALUES ($1, $2, $3, $4, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint, $5, $6, 'drafting', 0, $7, $8, $9)`,
      values: [
        it.id,
        it.school,
        it.period,
        it.uploadedBy,
        it.fileName,
        it.sha256,
        total,
        JSON.stringify(it.summary),
        keys.encrypt(it.bytes),
      ],
    });
    for (const batch of batches(it.outcomes, BATCH)) {
      const rows = batch.map(({ outcome, personId, likelyPersonId }) => ({
        line: outcome.line,
        outcome: outcome.outcome,
        person_id: personId,
        likely_person_id: likelyPersonId,
        report: reportOf(outcome),
        cipher: sealed(keys, { outcome }),
      }));
      await tx.query({
        name: 'insert-import-rows',
        text: `INSERT INTO roster_import_rows (import_id, line, outcome, person_id, likely_person_id, report, cipher, applications)
               SELECT $1, line, outcome, person_id, likely_person_id, report, decode(cipher, 'hex'), '{}'
               FROM jsonb_to_recordset($2::jsonb) AS x(line int, outcome text, person_id uuid, likely_person_id uuid, report jsonb, cipher text)`,
        values: [it.id, JSON.stringify(rows)],
      });
    }
    if (byWorkflow) await announceImport(tx, it.id);
  });
  if (byWorkflow) notifier.touched({ outbox: true, reminders: false, offices: new Set([it.school]) });
}

const sealed = (keys: Persistence['keys'], secret: RowSecret): string =>
  keys.encrypt(JSON.stringify(secret)).toString('hex');

/** The relay starts `roster-import/<id>` for it; starting it twice is harmless. */
async function announceImport(tx: Tx, id: string): Promise<void> {
  await tx.query({
    name: 'announce-import',
    text: `INSERT INTO outbox (stream, kind, version, ready_at) VALUES ($1, 'roster-import', 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
           ON CONFLICT (stream) DO NOTHING`,
    values: [id],
  });
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

export async function rowOfImport(
  { db }: Pick<Persistence, 'db'>,
  importId: string,
  line: number,
): Promise<StoredRow | null> {
  const [row] = await db.query<StoredRow>(
    'import-row',
    `SELECT ${ROW} FROM roster_import_rows WHERE import_id = $1 AND line = $2`,
    [importId, line],
  );
  return row ?? null;
}

/** Rows of recognised children that nobody has drafted yet: where an interrupted import goes on. */
export async function rowsToDraft(
  { db }: Pick<Persistence, 'db'>,
  importId: string,
  limit: number,
): Promise<StoredRow[]> {
  return db.query(
    'rows-to-draft',
    `SELECT ${ROW} FROM roster_import_rows WHERE import_id = $1 AND outcome LIKE 'accept%' AND NOT report ? 'programmes' ORDER BY line LIMIT $2`,
    [importId, limit],
  );
}

export interface DraftedRow {
  readonly line: number;
  readonly report: RowReport;
  /** Applications of this import's own. */
  readonly applications: readonly string[];
}

/** Records what came of rows, and how far the import is: up to the last of them. */
export async function saveDrafted(
  { db }: Pick<Persistence, 'db'>,
  importId: string,
  rows: readonly DraftedRow[],
): Promise<void> {
  await db.query(
    'save-drafted',
    `WITH saved AS (
       UPDATE roster_import_rows r SET report = x.report, applications = ARRAY(SELECT jsonb_array_elements_text(x.applications)::uuid)
       FROM jsonb_to_recordset($2::jsonb) AS x(line int, report jsonb, applications jsonb)
       WHERE r.import_id = $1 AND r.line = x.line RETURNING r.line)
     UPDATE roster_imports SET done = greatest(done, (SELECT count(*) FROM roster_import_rows
       WHERE import_id = $1 AND line <= (SELECT max(line) FROM saved))) WHERE id = $1`,
    [importId, JSON.stringify(rows)],
  );
}

/** A row after its clerk said what the file could not say; the import has a row to draft again. */
export async function replaceOutcome(
  { db, keys }: Persistence,
  importId: string,
  outcome: RosterOutcome,
): Promise<void> {
  await db.query(
    'replace-outcome',
    `WITH again AS (UPDATE roster_imports SET state = 'drafting' WHERE id = $1)
     UPDATE roster_import_rows SET outcome = $3, report = $4, cipher = decode($5, 'hex') WHERE import_id = $1 AND line = $2`,
    [importId, outcome.line, outcome.outcome, JSON.stringify(reportOf(outcome)), sealed(keys, { outcome })],
  );
}

export async function setImportState(
  { db }: Pick<Persistence, 'db'>,
  id: string,
  state: ImportState,
  fault: { code: string } | null = null,
): Promise<void> {
  await db.query(
    'set-import-state',
    `UPDATE roster_imports SET state = $2, fault = $3, done = CASE WHEN $2 = 'ready' THEN total ELSE done END WHERE id = $1`,
    [id, state, fault && JSON.stringify(fault)],
  );
}

/** Erases uploaded files and the cells of their rows after 90 days; what came of each row stays, as codes. */
export async function eraseOldUploads({ db }: Pick<Persistence, 'db'>, days = 90): Promise<number> {
  const rows = await db.query(
    'erase-uploads',
    `WITH old AS (
       UPDATE roster_imports SET cipher = NULL
       WHERE cipher IS NOT NULL AND at < floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - $1::bigint * 86400000 RETURNING id)
     UPDATE roster_import_rows r SET cipher = NULL FROM old WHERE r.import_id = old.id RETURNING r.line`,
    [days],
  );
  return rows.length;
}

export const openRow = (keys: Persistence['keys'], row: StoredRow): RowSecret | null =>
  row.cipher ? (JSON.parse(keys.decryptText(row.cipher)) as RowSecret) : null;
