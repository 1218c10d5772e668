import type { Persistence } from '../persistence.js';
import { findPlaceOfSchool, findPostOf } from '../reference-data/organisations.js';
import { checkStoredRows } from './check-rows.js';
import { DraftingRefused, draftingContext, draftRows } from './draft-rows.js';
import { clerkOf } from './household-values.js';
import { countImport } from './import-report.js';
import { countRows, rowsToWorkOn } from './import-rows.js';
import type { ImportOwner } from './import-state.js';
import { failImport, findImport, moveImport, type StoredImport, saveProgress } from './import-store.js';
import { markLikelyPupils } from './likely-pupils.js';
import { type OpenRosterSource, readImport } from './read-import.js';

const ROWS_TO_CHECK = 500;
/** Rows of one transaction at the door; a child may be entitled to more than one programme. */
const ROWS_TO_DRAFT = 50;

export interface Advancing {
  /** Whoever can read files; without it an unread one stays for somebody who can. */
  readonly open?: OpenRosterSource;
  /** Told the rows that are done after each step; a workflow's activity heartbeats there. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Goes on with an import wherever it stands, until its clerk may go on: reads what is unread, checks what is unchecked,
 * drafts what is accepted. Safe to call again at any time, also by two at once: every step is kept in the rows.
 */
export async function advanceImport(persistence: Persistence, id: string, how: Advancing = {}): Promise<void> {
  const found = await findImport(persistence, id);
  const place = found && (await findPlaceOfSchool(persistence.db, found.school));
  const post = found && (await findPostOf(persistence.db, found.uploadedBy, found.school, 'clerk'));
  if (!found) return;
  if (!place || !post) return failImport(persistence, id, { code: 'ACCESS.POST_ENDED' }, { forget: false });
  const owner = { actor: clerkOf(found.school, found.uploadedBy), post, place, period: found.period };
  for (let now: StoredImport | null = found; now; now = await findImport(persistence, id)) {
    if (!(await step(persistence, now, owner, how))) return;
  }
}

/** Brings it one state further; false where there is none, or none that can be reached here. */
async function step(
  persistence: Persistence,
  found: StoredImport,
  owner: ImportOwner,
  { open, onProgress = () => {} }: Advancing,
): Promise<boolean> {
  if (found.state === 'reading') {
    if (!open) return false;
    await readImport(persistence, found, owner.place.county, open, onProgress);
    return true;
  }
  if (found.state === 'checking') await checkImport(persistence, found, owner, onProgress);
  else if (found.state === 'drafting') await draftImport(persistence, found, owner, onProgress);
  else return false;
  return true;
}

async function checkImport(
  persistence: Persistence,
  { id, total }: StoredImport,
  { place }: ImportOwner,
  onProgress: (done: number) => void,
): Promise<void> {
  const where = { school: place.school, county: place.county, importId: id };
  let left = await countRows(persistence, id, 'check');
  for (;;) {
    const rows = await rowsToWorkOn(persistence, id, 'check', ROWS_TO_CHECK);
    if (rows.length === 0) break;
    await checkStoredRows(persistence, where, rows);
    left -= rows.length;
    await saveProgress(persistence, id, 'checking', total - left);
    onProgress(total - left);
  }
  await moveImport(persistence, id, 'checking', {
    state: 'drafting',
    done: total - (await countRows(persistence, id, 'draft')),
  });
}

async function draftImport(
  persistence: Persistence,
  { id, total }: StoredImport,
  owner: ImportOwner,
  onProgress: (done: number) => void,
): Promise<void> {
  await markLikelyPupils(persistence, id, owner.place);
  const context = await draftingContext(persistence, id, owner);
  let left = await countRows(persistence, id, 'draft');
  try {
    for (;;) {
      const rows = await rowsToWorkOn(persistence, id, 'draft', ROWS_TO_DRAFT);
      if (rows.length === 0) break;
      await draftRows(persistence, rows, context);
      left -= rows.length;
      await saveProgress(persistence, id, 'drafting', total - left);
      onProgress(total - left);
    }
  } catch (error) {
    if (!(error instanceof DraftingRefused)) throw error;
    return failImport(persistence, id, { code: error.code }, { forget: false });
  }
  const counts = await countImport(persistence, id);
  await moveImport(persistence, id, 'drafting', { state: 'ready', done: total, counts });
}
