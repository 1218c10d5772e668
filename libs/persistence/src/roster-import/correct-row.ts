import { CORRECTABLE_FIELDS, type CorrectableField, cellText, type RosterOutcome, type RosterRow } from '#domain';
import { NOW } from '../clock.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import { advanceImport } from './advance-import.js';
import { lookupsOf, openRow, rowOfImport, type StoredRow, sealRow } from './import-rows.js';
import type { ImportOwner } from './import-state.js';
import { findImport } from './import-store.js';

export type CorrectionRefusal =
  | 'IMPORT.NOT_FOUND'
  | 'IMPORT.ROW_NOT_FOUND'
  | 'IMPORT.ERASED'
  | 'IMPORT.NOT_READY'
  | 'IMPORT.ROW_CHANGED'
  | 'IMPORT.ROW_SUBMITTED'
  | 'IMPORT.NOTHING_TO_UNDO';

/** Lines that were judged anew, the corrected one among them, or why nothing was corrected. */
export type CorrectionResult =
  | { readonly ok: true; readonly lines: readonly number[] }
  | { readonly ok: false; readonly refusal: CorrectionRefusal };

export type CellTexts = Readonly<Partial<Record<CorrectableField, string>>>;

export interface RowToCorrect {
  readonly importId: string;
  readonly line: number;
  /** The row as its clerk saw it; it was judged anew since where it is another one. */
  readonly revision: number;
}

/** Rows that share a number with a corrected one and are judged again with it; a card typed for a whole school stops here. */
const MOST_NEIGHBOURS = 500;

const refused = (refusal: CorrectionRefusal) => ({ ok: false, refusal }) as const;

/** A row's revision with its cells in full, to be corrected; the caller has put on record who sees them. */
export async function cellsOfRow(
  persistence: Persistence,
  importId: string,
  line: number,
): Promise<{ revision: number; cells: Record<CorrectableField, string> } | 'IMPORT.ROW_NOT_FOUND' | 'IMPORT.ERASED'> {
  const row = await rowOfImport(persistence, importId, line);
  if (!row) return 'IMPORT.ROW_NOT_FOUND';
  const cells = openRow(persistence.keys, row)?.cells;
  if (!cells) return 'IMPORT.ERASED';
  const texts = CORRECTABLE_FIELDS.map((field) => [field, cellText(cells[field])]);
  return { revision: row.revision, cells: Object.fromEntries(texts) };
}

/**
 * Writes cells of a row as its clerk has corrected them, and judges it again by the rule that judged it first, in the
 * context of its file: rows that share an ID number or a card with it, before or after, are judged with it. What is
 * accepted then is drafted by the way of every import; drafts of what no longer holds are taken back.
 */
export async function correctRow(
  persistence: Persistence,
  owner: ImportOwner,
  at: RowToCorrect,
  cells: CellTexts,
): Promise<CorrectionResult> {
  return change(persistence, owner, at, async (_, row) => ({
    cells: { ...row.cells, ...cells },
    fields: Object.keys(cells),
    undoes: null,
  }));
}

/** Puts the cells back as they were before the row's last correction that still stands. */
export async function undoCorrection(
  persistence: Persistence,
  owner: ImportOwner,
  at: RowToCorrect,
): Promise<CorrectionResult> {
  return change(persistence, owner, at, async (tx) => {
    const { rows } = await tx.query<{ revision: number; fields: string[]; cipher: Buffer | null }>({
      name: 'correction-to-undo',
      text: `SELECT revision, fields, cipher FROM roster_corrections c
             WHERE import_id = $1 AND line = $2 AND undoes IS NULL AND NOT EXISTS (
               SELECT FROM roster_corrections u WHERE u.import_id = $1 AND u.line = $2 AND u.undoes = c.revision)
             ORDER BY revision DESC LIMIT 1`,
      values: [at.importId, at.line],
    });
    const [last] = rows;
    if (!last?.cipher) return null;
    return { cells: JSON.parse(persistence.keys.decryptText(last.cipher)), fields: last.fields, undoes: last.revision };
  });
}

interface Change {
  readonly cells: RosterRow['cells'];
  readonly fields: readonly string[];
  readonly undoes: number | null;
}

async function change(
  persistence: Persistence,
  { actor, place }: ImportOwner,
  { importId, line, revision }: RowToCorrect,
  make: (tx: Tx, row: RosterRow) => Promise<Change | null>,
): Promise<CorrectionResult> {
  const found = await findImport(persistence, importId);
  if (!found || found.school !== place.school) return refused('IMPORT.NOT_FOUND');
  const result = await inTransaction(persistence.db, async (tx): Promise<CorrectionResult> => {
    // The import's row is the lock: corrections of one file are made one after the other.
    const { rows } = await tx.query<{ state: string }>({
      name: 'lock-import',
      text: 'SELECT state FROM roster_imports WHERE id = $1 FOR UPDATE',
      values: [importId],
    });
    if (rows[0]?.state !== 'ready') return refused('IMPORT.NOT_READY');
    const stored = await rowOfImport(persistence, importId, line);
    if (!stored) return refused('IMPORT.ROW_NOT_FOUND');
    const secret = openRow(persistence.keys, stored);
    if (!secret?.cells) return refused('IMPORT.ERASED');
    if (stored.revision !== revision) return refused('IMPORT.ROW_CHANGED');
    if (await isSubmitted(tx, stored)) return refused('IMPORT.ROW_SUBMITTED');
    const before = { line, cells: secret.cells };
    const made = await make(tx, before);
    if (!made) return refused('IMPORT.NOTHING_TO_UNDO');
    const after = { line, cells: made.cells };
    const { outcome } = secret;
    const lines = await write(tx, persistence, importId, { before, after, outcome, revision, made, by: actor.person });
    return { ok: true, lines };
  });
  if (result.ok) await advanceImport(persistence, importId);
  return result;
}

/** A draft of it went further: what is handed in changes by a return, never behind its reader's back. */
async function isSubmitted(tx: Tx, { applications }: StoredRow): Promise<boolean> {
  const { rows } = await tx.query({
    name: 'row-submitted',
    text: `SELECT FROM applications WHERE id = ANY($1::uuid[]) AND phase NOT IN ('draft', 'discarded') LIMIT 1`,
    values: [applications],
  });
  return rows.length > 0;
}

async function write(
  tx: Tx,
  { keys }: Persistence,
  importId: string,
  it: {
    before: RosterRow;
    after: RosterRow;
    outcome: RosterOutcome | null;
    revision: number;
    made: Change;
    by: string;
  },
): Promise<number[]> {
  const { before, after, made } = it;
  const { line } = before;
  const [then, now] = [lookupsOf(keys, before), lookupsOf(keys, after)];
  await tx.query({
    name: 'record-correction',
    text: `INSERT INTO roster_corrections (id, import_id, line, revision, at, staff_id, fields, undoes, cipher)
           VALUES ($1, $2, $3, $4, ${NOW}, $5, $6, $7, $8)`,
    values: [
      ...[newId(), importId, line, it.revision + 1, it.by, made.fields, made.undoes],
      keys.encrypt(JSON.stringify(before.cells)),
    ],
  });
  await tx.query({
    name: 'write-corrected',
    text: `UPDATE roster_import_rows SET cipher = $3, id_lookup = decode($4, 'hex'), card_lookup = decode($5, 'hex')
           WHERE import_id = $1 AND line = $2`,
    values: [
      importId,
      line,
      sealRow(keys, { cells: after.cells, outcome: it.outcome }),
      now.id_lookup,
      now.card_lookup,
    ],
  });
  const numbers = (kind: 'id_lookup' | 'card_lookup') => [then[kind], now[kind]].filter((each) => each !== null);
  // Neighbours that were handed in stay as they were judged.
  const { rows } = await tx.query<{ line: number }>({
    name: 'judge-anew',
    text: `WITH anew AS (
             SELECT $2::int AS line
             UNION
             (SELECT r.line FROM roster_import_rows r
              WHERE r.import_id = $1 AND (r.id_lookup IN (SELECT decode(unnest($3::text[]), 'hex')) OR r.card_lookup IN (SELECT decode(unnest($4::text[]), 'hex')))
                AND NOT EXISTS (SELECT FROM applications a WHERE a.id = ANY(r.applications) AND a.phase NOT IN ('draft', 'discarded'))
              ORDER BY r.line LIMIT ${MOST_NEIGHBOURS})),
           again AS (UPDATE roster_imports SET state = 'checking' WHERE id = $1)
           UPDATE roster_import_rows r SET step = 'check', revision = r.revision + 1
           FROM anew WHERE r.import_id = $1 AND r.line = anew.line RETURNING r.line`,
    values: [importId, line, numbers('id_lookup'), numbers('card_lookup')],
  });
  return rows.map((row) => row.line).sort((a, b) => a - b);
}
