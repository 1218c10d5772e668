import { COVERAGE_KINDS, type CoverageKind, coverageOf, type Phase, type Programme } from '#domain';
import type { Persistence } from '../persistence.js';
import { CHILDREN, type CoverageScope, EVIDENCE, entitlement, type FactsRow, valuesOf } from './children.js';

/** Children by where they stand; all kinds together are the entitled (应助). */
export type CoverageCounts = Readonly<Record<CoverageKind, number>>;

/** The entitled children of one programme at one place. */
export interface CoverageOfPlace {
  readonly programme: string;
  /** Null: on no roll here, then `township` is that of the household. */
  readonly school: string | null;
  /** Null where the school says it, or where nothing is known of it. */
  readonly township: string | null;
  readonly counts: CoverageCounts;
}

interface Group extends FactsRow {
  readonly school: string | null;
  readonly township: string | null;
  /** By programme; null where there is no application at all. */
  readonly phases: Readonly<Record<string, Phase>> | null;
  readonly rowFault: string | null;
  readonly count: number;
}

/**
 * Counts in one statement: PostgreSQL joins and groups children of whom all is the same, the law says of each group
 * whether it is entitled and where it stands. A place is left out where nobody is entitled.
 */
export async function countCoverage(
  { db }: Pick<Persistence, 'db'>,
  scope: CoverageScope,
  programmes: readonly Programme[],
): Promise<CoverageOfPlace[]> {
  const groups = await db.query<Group>(
    'count-coverage',
    `WITH ${CHILDREN}, ${EVIDENCE},
     phases AS (SELECT subject_id, jsonb_object_agg(programme_code, phase) AS phases FROM applied GROUP BY subject_id)
     SELECT k.school, k.township, k.on_roll AS "onRoll", k.stage, k.grade, k.boarding, k.ownership, k.category, k.special,
            a.phases, h.fault AS "rowFault", count(*) AS count
     FROM children k
     LEFT JOIN phases a ON a.subject_id = k.person_id
     LEFT JOIN handed_in h ON h.person = k.person_id AND h.school = k.school
     GROUP BY k.school, k.township, k.on_roll, k.stage, k.grade, k.boarding, k.ownership, k.category, k.special, a.phases, h.fault`,
    valuesOf(scope, programmes),
  );
  const isEntitled = entitlement(scope.period);
  const places = new Map<string, CoverageOfPlace & { counts: Record<CoverageKind, number> }>();
  for (const group of groups) {
    const { school, township, onRoll, phases, rowFault } = group;
    for (const programme of programmes) {
      if (!isEntitled(programme, group)) continue;
      const key = [programme.code, school, township].join(' ');
      const place = places.get(key) ?? { programme: programme.code, school, township, counts: noCounts() };
      places.set(key, place);
      place.counts[coverageOf({ onRoll, phase: phases?.[programme.code] ?? null, rowFault }).kind] += group.count;
    }
  }
  return [...places.values()];
}

export const noCounts = (): Record<CoverageKind, number> =>
  Object.fromEntries(COVERAGE_KINDS.map((kind) => [kind, 0])) as Record<CoverageKind, number>;
