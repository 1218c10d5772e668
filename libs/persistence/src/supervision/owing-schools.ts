import { NOT_HANDED_IN, type SubmissionPhase } from '#domain';
import type { Database } from '../database.js';
import { type Page, pageOf } from '../queries/cursor.js';

/** One programme for which a school has not handed in. */
export interface OwedSubmission {
  readonly submission: string;
  readonly programme: string;
  readonly phase: SubmissionPhase;
  /** Until when it should have, epoch ms; null where no window was opened. */
  readonly dueAt: number | null;
  /** Children the clerk has prepared. */
  readonly count: number;
  readonly reminded: number;
}

export interface OwingSchool {
  readonly school: string;
  readonly schoolName: string;
  readonly township: string | null;
  readonly townshipName: string | null;
  readonly owed: readonly OwedSubmission[];
}

/** The one definition behind count and list: schools of the subtree ($1) with anything not handed in for the period ($2). */
const OWING = `
  SELECT o.code AS school, o.name AS "schoolName", s.township, coalesce(min(s.due_at), 9007199254740991) AS due,
         jsonb_agg(jsonb_build_object('submission', s.id, 'programme', s.programme_code, 'phase', s.phase, 'dueAt', s.due_at, 'count', s.count)
                   ORDER BY s.due_at, s.programme_code, s.number) AS owed
  FROM organisations o JOIN submissions s ON s.school = o.code AND s.period = $2 AND s.phase = ANY($3::text[])
  WHERE $1 = ANY(o.ancestors) GROUP BY o.code, o.name, s.township`;

/** How many schools have not handed in, and how many of them should have by now. */
export async function countOwingSchools(
  db: Database,
  office: string,
  period: number,
  now: number,
): Promise<{ count: number; late: number }> {
  const [row] = await db.query<{ count: number; late: number }>(
    'supervision-schools-count',
    `SELECT count(*)::int AS count, count(*) FILTER (WHERE due < $4)::int AS late FROM (${OWING}) x`,
    [office, period, NOT_HANDED_IN, now],
  );
  return row!;
}

/** Schools that have not handed in, the longest overdue first. */
export async function owingSchools(
  db: Database,
  office: string,
  period: number,
  { after, limit }: { after: readonly [due: number, school: string] | null; limit: number },
): Promise<Page<OwingSchool>> {
  const rows = await db.query<OwingSchool & { due: number }>(
    'supervision-schools',
    `SELECT x.school, x."schoolName", x.township, coalesce(t.office_name, t.name) AS "townshipName", x.due,
            (SELECT jsonb_agg(each || jsonb_build_object('reminded', (
               SELECT count(DISTINCT r.moment) FROM reminders r WHERE r.stream = (each->>'submission')::uuid AND r.state = 'sent')) ORDER BY place)
             FROM jsonb_array_elements(x.owed) WITH ORDINALITY AS e(each, place)) AS owed
     FROM (SELECT * FROM (${OWING}) y WHERE (due, school) > ($4::bigint, $5::text) ORDER BY due, school LIMIT $6) x
     LEFT JOIN organisations t ON t.code = x.township
     ORDER BY x.due, x.school`,
    [office, period, NOT_HANDED_IN, after?.[0] ?? -1, after?.[1] ?? '', limit + 1],
  );
  const page = pageOf(rows, limit, (row) => [row.due, row.school]);
  return { items: page.items.map(({ due: _, ...row }) => row), next: page.next };
}
