import { type Actor, seatText } from '#domain';
import { NOW } from '../clock.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { newestSnapshot } from '../queries/newest-snapshots.js';

/**
 * A pupil's identity number in full, for an office whose subtree holds their school. Whoever sees it is on record
 * before they do. Null where there is no such pupil there.
 */
export async function revealIdNumber(
  { db, keys }: Persistence,
  personId: string,
  actor: Actor,
): Promise<string | null> {
  const [row] = await db.query<{ cipher: Buffer }>(
    'reveal-id-number',
    `WITH found AS (
       SELECT v.cipher FROM personal_values v WHERE v.owner = $1 AND v.kind = 'id-number'
         AND EXISTS (SELECT FROM roll_entries r JOIN organisations o ON o.code = r.school
                     WHERE r.person_id = $1 AND $2 = ANY(o.ancestors)
                       AND r.snapshot_id = ${newestSnapshot('roll', 'ANY(o.ancestors)')})),
     recorded AS (
       INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
       SELECT $3, ${NOW}, $4, $5, 'unmasked', $1, '{"kind":"id-number"}' FROM found)
     SELECT cipher FROM found`,
    [personId, actor.seat?.office ?? '', newId(), actor.person, seatText(actor.seat)],
  );
  return row ? keys.decryptText(row.cipher) : null;
}
