import {
  clockStands,
  GRADES_IN_ORDER,
  HANDED_IN_PHASES,
  type Phase,
  phasesOf,
  SCHOOL_STANDING,
  type Standing,
} from '#domain';
import { childrensProgrammes, entitlingFacts, type FactsRow } from '../coverage/children.js';
import type { Persistence } from '../persistence.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { maskIdNumber } from '../queries/masks.js';
import { newestSnapshots } from '../queries/newest-snapshots.js';
import { type ReturnedBecause, whyReturned } from './why-returned.js';

/** What the list can be narrowed to; each is also a count, from the same definition. */
export const SHOWN = ['to-confirm', 'missing', 'returned', 'paid'] as const;
export type Shown = (typeof SHOWN)[number];

export interface SchoolOfList {
  readonly school: string;
  readonly county: string;
  readonly period: number;
}

export interface ApplicationOfChild {
  readonly id: string;
  readonly programme: string;
  readonly phase: Phase;
  readonly standing: Standing;
  readonly stage: string | null;
  readonly amountFen: number;
  readonly dueAt: number | null;
  /** The clock stands still: on hold, an objection, or the school corrects. */
  readonly stopped: boolean;
  /** Why it came back and what is to be corrected; null where it is not with the school. */
  readonly returned: ReturnedBecause | null;
}

export interface ChildOfSchool {
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly idNumber: string;
  /** Empty where the child is on this school's roll no longer. */
  readonly grade: string;
  readonly className: string;
  /** On the newest roll of this school. */
  readonly enrolled: boolean;
  /** To one of the county's programmes at least, by the registers (as coverage counts it). */
  readonly entitled: boolean;
  /** For one of these programmes nothing has been handed in in this period, here or at another school. */
  readonly missing: boolean;
  readonly applications: readonly ApplicationOfChild[];
}

export interface ChildrenFilter {
  readonly show?: Shown;
  readonly grade?: string;
  readonly className?: string;
}

export type ChildCursor = readonly [
  gradeRank: number,
  classLength: number,
  className: string,
  rollNumber: string,
  person: string,
];

/** Children of the school's newest roll with what the registers say of them; $1 the school, $2 its county. */
const ENROLLED = `
  newest AS MATERIALIZED (${newestSnapshots('$2')}),
  enrolled AS (
    SELECT r.person_id AS person, r.grade, r.class_name, r.roll_number, r.school_stage AS stage, r.boarding, o.ownership,
           m.category, c.category AS special
    FROM roll_entries r JOIN organisations o ON o.code = r.school
    LEFT JOIN registry_members m ON m.person_id = r.person_id AND m.snapshot_id = (SELECT id FROM newest WHERE kind = 'registry')
    LEFT JOIN special_children c ON c.person_id = r.person_id AND c.snapshot_id = (SELECT id FROM newest WHERE kind = 'special')
    WHERE r.school = $1 AND r.snapshot_id = (SELECT id FROM newest WHERE kind = 'roll'))`;

/**
 * The one definition behind list and counts ($1–$10): whoever is on the school's newest roll, and whoever it has applied
 * for. It costs as much as the school is large, whatever the county.
 */
const CHILDREN = `
  WITH ${ENROLLED},
  own AS (
    SELECT a.subject_id AS person, bool_or(a.phase = ANY($5)) AS "to-confirm", bool_or(a.phase = ANY($6)) AS returned,
           bool_or(a.phase = ANY($7)) AS paid,
           jsonb_agg(jsonb_build_object('id', a.id, 'programme', a.programme_code, 'phase', a.phase, 'stage', a.stage, 'amountFen', a.amount_fen,
                                        'dueAt', a.due_at, 'held', a.held, 'objected', a.objected) ORDER BY a.id) AS applications
    FROM applications a WHERE a.school = $1 AND a.period = $3 AND a.phase <> 'discarded' GROUP BY a.subject_id),
  entitled AS (
    SELECT e.person, bool_or(NOT EXISTS (
             SELECT FROM applications x WHERE x.subject_id = e.person AND x.period = $3 AND x.programme_code = to_it.programme AND x.phase = ANY($4))) AS missing
    FROM enrolled e JOIN unnest($9::text[], $10::jsonb[]) AS to_it(programme, facts)
      ON to_it.facts = jsonb_build_array(true, e.stage, e.grade, e.boarding, e.ownership, e.category, e.special)
    GROUP BY e.person),
  children AS (
    SELECT person, coalesce(e.grade, '') AS grade, coalesce(e.class_name, '') AS class_name, coalesce(e.roll_number, '') AS roll_number,
           e.person IS NOT NULL AS enrolled, own.applications, coalesce(own."to-confirm", false) AS "to-confirm",
           coalesce(own.returned, false) AS returned, coalesce(own.paid, false) AS paid,
           t.person IS NOT NULL AS entitled, coalesce(t.missing, false) AS missing,
           coalesce(array_position($8::text[], e.grade), 99) AS grade_rank, length(coalesce(e.class_name, '')) AS class_length
    FROM enrolled e FULL JOIN own USING (person) LEFT JOIN entitled t USING (person))`;

/** The law is asked which facts entitle to what; PostgreSQL only looks for those. */
async function parameters(persistence: Persistence, { school, county, period }: SchoolOfList): Promise<unknown[]> {
  const [programmes, combinations] = await Promise.all([
    childrensProgrammes(persistence, county),
    persistence.db.query<FactsRow>(
      'my-school-facts',
      `WITH ${ENROLLED}
       SELECT DISTINCT true AS "onRoll", stage, grade, boarding, ownership, category, special FROM enrolled`,
      [school, county],
    ),
  ]);
  const entitling = entitlingFacts(combinations, programmes, period);
  return [
    school,
    county,
    period,
    HANDED_IN_PHASES,
    phasesOf('to-confirm'),
    phasesOf('returned'),
    phasesOf('paid'),
    GRADES_IN_ORDER,
    entitling.map(({ programme }) => programme),
    entitling.map(({ facts }) => facts),
  ];
}

interface Row extends Omit<ChildOfSchool, 'idNumber' | 'applications'> {
  readonly gradeRank: number;
  readonly classLength: number;
  readonly rollNumber: string;
  readonly applications:
    | (Omit<ApplicationOfChild, 'standing' | 'stopped' | 'returned'> & { held: boolean; objected: boolean })[]
    | null;
  readonly cipher: Buffer | null;
}

/** A school's children by class, in the order of the roll, each with where its applications of the period are. */
export async function childrenOfSchool(
  persistence: Persistence,
  school: SchoolOfList,
  filter: ChildrenFilter,
  { after, limit }: { after: ChildCursor | null; limit: number },
): Promise<Page<ChildOfSchool>> {
  const { db, keys, texts } = persistence;
  const rows = await db.query<Row>(
    'my-school-children',
    `${CHILDREN}
     SELECT k.person, p.name, v.cipher, k.grade, k.class_name AS "className", k.enrolled, k.entitled, k.missing, k.applications,
            k.grade_rank AS "gradeRank", k.class_length AS "classLength", k.roll_number AS "rollNumber"
     FROM (SELECT * FROM children
           WHERE CASE $11::text WHEN 'to-confirm' THEN "to-confirm" WHEN 'missing' THEN missing WHEN 'returned' THEN returned
                               WHEN 'paid' THEN paid ELSE true END
             AND ($12::text IS NULL OR grade = $12) AND ($13::text IS NULL OR class_name = $13)
             AND (grade_rank, class_length, class_name, roll_number, person) > ($14::bigint, $15::bigint, $16::text, $17::text, $18::uuid)
           ORDER BY grade_rank, class_length, class_name, roll_number, person LIMIT $19) k
     JOIN persons p ON p.id = k.person
     LEFT JOIN personal_values v ON v.owner = k.person AND v.kind = 'id-number'
     ORDER BY k.grade_rank, k.class_length, k.class_name, k.roll_number, k.person`,
    [
      ...(await parameters(persistence, school)),
      filter.show ?? null,
      filter.grade ?? null,
      filter.className ?? null,
      ...(after ?? [0, 0, '', '', '00000000-0000-0000-0000-000000000000']),
      limit + 1,
    ],
  );
  const page = pageOf(rows, limit, (row) => [
    row.gradeRank,
    row.classLength,
    row.className,
    row.rollNumber,
    row.person,
  ]);
  const back = page.items.flatMap(({ applications }) =>
    (applications ?? []).flatMap(({ id, phase }) => (SCHOOL_STANDING[phase] === 'returned' ? [id] : [])),
  );
  const why = await whyReturned({ db, texts }, school.period, back);
  const items = page.items.map(({ gradeRank: _, classLength: __, rollNumber: ___, cipher, applications, ...row }) => ({
    ...row,
    idNumber: cipher ? maskIdNumber(keys.decryptText(cipher)) : '',
    applications: (applications ?? []).map(({ held, objected, ...each }) => ({
      ...each,
      standing: SCHOOL_STANDING[each.phase],
      stopped: clockStands({ ...each, held, objected }),
      returned: why.get(each.id) ?? null,
    })),
  }));
  return { items, next: page.next };
}

export interface ClassCount {
  readonly grade: string;
  readonly className: string;
  readonly children: number;
}

export interface SchoolCounts extends Readonly<Record<Shown, number>> {
  readonly all: number;
  /** Of all its children, in the order of the list. */
  readonly classes: readonly ClassCount[];
}

/** How many children each narrowing of the list shows. */
export async function countChildren(persistence: Persistence, school: SchoolOfList): Promise<SchoolCounts> {
  const rows = await persistence.db.query<ClassCount & Record<Shown, number>>(
    'my-school-counts',
    `${CHILDREN}
     SELECT grade, class_name AS "className", count(*)::int AS children, ${SHOWN.map((each) => `count(*) FILTER (WHERE "${each}")::int AS "${each}"`).join(', ')}
     FROM children GROUP BY grade_rank, grade, class_length, class_name ORDER BY grade_rank, class_length, class_name, grade`,
    await parameters(persistence, school),
  );
  const sum = (column: Shown | 'children') => rows.reduce((total, row) => total + row[column], 0);
  return {
    all: sum('children'),
    ...(Object.fromEntries(SHOWN.map((each) => [each, sum(each)])) as Record<Shown, number>),
    classes: rows.map(({ grade, className, children }) => ({ grade, className, children })),
  };
}
