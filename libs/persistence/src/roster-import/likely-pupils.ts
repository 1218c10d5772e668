import { likelyPupils, type NamedPupil, type RosterOutcome } from '#domain';
import type { Persistence } from '../persistence.js';

/** By line: whom rows without a valid number seem to mean, among the pupils of the newest roll of their school. */
export async function findLikelyPupils(
  { db }: Pick<Persistence, 'db'>,
  where: { readonly school: string; readonly county: string },
  outcomes: readonly RosterOutcome[],
): Promise<Map<number, string>> {
  if (outcomes.every(({ values }) => values.idNumber !== null)) return new Map();
  const pupils = await db.query<NamedPupil & { name: string }>(
    'pupils-by-name',
    `SELECT r.person_id AS person, p.name, p.birth_date AS "birthDate" FROM roll_entries r JOIN persons p ON p.id = r.person_id
     WHERE r.school = $1 AND r.snapshot_id =
       (SELECT id FROM snapshots WHERE county = $2 AND kind = 'roll' ORDER BY loaded_at DESC, id DESC LIMIT 1)`,
    [where.school, where.county],
  );
  return likelyPupils(outcomes, pupils);
}
