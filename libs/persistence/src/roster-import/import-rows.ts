import { type RosterOutcome, type RosterRow, readRow } from '#domain';
import type { Tx } from '../database.js';
import type { Persistence } from '../persistence.js';
import { type RowReport, type RowSecret, type RowStep, reportOf } from './import-state.js';

export interface StoredRow {
  readonly line: number;
  readonly outcome: string;
  readonly personId: string | null;
  readonly report: RowReport;
  readonly cipher: Buffer | null;
  /** Applications of this import's own. */
  readonly applications: readonly string[];
  /** Counts how often it was judged anew because it, or a row that shares a number with it, was corrected. */
  readonly revision: number;
}

export const ROW = `line, outcome, person_id AS "personId", report, cipher, applications, revision`;
/** The outcome of a row that nobody has judged yet. */
export const UNCHECKED = 'unchecked';

const MOST_ROWS = 500;
/** Of one statement, hexadecimal: rows of absurdly long cells go in fewer at a time. */
const MOST_CHARACTERS = 4 << 20;

export interface JudgedRow {
  readonly row: RosterRow;
  /** Null: it is still to be checked. */
  readonly outcome: RosterOutcome | null;
  readonly personId: string | null;
}

interface RowToWrite {
  readonly line: number;
  readonly outcome: string;
  readonly person_id: string | null;
  readonly report: RowReport;
  readonly cipher: string;
  readonly step: RowStep | null;
  readonly id_lookup: string | null;
  readonly card_lookup: string | null;
}

/** Keeps new rows; a line that is there already stays as it is. */
export async function insertRows(
  tx: Tx,
  { keys }: Pick<Persistence, 'keys'>,
  importId: string,
  rows: readonly JudgedRow[],
): Promise<void> {
  for (const portion of portions(rows.map((row) => toWrite(keys, row)))) {
    await tx.query({
      name: 'insert-import-rows',
      text: `INSERT INTO roster_import_rows (import_id, line, outcome, person_id, report, cipher, applications, step, id_lookup, card_lookup)
             SELECT $1, line, outcome, person_id, report, decode(cipher, 'hex'), '{}', step, decode(id_lookup, 'hex'), decode(card_lookup, 'hex')
             FROM jsonb_to_recordset($2::jsonb)
               AS x(line int, outcome text, person_id uuid, report jsonb, cipher text, step text, id_lookup text, card_lookup text)
             ON CONFLICT DO NOTHING`,
      values: [importId, JSON.stringify(portion)],
    });
  }
}

/**
 * Records what came of rows that still stand at step `from`: another who was at work on them may have gone on, or the
 * clerk may have corrected one. Those that hold drafts already are to be drafted again, whatever came of them now.
 */
export async function saveChecked(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  importId: string,
  rows: readonly JudgedRow[],
  from: RowStep | null,
): Promise<void> {
  for (const portion of portions(rows.map((row) => toWrite(keys, row)))) {
    await db.query(
      'save-checked',
      `UPDATE roster_import_rows r SET outcome = x.outcome, person_id = x.person_id, report = x.report, cipher = decode(x.cipher, 'hex'),
         step = CASE WHEN r.applications <> '{}' THEN 'draft' ELSE x.step END
       FROM jsonb_to_recordset($2::jsonb) AS x(line int, outcome text, person_id uuid, report jsonb, cipher text, step text)
       WHERE r.import_id = $1 AND r.line = x.line AND r.step IS NOT DISTINCT FROM $3::text`,
      [importId, JSON.stringify(portion), from],
    );
  }
}

function toWrite(keys: Persistence['keys'], { row, outcome, personId }: JudgedRow): RowToWrite {
  const accepted = outcome?.outcome.startsWith('accept') ?? false;
  return {
    line: row.line,
    outcome: outcome?.outcome ?? UNCHECKED,
    person_id: personId,
    report: outcome ? reportOf(outcome) : { faults: [], flags: [], repaired: [] },
    cipher: sealRow(keys, { cells: row.cells, outcome }).toString('hex'),
    step: outcome === null ? 'check' : accepted ? 'draft' : null,
    ...lookupsOf(keys, row),
  };
}

export const sealRow = (keys: Persistence['keys'], secret: RowSecret): Buffer => keys.encrypt(JSON.stringify(secret));

export const openRow = (keys: Persistence['keys'], { cipher }: Pick<StoredRow, 'cipher'>): RowSecret | null =>
  cipher ? (JSON.parse(keys.decryptText(cipher)) as RowSecret) : null;

/** Hexadecimal keyed hashes of a row's ID number and card, null where it has none that can be read. */
export function lookupsOf(
  keys: Persistence['keys'],
  row: RosterRow,
): { id_lookup: string | null; card_lookup: string | null } {
  const { id, values } = readRow(row);
  return {
    id_lookup: id.kind === 'valid' ? keys.lookup('id-number', id.idNumber).toString('hex') : null,
    card_lookup: values.bankCard ? keys.lookup('card', values.bankCard).toString('hex') : null,
  };
}

function* portions(rows: readonly RowToWrite[]): Generator<RowToWrite[]> {
  let portion: RowToWrite[] = [];
  let characters = 0;
  for (const row of rows) {
    portion.push(row);
    characters += row.cipher.length;
    if (portion.length < MOST_ROWS && characters < MOST_CHARACTERS) continue;
    yield portion;
    portion = [];
    characters = 0;
  }
  if (portion.length > 0) yield portion;
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

/** The next rows with something to do, in the order of their lines: where an interrupted import goes on. */
export async function rowsToWorkOn(
  { db }: Pick<Persistence, 'db'>,
  importId: string,
  step: RowStep,
  limit: number,
): Promise<StoredRow[]> {
  return db.query(
    'rows-to-work-on',
    `SELECT ${ROW} FROM roster_import_rows WHERE import_id = $1 AND step = $2 ORDER BY line LIMIT $3`,
    [importId, step, limit],
  );
}

/** How many rows still have this to be done. */
export async function countRows({ db }: Pick<Persistence, 'db'>, importId: string, step: RowStep): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'count-rows-of-step',
    'SELECT count(*) AS count FROM roster_import_rows WHERE import_id = $1 AND step = $2',
    [importId, step],
  );
  return row!.count;
}

export interface DraftedRow {
  readonly line: number;
  readonly report: RowReport;
  /** Applications of this import's own. */
  readonly applications: readonly string[];
}

/** Records what was drafted for rows that still stand there: nothing is left to do with them. */
export async function saveDrafted(
  { db }: Pick<Persistence, 'db'>,
  importId: string,
  rows: readonly DraftedRow[],
): Promise<void> {
  await db.query(
    'save-drafted',
    `UPDATE roster_import_rows r
     SET report = x.report, applications = ARRAY(SELECT jsonb_array_elements_text(x.applications)::uuid), step = NULL
     FROM jsonb_to_recordset($2::jsonb) AS x(line int, report jsonb, applications jsonb)
     WHERE r.import_id = $1 AND r.line = x.line AND r.step = 'draft'`,
    [importId, JSON.stringify(rows)],
  );
}
