import type { Reads } from '../database.js';
import { NO_DUE_AT } from '../door/adapters/application.adapter.js';
import { type Page, pageOf } from './cursor.js';
import { periodBefore } from './period-before.js';
import { MINE, parameters, SEATS, STAGES, type WorklistFilter, type WorklistScope } from './worklist.js';

export interface SubmissionGroup {
  readonly submission: string;
  readonly number: number;
  readonly school: string;
  readonly schoolName: string;
  readonly programme: string;
  readonly period: number;
  readonly stage: string;
  readonly office: string;
  readonly role: string;
  readonly count: number;
  readonly flagged: number;
  readonly late: number;
  readonly totalFen: number;
  /** The earliest deadline among them. */
  readonly dueAt: number | null;
  /** All that the school handed in up to this submission, less what it handed in for the period before; null: nothing then. */
  readonly differenceToLastPeriod: { readonly count: number; readonly totalFen: number } | null;
}

/** Where a page of groups ended. */
export type GroupPosition = readonly [dueAt: number, submission: string, stage: string, office: string, role: string];

/** What a group's school handed in for its programme; the conditions, in SQL over `x` and `g`, say when. */
const handedIn = (conditions: string): string => `
  LEFT JOIN LATERAL (
    SELECT sum(x.count)::int AS count, sum(x.total_fen)::bigint AS total_fen FROM submissions x
    WHERE x.school = g.school AND x.programme_code = g.programme AND x.phase = 'confirmed' AND ${conditions})`;

/**
 * The tasks of a worklist, one row per submission and stage (一校一表), the earliest due first. An index is stepped
 * through from one (deadline, submission) to the next, and each submission's own tasks are added up when it is met at
 * its earliest deadline: a page costs what it shows, in a backlog of twenty submissions and of a thousand. Every join in
 * it is lateral, hence a nested loop that keeps the walk's order and stops with the page. OFFSET 0 keeps the planner from
 * looking for one submission's tasks by their deadlines.
 */
export async function worklistGroups(
  db: Reads,
  scope: WorklistScope,
  filter: WorklistFilter,
  options: { readonly now: number; readonly after: GroupPosition | null; readonly limit: number },
): Promise<Page<SubmissionGroup>> {
  const { now, after, limit } = options;
  type Row = SubmissionGroup & { dueAt: number };
  const rows = await db.query<Row & Record<string, unknown>>(
    'worklist-groups',
    `SELECT g.*, o.name AS "schoolName",
            CASE WHEN before.count IS NOT NULL THEN jsonb_build_object('count', handed.count - before.count,
              'totalFen', handed.total_fen - before.total_fen) END AS "differenceToLastPeriod"
     FROM (
       SELECT page.* FROM ${SEATS} JOIN ${STAGES} ON k.role = seat.role CROSS JOIN LATERAL (
         WITH RECURSIVE walk AS (
           (SELECT t.due_at, t.submission_id FROM tasks t
            WHERE t.office = seat.office AND t.role = seat.role AND t.stage = k.stage AND (t.due_at, t.submission_id) >= ($12::bigint, $13::uuid)
            ORDER BY t.due_at, t.submission_id LIMIT 1)
           UNION ALL
           SELECT next.due_at, next.submission_id FROM walk w CROSS JOIN LATERAL (
             SELECT t.due_at, t.submission_id FROM tasks t
             WHERE t.office = seat.office AND t.role = seat.role AND t.stage = k.stage AND (t.due_at, t.submission_id) > (w.due_at, w.submission_id)
             ORDER BY t.due_at, t.submission_id LIMIT 1) next)
         SELECT s.id AS submission, s.number, s.school, s.programme_code AS programme, s.period,
                k.stage, seat.office, seat.role, mine.*
         FROM walk w
         CROSS JOIN LATERAL (
           SELECT x.id, x.number, x.school, x.programme_code, x.period FROM submissions x
           WHERE x.id = w.submission_id AND ($5::text IS NULL OR x.programme_code = $5) AND ($6::text IS NULL OR x.school = $6)
             AND ($7::uuid IS NULL OR x.id = $7) LIMIT 1) s
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS count, count(*) FILTER (WHERE t.flagged)::int AS flagged,
                  count(*) FILTER (WHERE t.due_at < $11)::int AS late, sum(t.amount_fen)::bigint AS "totalFen", min(t.due_at) AS "dueAt"
           FROM (SELECT * FROM tasks WHERE submission_id = s.id OFFSET 0) t
           WHERE t.stage = k.stage AND ${MINE} HAVING min(t.due_at) = w.due_at) mine
         WHERE (w.due_at, s.id, k.stage, seat.office, seat.role) > ($12::bigint, $13::uuid, $14::text, $15::text, $16::text)
         LIMIT $17) page
       ORDER BY "dueAt", submission, stage, office, role LIMIT $17) g
     JOIN organisations o ON o.code = g.school
     ${handedIn('x.period = g.period AND x.number <= g.number')} handed ON true
     ${handedIn(`x.period = ${periodBefore('g.period')}`)} before ON true
     ORDER BY g."dueAt", g.submission, g.stage, g.office, g.role`,
    [...parameters(scope, filter), now, ...(after ?? BEGINNING), limit + 1],
  );
  const page = pageOf(rows, limit, ({ dueAt, submission, stage, office, role }) => [
    dueAt,
    submission,
    stage,
    office,
    role,
  ]);
  return {
    items: page.items.map((row) => ({ ...row, dueAt: row.dueAt === NO_DUE_AT ? null : row.dueAt })),
    next: page.next,
  };
}

const BEGINNING: GroupPosition = [0, '00000000-0000-0000-0000-000000000000', '', '', ''];
