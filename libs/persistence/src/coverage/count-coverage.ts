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
  readonly programme: string;
  readonly school: string | null;
  readonly township: string | null;
  readonly phase: Phase | null;
  readonly rowFault: string | null;
  readonly count: number;
}

/**
 * Counts in one statement: PostgreSQL joins and groups children of whom all is the same, the law says of each group
 * whether it is entitled and where it stands. A group is left out where nobody of it is entitled.
 */
export async function countCoverage(
  { db }: Pick<Persistence, 'db'>,
  scope: CoverageScope,
  programmes: readonly Programme[],
): Promise<CoverageOfPlace[]> {
  const groups = await db.query<Group>(
    'count-coverage',
    `WITH ${CHILDREN}, ${EVIDENCE}
     SELECT p.code AS programme, k.school, k.township, k.on_roll AS "onRoll", k.stage, k.grade, k.boarding, k.ownership, k.category, k.special,
            a.phase, h.fault AS "rowFault", count(*) AS count
     FROM children k CROSS JOIN unnest($5::text[]) AS p(code)
     LEFT JOIN applied a ON a.subject_id = k.person_id AND a.programme_code = p.code
     LEFT JOIN handed_in h ON h.person = k.person_id AND h.school = k.school
     GROUP BY p.code, k.school, k.township, k.on_roll, k.stage, k.grade, k.boarding, k.ownership, k.category, k.special, a.phase, h.fault`,
    valuesOf(scope, programmes),
  );
  const isEntitled = entitlement(scope.period);
  const programmeOf = new Map(programmes.map((programme) => [programme.code, programme]));
  const places = new Map<string, CoverageOfPlace & { counts: Record<CoverageKind, number> }>();
  for (const group of groups) {
    if (!isEntitled(programmeOf.get(group.programme)!, group)) continue;
    const { programme, school, township } = group;
    const key = [programme, school, township].join(' ');
    const place = places.get(key) ?? { programme, school, township, counts: noCounts() };
    places.set(key, place);
    place.counts[coverageOf(group).kind] += group.count;
  }
  return [...places.values()];
}

export const noCounts = (): Record<CoverageKind, number> =>
  Object.fromEntries(COVERAGE_KINDS.map((kind) => [kind, 0])) as Record<CoverageKind, number>;
