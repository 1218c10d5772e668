import type { Database } from '../database.js';
import { type Page, pageOf } from './cursor.js';

/** Events in which a person decided, as an auditor means it: not opening, not reminders. */
export const DECISION_EVENTS = [
  'ApplicationSubmitted',
  'ApplicationConfirmed',
  'ApplicationApproved',
  'ApplicationReturned',
  'ApplicationResubmitted',
  'ApplicationRejected',
  'ApplicationAppealed',
  'ApplicationWithdrawn',
  'ApplicationRecalled',
  'ApplicationHeld',
  'ApplicationResumed',
  'ObjectionConfirmed',
  'ObjectionResolved',
  'PaymentReissued',
  'SubmissionConfirmed',
  'SubmissionSentBack',
  'PaymentBatchFrozen',
  'PaymentBatchReleased',
] as const;

export interface DecisionRow {
  readonly at: number;
  readonly stream: string;
  readonly kind: string;
  readonly version: number;
  readonly type: string;
  readonly actor: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly seat: string;
  readonly stage: string | null;
  readonly reason: string | null;
  readonly late: boolean;
  readonly programme: string;
  readonly period: number;
  readonly school: string | null;
  readonly schoolName: string | null;
  readonly hash: string;
}

export type DecisionCursor = readonly [at: number, stream: string, version: number] | null;
export interface DecisionRange {
  /** The asking office: only streams in its subtree are shown. */
  readonly office: string;
  /** Epoch ms, the first included, the last not. */
  readonly from: number;
  readonly until: number;
  readonly after: DecisionCursor;
  readonly limit: number;
}

/** Joins an event to its stream's place, and keeps what lies under the asking office ($1). */
const PLACED = `
  LEFT JOIN applications a ON e.kind = 'application' AND a.id = e.stream
  LEFT JOIN submissions s ON e.kind = 'submission' AND s.id = e.stream
  LEFT JOIN payment_batches b ON e.kind = 'payment-batch' AND b.id = e.stream
  LEFT JOIN organisations o ON o.code = coalesce(a.school, s.school)
  JOIN organisations scope ON scope.code = coalesce(a.school, s.school, b.office) AND $1 = ANY(scope.ancestors)
  LEFT JOIN staff st ON st.id = e.actor`;
const COLUMNS = `
  e.at, e.stream, e.kind, e.version, e.type, e.actor, coalesce(st.name, '') AS "actorName", e.on_behalf_of AS "onBehalfOf", e.seat,
  e.payload->>'stage' AS stage, e.payload->>'reason' AS reason, e.payload ? 'late' AS late,
  coalesce(a.programme_code, s.programme_code, b.programme_code) AS programme, e.period,
  coalesce(a.school, s.school) AS school, o.name AS "schoolName", encode(e.hash, 'hex') AS hash`;
const ORDERED =
  'AND (e.at, e.stream, e.version) > ($4::bigint, $5::uuid, $6::int) ORDER BY e.at, e.stream, e.version LIMIT $7';

const parameters = ({ office, from, until, after, limit }: DecisionRange): unknown[] => [
  office,
  from,
  until,
  after?.[0] ?? 0,
  after?.[1] ?? '00000000-0000-0000-0000-000000000000',
  after?.[2] ?? 0,
  limit + 1,
];

const cursorOf = (row: DecisionRow) => [row.at, row.stream, row.version] as const;

/** What this person decided between two moments, themselves or through a delegate, oldest first. */
export async function decisionsOf(db: Database, person: string, range: DecisionRange): Promise<Page<DecisionRow>> {
  const rows = await db.query<DecisionRow>(
    'decisions-of',
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM audit.events WHERE actor = $8 AND at >= $2 AND at < $3
       UNION ALL SELECT * FROM audit.events WHERE on_behalf_of = $8 AND actor <> $8 AND at >= $2 AND at < $3) e ${PLACED}
     WHERE e.type = ANY($9::text[]) ${ORDERED}`,
    [...parameters(range), person, DECISION_EVENTS],
  );
  return pageOf(rows, range.limit, cursorOf);
}

/** What was decided after its deadline, in the whole jurisdiction or by one office. */
export async function decidedLate(
  db: Database,
  decidingOffice: string | null,
  range: DecisionRange,
): Promise<Page<DecisionRow>> {
  const rows = await db.query<DecisionRow>(
    'decided-late',
    `SELECT ${COLUMNS} FROM audit.events e ${PLACED}
     WHERE e.payload ? 'late' AND e.at >= $2 AND e.at < $3 AND ($8::text IS NULL OR split_part(e.seat, '/', 1) = $8) ${ORDERED}`,
    [...parameters(range), decidingOffice],
  );
  return pageOf(rows, range.limit, cursorOf);
}
