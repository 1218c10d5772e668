import { confirmAsPassbook } from '#domain';
import type { Persistence } from '../persistence.js';
import { advanceImport } from './advance-import.js';
import { openRow, rowOfImport, saveChecked } from './import-rows.js';
import type { ImportOwner } from './import-state.js';
import { findImport, moveImport } from './import-store.js';

export type PassbookRefusal =
  | 'IMPORT.NOT_FOUND'
  | 'IMPORT.ROW_NOT_FOUND'
  | 'IMPORT.NOTHING_TO_CONFIRM'
  | 'IMPORT.NOT_READY'
  | 'IMPORT.ERASED';

/**
 * The clerk says that the number which is no card's is a passbook's (存折). Where that was all that was wrong the row is
 * accepted and drafted, and the reviewer sees the flag `passbook`. Null: done.
 */
export async function confirmPassbook(
  persistence: Persistence,
  owner: ImportOwner,
  importId: string,
  line: number,
): Promise<PassbookRefusal | null> {
  const found = await findImport(persistence, importId);
  if (!found || found.school !== owner.place.school) return 'IMPORT.NOT_FOUND';
  if (found.state !== 'ready') return 'IMPORT.NOT_READY';
  const row = await rowOfImport(persistence, importId, line);
  if (!row) return 'IMPORT.ROW_NOT_FOUND';
  const secret = openRow(persistence.keys, row);
  const confirmed = secret?.outcome && confirmAsPassbook(secret.outcome);
  if (!secret || !confirmed) return 'IMPORT.NOTHING_TO_CONFIRM';
  // Read before cells were kept: there is nothing to judge it by.
  if (!secret.cells) return 'IMPORT.ERASED';
  if (!(await moveImport(persistence, importId, 'ready', { state: 'drafting' }))) return 'IMPORT.NOT_READY';
  const judged = { row: { line, cells: secret.cells }, outcome: confirmed, personId: row.personId };
  await saveChecked(persistence, importId, [judged], null);
  await advanceImport(persistence, importId);
  return null;
}
