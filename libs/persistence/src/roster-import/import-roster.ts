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
import { findPlaceOfSchool, findPostOf } from '../reference-data/organisations.js';
import { DraftingRefused, draftingContext, draftRows } from './draft-rows.js';
import { clerkOf } from './household-values.js';
import { type ImportKey, importOfKey } from './import-key.js';
import { type ImportOwner, type ImportSummary, ROWS_IN_REQUEST } from './import-state.js';
import { findImport, findSameFile, insertImport, rowsToDraft, setImportState } from './import-store.js';
import { findLikelyPupils } from './likely-pupils.js';
import { loadRosterReference } from './roster-reference.js';

/** An uploaded roster whose file was read: its bytes, its rows, and what the reader has to say of it. */
export interface UploadedRoster {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly sheet: RosterSheet;
  readonly file: Pick<ImportSummary, 'format' | 'encoding' | 'sheetName' | 'otherRosterSheets'>;
}

export type ImportResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly fault: OtherSchoolFault | { readonly code: 'key_reused' } };

/** Rows of one transaction at the door; a child may be entitled to more than one programme. */
const ROWS_AT_ONCE = 50;

/** Checks every row against roll and registry, keeps file and outcomes, and drafts what the children are entitled to. */
export async function importRoster(
  persistence: Persistence,
  owner: ImportOwner,
  roster: UploadedRoster,
  request: ImportKey,
): Promise<ImportResult> {
  try {
    return (await earlierAnswer(persistence, owner, request)) ?? (await importNew(persistence, owner, roster, request));
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

async function importNew(
  persistence: Persistence,
  owner: ImportOwner,
  roster: UploadedRoster,
  request: ImportKey,
): Promise<ImportResult> {
  const { sheet } = roster;
  const { school } = owner.place;
  const reference = await loadRosterReference(persistence, owner.place, rosterIdNumbers(sheet.rows));
  const name = await schoolName(persistence, school);
  const enrolled = sheet.rows.map((row) => {
    const { id } = readRow(row);
    return id.kind === 'valid' ? reference.rollEntry(id.idNumber) : null;
  });
  const otherSchool = findOtherSchool(sheet, enrolled, { code: school, name }, reference.schoolName);
  if (otherSchool?.weight === 'refuse') return { ok: false, fault: otherSchool };

  const id = newId();
  const sha256 = sha256Hex(roster.bytes);
  const checked = checkRoster(sheet.rows, reference);
  const likely = await findLikelyPupils(persistence, owner.place, checked);
  const outcomes = checked.map((outcome) => ({
    outcome,
    personId: outcome.values.idNumber && outcome.subject ? reference.personId(outcome.values.idNumber) : null,
    likelyPersonId: likely.get(outcome.line) ?? null,
  }));
  await insertImport(persistence, {
    id,
    request,
    school,
    period: owner.period,
    uploadedBy: owner.actor.person,
    fileName: roster.fileName,
    sha256,
    bytes: roster.bytes,
    outcomes,
    summary: {
      ...roster.file,
      title: sheet.title,
      skipped: sheet.skipped,
      otherSchool,
      sameFileAs: await findSameFile(persistence, school, owner.period, sha256),
    },
  });
  // A workflow goes on with a large one; whoever asks sees how far it is.
  if (outcomes.length <= ROWS_IN_REQUEST) await draftImport(persistence, id);
  return { ok: true, id };
}

/**
 * Goes on with an import wherever it stands, until all of its rows are drafted. Safe to call again at any time, also by
 * two at once. `onProgress` is told the rows that are done after each step; a workflow's activity heartbeats there.
 */
export async function draftImport(
  persistence: Persistence,
  id: string,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const found = await findImport(persistence, id);
  if (found?.state !== 'drafting') return;
  const place = await findPlaceOfSchool(persistence.db, found.school);
  const post = await findPostOf(persistence.db, found.uploadedBy, found.school, 'clerk');
  if (!place || !post) return setImportState(persistence, id, 'failed', { code: 'ACCESS.POST_ENDED' });
  const owner = { actor: clerkOf(found.school, found.uploadedBy), post, place, period: found.period };
  const context = await draftingContext(persistence, id, owner);
  try {
    let done = found.done;
    for (;;) {
      const rows = await rowsToDraft(persistence, id, ROWS_AT_ONCE);
      if (rows.length === 0) break;
      await draftRows(persistence, rows, context);
      done += rows.length;
      onProgress(done);
    }
  } catch (error) {
    if (!(error instanceof DraftingRefused)) throw error;
    return setImportState(persistence, id, 'failed', { code: error.code });
  }
  await setImportState(persistence, id, 'ready');
}

async function schoolName({ db }: Persistence, code: string): Promise<string> {
  const [row] = await db.query<{ name: string }>('school-name', 'SELECT name FROM organisations WHERE code = $1', [
    code,
  ]);
  return row?.name ?? code;
}
