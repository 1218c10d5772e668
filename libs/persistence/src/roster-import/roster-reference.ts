import type { RollEntry, RosterReference } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshot, newestSnapshots } from '../queries/newest-snapshots.js';

/** What a file's children look like in roll, registry and special children, found by keyed hash and held in memory. */
export interface LoadedReference extends RosterReference {
  personId(idNumber: string): string | null;
}

interface Row {
  lookup: string;
  person: string;
  name: string;
  school: string | null;
  schoolName: string | null;
  rollNumber: string | null;
  grade: string | null;
  boarding: boolean | null;
  householdNumber: string | null;
  category: string | null;
  special: string | null;
}

const QUERY = `
  WITH newest AS (
    ${newestSnapshots('$2')})
  SELECT encode(v.lookup, 'hex') AS lookup, v.owner AS person, p.name, r.school, o.name AS "schoolName",
         r.roll_number AS "rollNumber", r.grade, r.boarding, m.household_no AS "householdNumber", m.category, c.category AS special
  FROM personal_values v
  JOIN persons p ON p.id = v.owner
  LEFT JOIN roll_entries r ON r.person_id = v.owner AND r.snapshot_id = (SELECT id FROM newest WHERE kind = 'roll')
  LEFT JOIN organisations o ON o.code = r.school
  LEFT JOIN registry_members m ON m.person_id = v.owner AND m.snapshot_id = (SELECT id FROM newest WHERE kind = 'registry')
  LEFT JOIN special_children c ON c.person_id = v.owner AND c.snapshot_id = (SELECT id FROM newest WHERE kind = 'special')
  WHERE v.kind = 'id-number' AND v.lookup = ANY($1::bytea[])`;

/** One read for a whole file, whatever its size. */
export async function loadRosterReference(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  where: { readonly school: string; readonly county: string },
  idNumbers: readonly string[],
): Promise<LoadedReference> {
  const hashes = new Map(idNumbers.map((idNumber) => [idNumber, keys.lookup('id-number', idNumber)]));
  const rows = await db.query<Row>('roster-reference', QUERY, [[...hashes.values()], where.county]);
  const rowOfHash = new Map(rows.map((row) => [row.lookup, row]));
  const schoolNames = new Map(
    rows.flatMap(({ school, schoolName }) => (school && schoolName ? [[school, schoolName]] : [])),
  );
  const find = (idNumber: string): Row | null => rowOfHash.get(hashes.get(idNumber)?.toString('hex') ?? '') ?? null;
  return {
    schoolCode: where.school,
    schoolName: (code) => schoolNames.get(code) ?? null,
    personId: (idNumber) => find(idNumber)?.person ?? null,
    rollEntry: (idNumber) => rollEntryOf(find(idNumber)),
    householdMember: (idNumber) => {
      const row = find(idNumber);
      return row?.householdNumber && row.category
        ? { householdNumber: row.householdNumber, category: row.category }
        : null;
    },
    specialChild: (idNumber) => {
      const category = find(idNumber)?.special;
      return category ? { category } : null;
    },
  };
}

function rollEntryOf(row: Row | null): RollEntry | null {
  if (!row?.school || row.rollNumber === null || row.grade === null || row.boarding === null) return null;
  const { name, school, rollNumber, grade, boarding } = row;
  return { name, schoolCode: school, rollNumber, grade, boarding };
}

/** How many of an import's rows are about pupils of which school, by the newest roll. */
export async function enrolledBySchool(
  { db }: Pick<Persistence, 'db'>,
  county: string,
  importId: string,
): Promise<Map<string, number>> {
  const rows = await db.query<{ school: string; count: number }>(
    'enrolled-by-school',
    `SELECT r.school, count(*) AS count FROM roster_import_rows i
     JOIN personal_values v ON v.kind = 'id-number' AND v.lookup = i.id_lookup
     JOIN roll_entries r ON r.person_id = v.owner
       AND r.snapshot_id = ${newestSnapshot('roll', '$2')}
     WHERE i.import_id = $1 GROUP BY r.school`,
    [importId, county],
  );
  return new Map(rows.map(({ school, count }) => [school, count]));
}

export async function schoolNames(
  { db }: Pick<Persistence, 'db'>,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ code: string; name: string }>(
    'school-names',
    'SELECT code, name FROM organisations WHERE code = ANY($1)',
    [codes],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}
