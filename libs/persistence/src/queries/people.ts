import type { Role } from '#domain';
import type { Database } from '../database.js';

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** Names of members of staff by id; ids nobody has are absent. */
export async function staffNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<NamedPerson>('staff-names', 'SELECT id, name FROM staff WHERE id = ANY($1::uuid[])', [
    [...new Set(ids)],
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of offices as people call them, by code. */
export async function officeNames(db: Database, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.query<{ code: string; name: string }>(
    'office-names',
    'SELECT code, coalesce(office_name, name) AS name FROM organisations WHERE code = ANY($1::text[])',
    [[...new Set(codes)]],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Who holds a seat today. */
export function seatHolders(db: Database, office: string, role: Role): Promise<NamedPerson[]> {
  return db.query<NamedPerson>(
    'seat-holders',
    `SELECT s.id, s.name FROM posts p JOIN staff s ON s.id = p.staff_id
     WHERE p.office = $1 AND p.role = $2 AND p.ended_at IS NULL ORDER BY s.name, s.id`,
    [office, role],
  );
}
