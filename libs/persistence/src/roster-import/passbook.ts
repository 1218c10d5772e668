import { confirmAsPassbook } from '#domain';
import type { Persistence } from '../persistence.js';
import { draftImport } from './import-roster.js';
import type { ImportOwner } from './import-state.js';
import { findImport, openRow, replaceOutcome, rowOfImport } from './import-store.js';

export type PassbookRefusal =
  | 'IMPORT.NOT_FOUND'
  | 'IMPORT.ROW_NOT_FOUND'
  | 'IMPORT.NOTHING_TO_CONFIRM'
  | 'IMPORT.NOT_READY';

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
  const confirmed = secret && confirmAsPassbook(secret.outcome);
  if (!confirmed) return 'IMPORT.NOTHING_TO_CONFIRM';
  await replaceOutcome(persistence, importId, confirmed);
  await draftImport(persistence, importId);
  return null;
}
