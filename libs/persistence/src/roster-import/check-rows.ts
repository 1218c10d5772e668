import { checkRows, confirmAsPassbook, type RosterOutcome, type RosterRow, readRow, rosterIdNumbers } from '#domain';
import type { Persistence } from '../persistence.js';
import { loadFileContext } from './file-context.js';
import { type JudgedRow, openRow, type StoredRow, saveChecked } from './import-rows.js';
import { isPassbook } from './import-state.js';
import { loadRosterReference } from './roster-reference.js';

/** Judges stored rows against roll and registry as they are now, in the context of their file. */
export async function checkStoredRows(
  persistence: Persistence,
  where: { readonly school: string; readonly county: string; readonly importId: string },
  stored: readonly StoredRow[],
): Promise<void> {
  const secrets = stored.flatMap(({ line, ...row }) => {
    const secret = openRow(persistence.keys, row);
    // Erased meanwhile: there is nothing left to judge.
    return secret?.cells ? [{ row: { line, cells: secret.cells } satisfies RosterRow, before: secret.outcome }] : [];
  });
  const rows = secrets.map(({ row }) => row);
  const [reference, file] = await Promise.all([
    loadRosterReference(persistence, where, rosterIdNumbers(rows)),
    loadFileContext(persistence, where.county, where.importId, rows.map(readRow)),
  ]);
  const outcomes = checkRows(rows, reference, file);
  const judged = secrets.map(({ row, before }, i): JudgedRow => {
    const outcome = stillPassbook(outcomes[i]!, before);
    const { idNumber } = outcome.values;
    return { row, outcome, personId: idNumber && outcome.subject ? reference.personId(idNumber) : null };
  });
  await saveChecked(persistence, where.importId, judged, 'check');
}

/** What the clerk confirmed of a number holds as long as the number does. */
function stillPassbook(outcome: RosterOutcome, before: RosterOutcome | null): RosterOutcome {
  const confirmed = before && isPassbook(before) && before.values.bankCard === outcome.values.bankCard;
  return (confirmed && confirmAsPassbook(outcome)) || outcome;
}
