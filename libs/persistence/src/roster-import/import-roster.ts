import {
  checkRoster,
  findOtherSchool,
  type OtherSchoolFault,
  type RosterSheet,
  readRow,
  rosterIdNumbers,
} from '#domain';
import { isUniqueViolation } from '../database.js';
import { newId } from '../ids.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { advanceImport } from './advance-import.js';
import { type ImportKey, importOfKey } from './import-key.js';
import type { ImportOwner, ImportSummary } from './import-state.js';
import { findSameFile, insertImport } from './import-store.js';
import { SKIPPED_SHOWN } from './read-import.js';
import { loadRosterReference, schoolNames } from './roster-reference.js';

/** An upload that a workflow reads. */
export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** An uploaded roster whose file was read: its bytes, its rows, and what the reader has to say of it. */
export interface UploadedRoster extends UploadedFile {
  readonly sheet: RosterSheet;
  readonly file: Pick<ImportSummary, 'format' | 'encoding' | 'sheetName' | 'otherRosterSheets'>;
}

export type ImportResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly fault: OtherSchoolFault | { readonly code: 'key_reused' } };

/**
 * Takes an upload in under its key. One that was read is checked and drafted before the answer; any other is left to a
 * workflow, and whoever asks sees how far it is.
 */
export async function importRoster(
  persistence: Persistence,
  owner: ImportOwner,
  upload: UploadedRoster | UploadedFile,
  request: ImportKey,
): Promise<ImportResult> {
  const importNew = () =>
    'sheet' in upload
      ? importRead(persistence, owner, upload, request)
      : importLater(persistence, owner, upload, request);
  try {
    return (await earlierAnswer(persistence, owner, request)) ?? (await importNew());
  } catch (error) {
    // The same key at the same moment: the other one won, its answer is the answer.
    const earlier = isUniqueViolation(error) ? await earlierAnswer(persistence, owner, request) : null;
    if (!earlier) throw error;
    return earlier;
  }
}

async function earlierAnswer(
  persistence: Persistence,
  { actor }: ImportOwner,
  request: ImportKey,
): Promise<ImportResult | null> {
  const earlier = await importOfKey(persistence, actor.person, request);
  if (earlier === null) return null;
  return earlier === 'differs' ? { ok: false, fault: { code: 'key_reused' } } : { ok: true, id: earlier.id };
}

async function importRead(
  persistence: Persistence,
  owner: ImportOwner,
  roster: UploadedRoster,
  request: ImportKey,
): Promise<ImportResult> {
  const { sheet } = roster;
  const { school } = owner.place;
  const reference = await loadRosterReference(persistence, owner.place, rosterIdNumbers(sheet.rows));
  const name = (await schoolNames(persistence, [school])).get(school) ?? school;
  const enrolled = sheet.rows.map((row) => {
    const { id } = readRow(row);
    return id.kind === 'valid' ? reference.rollEntry(id.idNumber) : null;
  });
  const otherSchool = findOtherSchool(sheet, enrolled, { code: school, name }, reference.schoolName);
  if (otherSchool?.weight === 'refuse') return { ok: false, fault: otherSchool };
  const outcomes = checkRoster(sheet.rows, reference);
  const rows = sheet.rows.map((row, i) => {
    const outcome = outcomes[i]!;
    const { idNumber } = outcome.values;
    return { row, outcome, personId: idNumber && outcome.subject ? reference.personId(idNumber) : null };
  });
  const id = await keep(persistence, owner, roster, request, rows, {
    ...roster.file,
    title: sheet.title,
    skipped: sheet.skipped.slice(0, SKIPPED_SHOWN),
    skippedCount: sheet.skipped.length,
    otherSchool,
  });
  await advanceImport(persistence, id);
  return { ok: true, id };
}

async function importLater(
  persistence: Persistence,
  owner: ImportOwner,
  file: UploadedFile,
  request: ImportKey,
): Promise<ImportResult> {
  const unread = { format: '', encoding: null, sheetName: null, otherRosterSheets: [], title: null, otherSchool: null };
  const id = await keep(persistence, owner, file, request, null, { ...unread, skipped: [], skippedCount: 0 });
  return { ok: true, id };
}

async function keep(
  persistence: Persistence,
  { place, period, actor }: ImportOwner,
  { fileName, bytes }: UploadedFile,
  request: ImportKey,
  rows: Parameters<typeof insertImport>[1]['rows'],
  summary: Omit<ImportSummary, 'sameFileAs'>,
): Promise<string> {
  const id = newId();
  const sha256 = sha256Hex(bytes);
  const sameFileAs = await findSameFile(persistence, place.school, period, sha256);
  await insertImport(persistence, {
    ...{ id, request, period, fileName, sha256, bytes, rows },
    school: place.school,
    uploadedBy: actor.person,
    summary: { ...summary, sameFileAs },
  });
  return id;
}
