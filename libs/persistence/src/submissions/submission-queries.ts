import { type Actor, availableSubmissionCommands, type SubmissionCommand, type SubmissionPhase } from '#domain';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { periodBefore } from '../queries/period-before.js';

type Db = Pick<Persistence, 'db'>;

/** Ids of a school's drafts, in order. */
export async function draftsOf({ db }: Db, school: string, programme: string, period: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'drafts-of-school',
    `SELECT id FROM applications
     WHERE school = $1 AND period = $2 AND programme_code = $3 AND phase = 'draft' ORDER BY id`,
    [school, period, programme],
  );
  return rows.map(({ id }) => id);
}

/** The submission to prepare: one that the school owes, else one more. Null where it is the school's first. */
export async function nextSubmission(
  { db }: Db,
  school: string,
  programme: string,
  period: number,
): Promise<{ id: string; number: number } | null> {
  const [row] = await db.query<{ id: string; number: number; phase: string; last: number }>(
    'next-submission',
    `SELECT id, number, phase, max(number) OVER () AS last FROM submissions WHERE school = $1 AND programme_code = $2 AND period = $3
     ORDER BY phase <> 'owed', number LIMIT 1`,
    [school, programme, period],
  );
  if (!row) return null;
  return row.phase === 'owed' ? { id: row.id, number: row.number } : { id: newId(), number: row.last + 1 };
}

/** Applications of a submission that are in a phase, by id. */
export async function applicationsOf({ db }: Db, submission: string, phase: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'applications-of-submission',
    'SELECT id FROM applications WHERE submission_id = $1 AND phase = $2 ORDER BY id',
    [submission, phase],
  );
  return rows.map(({ id }) => id);
}

export interface SubmissionView {
  readonly id: string;
  readonly period: number;
  readonly programme: string;
  readonly school: string;
  readonly schoolName: string;
  readonly township: string | null;
  readonly number: number;
  readonly phase: SubmissionPhase;
  readonly count: number;
  readonly totalFen: number;
  /** Until when the school should hand in, epoch ms. */
  readonly dueAt: number | null;
  /** Children the reviewer must look at. */
  readonly flagged: number;
  /** Applications by the phase they are in now. */
  readonly phases: Readonly<Record<string, number>>;
  /** Children handed in up to this submission, itself included, less those of the period before; null: none then. */
  readonly differenceToLastPeriod: number | null;
  readonly revision: number;
  /** Exactly what the reader may do with it now. */
  readonly availableCommands: readonly SubmissionCommand['type'][];
}

export interface SubmissionFilter {
  /** Who reads: only what lies in their office's subtree is seen. */
  readonly actor: Actor;
  readonly period?: number;
  readonly programme?: string;
  readonly phase?: string;
  readonly school?: string;
  /** The last id of the page before. */
  readonly before: string | null;
  readonly limit: number;
}

const VIEW = `
  SELECT s.id, s.period, s.programme_code AS programme, s.school, o.name AS "schoolName", s.township, s.number, s.phase, s.count, s.total_fen AS "totalFen",
         s.due_at AS "dueAt", s.revision, coalesce(a.flagged, 0)::int AS flagged, coalesce(a.phases, '{}') AS phases, handed.count - before.count AS "differenceToLastPeriod",
         s.county, array_remove(ARRAY[preparation.actor, preparation.on_behalf_of], NULL) AS "preparedBy"
  FROM submissions s
  JOIN organisations o ON o.code = s.school AND $1 = ANY(o.ancestors)
  LEFT JOIN LATERAL (
    SELECT sum(n) FILTER (WHERE flagged) AS flagged, jsonb_object_agg(phase, total) AS phases FROM (
      SELECT phase, cardinality(flags) > 0 AS flagged, count(*) AS n, sum(count(*)) OVER (PARTITION BY phase) AS total
      FROM applications WHERE submission_id = s.id GROUP BY 1, 2) x) a ON true
  LEFT JOIN LATERAL (
    SELECT sum(p.count)::int AS count FROM submissions p
    WHERE p.school = s.school AND p.programme_code = s.programme_code AND p.phase = 'confirmed'
      AND p.period = ${periodBefore('s.period')}) before ON true
  LEFT JOIN LATERAL (
    SELECT sum(h.count)::int AS count FROM submissions h
    WHERE h.school = s.school AND h.programme_code = s.programme_code AND h.period = s.period
      AND h.number <= s.number AND (h.phase = 'confirmed' OR h.id = s.id)) handed ON true
  LEFT JOIN LATERAL (
    SELECT e.actor, e.on_behalf_of FROM audit.events e
    WHERE s.phase = 'prepared' AND e.period = s.period AND e.stream = s.id AND e.type = 'SubmissionPrepared'
    ORDER BY e.version DESC LIMIT 1) preparation ON true`;

/** A row as it comes, with what decides on the commands. */
type ViewRow = Omit<SubmissionView, 'availableCommands'> & { county: string; preparedBy: string[] };

const asSeenBy =
  (actor: Actor) =>
  ({ county, preparedBy, ...view }: ViewRow): SubmissionView => {
    const { phase, school, township } = view;
    const place = { school, township, county };
    return { ...view, availableCommands: availableSubmissionCommands({ phase, place, preparedBy }, actor) };
  };

/** Submissions of the schools in an office's subtree, newest first. */
export async function listSubmissions({ db }: Db, filter: SubmissionFilter): Promise<Page<SubmissionView>> {
  const rows = await db.query<ViewRow & Record<string, unknown>>(
    'list-submissions',
    `${VIEW}
     WHERE ($2::int IS NULL OR s.period = $2) AND ($3::text IS NULL OR s.programme_code = $3) AND ($4::text IS NULL OR s.phase = $4)
       AND ($5::text IS NULL OR s.school = $5) AND ($6::uuid IS NULL OR s.id < $6)
     ORDER BY s.id DESC LIMIT $7`,
    [
      filter.actor.seat?.office,
      filter.period ?? null,
      filter.programme ?? null,
      filter.phase ?? null,
      filter.school ?? null,
      filter.before,
      filter.limit + 1,
    ],
  );
  return pageOf(rows.map(asSeenBy(filter.actor)), filter.limit, ({ id }) => [id]);
}

/** One submission, by the same scope as the list; null outside of it. */
export async function findSubmission({ db }: Db, actor: Actor, id: string): Promise<SubmissionView | null> {
  const [row] = await db.query<ViewRow & Record<string, unknown>>('find-submission', `${VIEW} WHERE s.id = $2`, [
    actor.seat?.office,
    id,
  ]);
  return row ? asSeenBy(actor)(row) : null;
}

export interface SubmittedApplication {
  readonly id: string;
  readonly name: string;
  readonly phase: string;
  readonly stage: string | null;
  readonly amountFen: number;
  readonly flags: readonly string[];
}

/** What a submission holds, page by page in the order of ids. The caller has checked the submission's scope. */
export async function applicationsInSubmission(
  { db }: Db,
  submission: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Page<SubmittedApplication>> {
  const rows = await db.query<SubmittedApplication & Record<string, unknown>>(
    'applications-in-submission',
    `SELECT a.id, p.name, a.phase, a.stage, a.amount_fen AS "amountFen", a.flags FROM applications a JOIN persons p ON p.id = a.subject_id
     WHERE a.submission_id = $1 AND ($2::uuid IS NULL OR a.id > $2) ORDER BY a.id LIMIT $3`,
    [submission, after, limit + 1],
  );
  return pageOf<SubmittedApplication>(rows, limit, ({ id }) => [id]);
}
