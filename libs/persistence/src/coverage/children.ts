import { ageGroups, type ChildFacts, isEntitled, PHASES_THAT_COUNT, type Programme, periodOf } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshots } from '../queries/newest-snapshots.js';

export interface CoverageScope {
  readonly county: string;
  /** The county itself, a township or a school of it: nobody outside its subtree is seen. */
  readonly office: string;
  /** Period code, e.g. 20261. */
  readonly period: number;
}

/** What the registers say of one child, or of all children of whom they say the same. */
export interface FactsRow {
  readonly onRoll: boolean;
  readonly stage: string;
  readonly grade: string | null;
  readonly boarding: boolean | null;
  readonly ownership: string | null;
  readonly category: string | null;
  readonly special: string | null;
}

/**
 * Children of an office's subtree by the newest snapshots of its county: pupils of its schools, and registered children
 * whose age belongs in a school and who are on no roll, under their household's township (a special child of no
 * registered household: under the county). $1 county, $2 office, $3 age groups.
 *
 * A full join is hashed whatever the planner believes: right after a load it knows nothing of the new snapshots, and
 * would compare every pupil with every member of a household.
 */
export const CHILDREN = `
  newest AS (${newestSnapshots('$1')}),
  s AS (SELECT (SELECT id FROM newest WHERE kind = 'roll') AS roll, (SELECT id FROM newest WHERE kind = 'registry') AS registry,
               (SELECT id FROM newest WHERE kind = 'special') AS special),
  registered AS (
    SELECT coalesce(m.person_id, c.person_id) AS person_id, m.township, m.household_no, m.category, c.category AS special
    FROM (SELECT * FROM registry_members WHERE snapshot_id = (SELECT registry FROM s)) m
    FULL JOIN (SELECT * FROM special_children WHERE snapshot_id = (SELECT special FROM s)) c ON c.person_id = m.person_id),
  pupils AS (
    SELECT r.*, o.ownership FROM organisations o
    JOIN roll_entries r ON r.school = o.code AND r.snapshot_id = (SELECT roll FROM s)
    WHERE $2 = ANY(o.ancestors)),
  children AS (
    SELECT coalesce(r.person_id, k.person_id) AS person_id, r.school, CASE WHEN r.school IS NULL THEN k.township END AS township,
           r.school IS NOT NULL AS on_roll, coalesce(r.school_stage, found.stage) AS stage, r.grade, r.class_name, r.boarding, r.ownership,
           k.category, k.special, k.household_no
    FROM pupils r FULL JOIN registered k ON k.person_id = r.person_id
    LEFT JOIN LATERAL (
      SELECT a.stage FROM persons p
      JOIN jsonb_to_recordset($3::jsonb) AS a(stage text, "bornFrom" text, "bornUntil" text) ON p.birth_date BETWEEN a."bornFrom" AND a."bornUntil"
      JOIN organisations o ON o.code = coalesce(k.township, $1) AND $2 = ANY(o.ancestors)
      WHERE r.school IS NULL AND p.id = k.person_id
        AND NOT EXISTS (SELECT FROM roll_entries e WHERE e.snapshot_id = (SELECT roll FROM s) AND e.person_id = k.person_id)) found ON true
    WHERE r.school IS NOT NULL OR found.stage IS NOT NULL)`;

/**
 * What is known of children's applications and roster rows in a period: the live application of each programme, else the
 * newest closed one, wherever it was made (a child may have changed its school); and the fault of the child's newest row
 * at a school. An accepted row of the same file outweighs a refused one. $4 period, $5 programmes, $6 phases that count.
 */
export const EVIDENCE = `
  applied AS (
    SELECT DISTINCT ON (subject_id, programme_code) subject_id, programme_code, id, phase
    FROM applications
    WHERE county = $1 AND period = $4 AND programme_code = ANY($5::text[]) AND phase = ANY($6::text[])
    ORDER BY subject_id, programme_code, phase IN ('rejected', 'withdrawn'), last_at DESC, id DESC),
  handed_in AS (
    SELECT DISTINCT ON (i.school, person) i.school, coalesce(r.person_id, r.likely_person_id) AS person,
           CASE WHEN r.outcome LIKE 'reject:%' THEN substr(r.outcome, 8) END AS fault
    FROM organisations o
    JOIN roster_imports i ON i.school = o.code AND i.period = $4 AND i.state <> 'discarded'
    JOIN roster_import_rows r ON r.import_id = i.id
    WHERE $2 = ANY(o.ancestors) AND coalesce(r.person_id, r.likely_person_id) IS NOT NULL
    ORDER BY i.school, person, i.at DESC, r.outcome LIKE 'reject:%', r.line)`;

/** The values of $1 to $6. */
export const valuesOf = ({ county, office, period }: CoverageScope, programmes: readonly Programme[]): unknown[] => [
  county,
  office,
  JSON.stringify(ageGroups({ schoolYear: Math.floor(period / 10) })),
  period,
  programmes.map(({ code }) => code),
  PHASES_THAT_COUNT,
];

/** The question of entitlement, asked once per programme and combination of facts: a county has few of these. */
export function entitlement(period: number): (programme: Programme, row: FactsRow) => boolean {
  const known = new Map<string, boolean>();
  return (programme, row) => {
    const key = programme.code + combinationOf(row);
    let entitled = known.get(key);
    if (entitled === undefined) {
      entitled = isEntitled(programme, factsOf(row), periodOf(programme, period));
      known.set(key, entitled);
    }
    return entitled;
  };
}

/** A combination of facts as PostgreSQL compares it: jsonb_build_array of the columns in this order. */
const combinationOf = ({ onRoll, stage, grade, boarding, ownership, category, special }: FactsRow): string =>
  JSON.stringify([onRoll, stage, grade, boarding, ownership, category, special]);

export interface EntitlingFacts {
  readonly programme: string;
  readonly facts: string;
}

/** Which of these combinations entitle to which programme. */
export function entitlingFacts(
  combinations: readonly FactsRow[],
  programmes: readonly Programme[],
  period: number,
): EntitlingFacts[] {
  const isEntitledBy = entitlement(period);
  return programmes.flatMap((programme) =>
    combinations
      .filter((facts) => isEntitledBy(programme, facts))
      .map((facts) => ({ programme: programme.code, facts: combinationOf(facts) })),
  );
}

/** A county's active programmes for children; others are for schools or classes. */
export const childrensProgrammes = async ({ reference }: Pick<Persistence, 'reference'>, county: string) =>
  (await reference.activeProgrammes(county)).filter(({ subject }) => subject === 'student');

/** The facts as the law wants them. */
export const factsOf = ({ onRoll, stage, grade, boarding, ownership, category, special }: FactsRow): ChildFacts => {
  const known = {
    schoolStage: stage as ChildFacts['schoolStage'],
    householdType: category,
    specialCategory: special,
  };
  return onRoll ? { onRoll, ...known, grade, boarding, ownership } : { onRoll, ...known };
};
