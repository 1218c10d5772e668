import { likelyPupils, type NamedPupil, type Place } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshot } from '../queries/newest-snapshots.js';
import { openRow } from './import-rows.js';

/**
 * Notes whom refused rows without a valid number seem to mean, among the pupils of the newest roll of their school.
 * Doing it again after a correction finds what it finds then.
 */
export async function markLikelyPupils(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  importId: string,
  { school, county }: Place,
): Promise<void> {
  const stored = await db.query<{ line: number; cipher: Buffer | null }>(
    'rows-of-nobody',
    `SELECT line, cipher FROM roster_import_rows WHERE import_id = $1 AND outcome LIKE 'reject:%' AND person_id IS NULL AND cipher IS NOT NULL`,
    [importId],
  );
  const rows = stored.flatMap(({ line, cipher }) => {
    const values = openRow(keys, { cipher })?.outcome?.values;
    if (!values) return [];
    const { name, idNumber, birthDate } = values;
    return [{ line, values: { name, idNumber, birthDate } }];
  });
  if (rows.length === 0) return;
  const pupils = await db.query<NamedPupil & { name: string }>(
    'pupils-by-name',
    `SELECT r.person_id AS person, p.name, p.birth_date AS "birthDate" FROM roll_entries r JOIN persons p ON p.id = r.person_id
     WHERE r.school = $1 AND r.snapshot_id =
       ${newestSnapshot('roll', '$2')}`,
    [school, county],
  );
  const likely = likelyPupils(rows, pupils);
  const meant = rows.map(({ line }) => ({ line, person: likely.get(line) ?? null }));
  await db.query(
    'mark-likely-pupils',
    `UPDATE roster_import_rows r SET likely_person_id = x.person FROM jsonb_to_recordset($2::jsonb) AS x(line int, person uuid)
     WHERE r.import_id = $1 AND r.line = x.line AND r.likely_person_id IS DISTINCT FROM x.person`,
    [importId, JSON.stringify(meant)],
  );
}
