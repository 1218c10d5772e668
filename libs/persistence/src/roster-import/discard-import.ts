import type { Persistence } from '../persistence.js';
import { batches } from '../reference-data/persons.js';
import { type ImportOwner, UNDER_WAY } from './import-state.js';
import { findImport, moveImport } from './import-store.js';

export type DiscardRefusal =
  | 'IMPORT.NOT_FOUND'
  | 'IMPORT.NOT_READY'
  | 'IMPORT.ALREADY_SUBMITTED'
  | 'IMPORT.ALREADY_DISCARDED';

const DRAFTS_AT_ONCE = 500;

/** Takes an upload back with the drafts it made, while nothing in it was submitted. Null: done. */
export async function discardImport(
  persistence: Persistence,
  owner: ImportOwner,
  importId: string,
): Promise<DiscardRefusal | null> {
  const found = await findImport(persistence, importId);
  if (!found || found.school !== owner.place.school) return 'IMPORT.NOT_FOUND';
  if (found.state === 'discarded') return 'IMPORT.ALREADY_DISCARDED';
  if (UNDER_WAY.includes(found.state)) return 'IMPORT.NOT_READY';
  const own = await persistence.db.query<{ id: string; phase: string }>(
    'drafts-of-import',
    `SELECT a.id, a.phase FROM roster_import_rows r CROSS JOIN LATERAL unnest(r.applications) AS own(id) JOIN applications a ON a.id = own.id
     WHERE r.import_id = $1 AND a.phase <> 'discarded' ORDER BY a.id`,
    [importId],
  );
  if (own.some(({ phase }) => phase !== 'draft')) return 'IMPORT.ALREADY_SUBMITTED';
  for (const chunk of batches(own, DRAFTS_AT_ONCE)) {
    const commands = chunk.map(({ id }) => ({
      kind: 'application' as const,
      id,
      command: { type: 'DiscardApplication' as const },
    }));
    const answer = await persistence.door.execute({ actor: owner.actor, post: owner.post, commands });
    // Somebody submitted meanwhile: what was discarded before can be imported again.
    if (!answer.ok) return 'IMPORT.ALREADY_SUBMITTED';
  }
  await moveImport(persistence, importId, found.state, { state: 'discarded' });
  return null;
}
