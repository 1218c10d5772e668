import type { Actor } from '#domain';
import type { Database } from '../database.js';

/** Whom these applications are for, by application; only of those that the actor's office may see. */
export async function namesOfChildren(
  db: Database,
  { seat }: Actor,
  applications: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; name: string }>(
    'bulk-names',
    `SELECT a.id, p.name FROM applications a JOIN persons p ON p.id = a.subject_id
     WHERE a.id = ANY($1::uuid[]) AND $2 IN (a.school, a.township, a.county)`,
    [applications, seat?.office ?? null],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
