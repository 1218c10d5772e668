import type { CheckedAgainst, SubjectFacts } from '#domain';
import type { Persistence } from '../persistence.js';
import { isLive } from '../queries/live.js';
import { newestSnapshots } from '../queries/newest-snapshots.js';

interface Row {
  readonly person: string;
  readonly schoolStage: string | null;
  readonly grade: string | null;
  readonly boarding: boolean | null;
  readonly ownership: string | null;
  readonly category: string | null;
  readonly special: string | null;
  readonly roll: string;
  readonly registry: string;
}

export interface SubjectOfImport {
  readonly facts: SubjectFacts;
  readonly checkedAgainst: CheckedAgainst;
}

const QUERY = `
  WITH newest AS (
    ${newestSnapshots('$2')}),
  s AS (SELECT (SELECT id FROM newest WHERE kind = 'roll') AS roll, (SELECT id FROM newest WHERE kind = 'registry') AS registry,
               (SELECT id FROM newest WHERE kind = 'special') AS special)
  SELECT r.person_id AS person, r.school_stage AS "schoolStage", r.grade, r.boarding, o.ownership, m.category, c.category AS special, s.roll, s.registry
  FROM s
  JOIN roll_entries r ON r.snapshot_id = s.roll AND r.person_id = ANY($1::uuid[])
  JOIN organisations o ON o.code = r.school
  LEFT JOIN registry_members m ON m.snapshot_id = s.registry AND m.person_id = r.person_id
  LEFT JOIN special_children c ON c.snapshot_id = s.special AND c.person_id = r.person_id
  WHERE s.registry IS NOT NULL`;

/** What the newest roll, registry and special children say of these persons; who is on no roll is left out. */
export async function factsOfPersons(
  { db }: Pick<Persistence, 'db'>,
  county: string,
  persons: readonly string[],
): Promise<Map<string, SubjectOfImport>> {
  const rows = await db.query<Row>('facts-of-persons', QUERY, [persons, county]);
  return new Map(
    rows.map((row) => [
      row.person,
      {
        facts: {
          schoolStage: row.schoolStage as SubjectFacts['schoolStage'],
          grade: row.grade,
          boarding: row.boarding,
          ownership: row.ownership,
          householdType: row.category,
          specialCategory: row.special,
        },
        checkedAgainst: { roll: row.roll, registry: row.registry },
      },
    ]),
  );
}

export interface LiveApplication {
  readonly id: string;
  readonly person: string;
  readonly programme: string;
  readonly version: number;
  readonly school: string;
  readonly phase: string;
  readonly flags: readonly string[];
  readonly amountFen: number;
}

/** The live applications of these persons in a period: at most one per programme, by a constraint. */
export async function liveApplications(
  { db }: Pick<Persistence, 'db'>,
  period: number,
  persons: readonly string[],
): Promise<LiveApplication[]> {
  return db.query(
    'live-applications',
    `SELECT id, subject_id AS person, programme_code AS programme, programme_version AS version, school, phase, flags, amount_fen AS "amountFen"
     FROM applications WHERE subject_id = ANY($1::uuid[]) AND period = $2 AND ${isLive('phase')}`,
    [persons, period],
  );
}
