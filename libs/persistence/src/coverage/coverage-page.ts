import {
  benefitLines,
  type Coverage,
  type CoverageKind,
  coverageOf,
  evidenceOf,
  GRADES_IN_ORDER,
  mayBegin,
  type Phase,
  type Programme,
  periodOf,
} from '#domain';
import type { Keys } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { maskIdNumber } from '../queries/masks.js';
import {
  CHILDREN,
  type CoverageScope,
  EVIDENCE,
  entitlingFacts,
  type FactsRow,
  factsOf,
  valuesOf,
} from './children.js';

/** An entitled child by name, with where it stands. */
export interface CoveredChild extends Coverage {
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly idNumber: string;
  /** Null: on no roll here. */
  readonly school: string | null;
  readonly schoolName: string | null;
  /** Of the household, for a child on no roll. */
  readonly township: string | null;
  readonly townshipName: string | null;
  readonly stage: string;
  readonly grade: string | null;
  readonly className: string | null;
  /** For a child on no roll: what its township finds it by. */
  readonly birthDate: string | null;
  readonly householdNo: string | null;
  /** The application that says where it stands. */
  readonly application: string | null;
  /** The clerk may begin a draft for it. */
  readonly mayBegin: boolean;
  /** A draft of it needs the household's card. */
  readonly needsCard: boolean;
}

/** Place (a school, else a township), rank of the grade, class, person. */
export type CoveredCursor = readonly [place: string, grade: number, className: string, person: string];

/** A child as PostgreSQL finds it, with all the law has to know of it. */
export interface CoveredRow extends FactsRow {
  readonly person: string;
  readonly name: string;
  readonly idCipher: Buffer | null;
  readonly place: string;
  readonly school: string | null;
  readonly schoolName: string | null;
  readonly township: string | null;
  readonly townshipName: string | null;
  readonly gradeRank: number;
  readonly className: string | null;
  readonly birthDate: string | null;
  readonly householdNo: string | null;
  readonly application: string | null;
  readonly phase: Phase | null;
  readonly rowFault: string | null;
}

interface Cut {
  readonly after: CoveredCursor | null;
  readonly limit: number;
}

const FIRST: CoveredCursor = ['', -1, '', '00000000-0000-0000-0000-000000000000'];

/** Entitled children by school, grade and class. */
export async function coveragePage(
  persistence: Persistence,
  scope: CoverageScope,
  programme: Programme,
  kinds: readonly CoverageKind[],
  cut: Cut,
): Promise<Page<CoveredChild>> {
  const rows = await findCovered(persistence, scope, programme, kinds, { ...cut, limit: cut.limit + 1 });
  const page = pageOf(rows, cut.limit, (row) => [row.place, row.gradeRank, row.className ?? '', row.person]);
  return { next: page.next, items: page.items.map((row) => shown(persistence.keys, row, programme, scope.period)) };
}

/**
 * The law is asked which combinations of facts entitle and which evidence is of the wanted kinds; PostgreSQL only looks
 * for those, so that pages are cut where the counts are made. Its full joins are hashed whatever the planner believes of
 * a fresh load; what of them is no child matches no evidence.
 */
export async function findCovered(
  persistence: Persistence,
  scope: CoverageScope,
  programme: Programme,
  kinds: readonly CoverageKind[],
  { after, limit }: Cut,
): Promise<CoveredRow[]> {
  return persistence.db.query<CoveredRow>(
    'coverage-page',
    `WITH ${CHILDREN}, ${EVIDENCE},
     entitled AS MATERIALIZED (
       SELECT * FROM children k
       WHERE jsonb_build_array(k.on_roll, k.stage, k.grade, k.boarding, k.ownership, k.category, k.special) = ANY($7::jsonb[])),
     found AS (
       SELECT k.*, coalesce(k.school, k.township, '') AS place, coalesce(array_position($9::text[], k.grade), 0) AS grade_rank,
              coalesce(k.class_name, '') AS class_rank, a.id AS application, a.phase, h.fault
       FROM entitled k
       FULL JOIN applied a ON a.subject_id = k.person_id
       FULL JOIN handed_in h ON h.person = k.person_id AND h.school = k.school
       WHERE jsonb_build_array(k.on_roll, a.phase, h.fault IS NOT NULL) = ANY($8::jsonb[]))
     SELECT f.person_id AS person, p.name, v.cipher AS "idCipher", p.birth_date AS "birthDate", f.place, f.school, o.name AS "schoolName",
            f.township, t.name AS "townshipName", f.on_roll AS "onRoll", f.stage, f.grade_rank AS "gradeRank", f.grade, f.class_name AS "className",
            f.boarding, f.ownership, f.category, f.special, f.household_no AS "householdNo", f.application, f.phase, f.fault AS "rowFault"
     FROM (SELECT * FROM found WHERE (place, grade_rank, class_rank, person_id) > ($10::text, $11::int, $12::text, $13::uuid)
           ORDER BY place, grade_rank, class_rank, person_id LIMIT $14) f
     JOIN persons p ON p.id = f.person_id
     LEFT JOIN organisations o ON o.code = f.school LEFT JOIN organisations t ON t.code = f.township
     LEFT JOIN personal_values v ON v.owner = f.person_id AND v.kind = 'id-number'
     ORDER BY f.place, f.grade_rank, f.class_rank, f.person_id`,
    [
      ...valuesOf(scope, [programme]),
      await findEntitling(persistence, scope, programme),
      evidenceOf(kinds).map(({ onRoll, phase, rowFault }) => JSON.stringify([onRoll, phase, rowFault !== null])),
      GRADES_IN_ORDER,
      ...(after ?? FIRST),
      limit,
    ],
  );
}

/** What of a child a list shows. Its household is a key for those alone who have to find it. */
function shown(keys: Keys, row: CoveredRow, programme: Programme, period: number): CoveredChild {
  const { person, name, school, schoolName, township, townshipName, stage, grade, className, application } = row;
  const coverage = coverageOf(row);
  return {
    ...{ person, name, school, schoolName, township, townshipName, stage, grade, className, application },
    ...coverage,
    idNumber: row.idCipher ? maskIdNumber(keys.decryptText(row.idCipher)) : '',
    birthDate: row.onRoll ? null : row.birthDate,
    householdNo: row.onRoll ? null : row.householdNo,
    mayBegin: mayBegin(coverage),
    needsCard: needsCard(row, programme, period),
  };
}

/** Whether something of the programme goes to the household's card. */
export function needsCard(row: CoveredRow, programme: Programme, period: number): boolean {
  const facts = factsOf(row);
  if (!facts.onRoll) return false;
  return benefitLines(programme, facts, periodOf(programme, period)).some(({ payee }) => payee === 'household-card');
}

/** The combinations of facts within a scope that entitle to a programme, each as the list its children are found by. */
async function findEntitling(
  { db }: Pick<Persistence, 'db'>,
  scope: CoverageScope,
  programme: Programme,
): Promise<string[]> {
  const combinations = await db.query<FactsRow>(
    'coverage-facts',
    `WITH ${CHILDREN}
     SELECT DISTINCT on_roll AS "onRoll", stage, grade, boarding, ownership, category, special FROM children`,
    valuesOf(scope, [programme]).slice(0, 3),
  );
  return entitlingFacts(combinations, [programme], scope.period).map(({ facts }) => facts);
}
