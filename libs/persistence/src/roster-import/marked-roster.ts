import type { Actor, RosterField, RosterOutcome, RosterRow } from '#domain';
import { recordAccess } from '../access-log.js';
import type { Persistence } from '../persistence.js';
import { openRow, ROW, type StoredRow } from './import-rows.js';
import type { StoredImport } from './import-store.js';

/** A roster as it was handed in, its corrections included, with what came of each row. */
export interface CheckedRoster {
  /** In the file's order; what only later rows have comes behind. */
  readonly columns: readonly RosterField[];
  readonly headingLine: number;
  /** Some hundred at a time, in the order of their lines. Throws where the upload is erased meanwhile. */
  rows(): AsyncGenerator<readonly CheckedRow[]>;
}

interface CheckedRow {
  readonly line: number;
  readonly cells: RosterRow['cells'];
  readonly outcome: RosterOutcome;
}

/** Of one read: few enough that whoever else is served by this process has a turn in between. */
const ROWS_AT_ONCE = 200;

/** Opens a roster for somebody to take away with every number in full: that is on record before it is read. */
export async function openCheckedRoster(
  persistence: Persistence,
  actor: Actor,
  found: StoredImport,
): Promise<CheckedRoster | 'IMPORT.NOT_READY' | 'IMPORT.ERASED'> {
  if (found.state !== 'ready') return 'IMPORT.NOT_READY';
  const [first] = await readRows(persistence, found.id, 0, 1);
  if (!first || !checkedRow(persistence, first)) return 'IMPORT.ERASED';
  await recordAccess(persistence.db, actor, 'marked-roster-downloaded', found.id, { rows: found.total });
  const columns = new Set<RosterField>();
  for await (const rows of checkedRows(persistence, found.id))
    for (const { cells } of rows) for (const field of Object.keys(cells)) columns.add(field as RosterField);
  const headings = found.summary.skipped.filter(({ line, reason }) => reason === 'header' && line < first.line);
  return {
    columns: [...columns],
    headingLine: headings.at(-1)?.line ?? first.line - 1,
    rows: () => checkedRows(persistence, found.id),
  };
}

async function* checkedRows(persistence: Persistence, importId: string): AsyncGenerator<readonly CheckedRow[]> {
  for (let after = 0; ; ) {
    const stored = await readRows(persistence, importId, after, ROWS_AT_ONCE);
    if (stored.length === 0) return;
    yield stored.map((row) => {
      const checked = checkedRow(persistence, row);
      if (!checked) throw new Error(`line ${row.line} of import ${importId} was erased or is judged anew`);
      return checked;
    });
    after = stored.at(-1)!.line;
  }
}

function checkedRow({ keys }: Persistence, row: StoredRow): CheckedRow | null {
  const secret = openRow(keys, row);
  return secret?.cells && secret.outcome ? { line: row.line, cells: secret.cells, outcome: secret.outcome } : null;
}

const readRows = ({ db }: Persistence, importId: string, after: number, limit: number): Promise<StoredRow[]> =>
  db.query(
    'rows-with-cells',
    `SELECT ${ROW} FROM roster_import_rows WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
    [importId, after, limit],
  );
