import { ROLES, type Role, seatText } from '#domain';
import type { Database } from '../database.js';
import { type Page, pageOf } from './cursor.js';
import { inIndexOrder } from './in-index-order.js';

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
  /** The seat's office by its own name. */
  readonly officeName: string | null;
  readonly stage: string | null;
  readonly reason: string | null;
  readonly late: boolean;
  readonly programme: string;
  readonly period: number;
  readonly school: string | null;
  readonly schoolName: string | null;
  /** The child decided on; null where it was about many. */
  readonly name: string | null;
  readonly hash: string;
}

/** Whose decisions: a person's, an office's, or a person's in one seat; a role says something with an office only. A delegate's acts are found under both persons. */
export interface DecisionFilter {
  readonly person?: string;
  readonly office?: string;
  readonly role?: Role;
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

/**
 * Whether an event concerns the asking office ($1): one of its subtree ($9) gave it, or it is about a stream there.
 * Asked of one event after the other, until a page is full: a value and not an EXISTS, which PostgreSQL would answer by
 * first reading all applications there are.
 */
const IN_SCOPE = `(split_part(e.seat, '/', 1) = ANY($9::text[]) OR
  CASE e.kind
    WHEN 'application' THEN (
      SELECT $1 = ANY(o.ancestors) FROM applications a JOIN organisations o ON o.code = a.school WHERE a.id = e.stream)
    WHEN 'submission' THEN (
      SELECT $1 = ANY(o.ancestors) FROM submissions s JOIN organisations o ON o.code = s.school WHERE s.id = e.stream)
    ELSE (
      SELECT $1 = ANY(o.ancestors) FROM payment_batches b JOIN organisations o ON o.code = b.office WHERE b.id = e.stream) END)`;
/** The order is the indexes' own, so that a page costs what it holds, however many events lie in the range. */
const WANTED = `
  e.at >= $2 AND e.at < $3 AND (e.at, e.stream, e.version) > ($4::bigint, $5::uuid, $6::bigint) AND e.type = ANY($8::text[])
  AND ($10::text[] IS NULL OR e.seat = ANY($10))
  AND ${IN_SCOPE} ORDER BY e.at, e.stream, e.version LIMIT $7`;
const SHOWN = (found: string): string => `
  SELECT e.at, e.stream, e.kind, e.version, e.type, e.actor, coalesce(st.name, '') AS "actorName", e.on_behalf_of AS "onBehalfOf", e.seat,
         coalesce(f.office_name, f.name) AS "officeName", e.payload->>'stage' AS stage, e.payload->>'reason' AS reason, e.payload ? 'late' AS late,
         coalesce(a.programme_code, s.programme_code, b.programme_code) AS programme, e.period,
         coalesce(a.school, s.school) AS school, o.name AS "schoolName", p.name, encode(e.hash, 'hex') AS hash
  FROM (${found}) e
  LEFT JOIN applications a ON e.kind = 'application' AND a.id = e.stream
  LEFT JOIN submissions s ON e.kind = 'submission' AND s.id = e.stream
  LEFT JOIN payment_batches b ON e.kind = 'payment-batch' AND b.id = e.stream
  LEFT JOIN organisations o ON o.code = coalesce(a.school, s.school)
  LEFT JOIN organisations f ON f.code = split_part(e.seat, '/', 1)
  LEFT JOIN persons p ON p.id = a.subject_id
  LEFT JOIN staff st ON st.id = e.actor
  ORDER BY e.at, e.stream, e.version`;

const parameters = async (
  db: Database,
  { office, from, until, after, limit }: DecisionRange,
  filter: DecisionFilter,
): Promise<unknown[]> => [
  office,
  Math.max(from, after?.[0] ?? 0),
  until,
  after?.[0] ?? 0,
  after?.[1] ?? '00000000-0000-0000-0000-000000000000',
  after?.[2] ?? 0,
  limit + 1,
  DECISION_EVENTS,
  await officesUnder(db, office),
  seatsOf(filter),
];

/** The seats asked for, as envelopes name them; null: any. */
const seatsOf = ({ office, role }: DecisionFilter): string[] | null =>
  office === undefined ? null : (role ? [role] : ROLES).map((each) => seatText({ office, role: each }));

async function officesUnder(db: Database, office: string): Promise<string[]> {
  const rows = await db.query<{ code: string }>(
    'offices-under',
    'SELECT code FROM organisations WHERE $1 = ANY(ancestors)',
    [office],
  );
  return rows.map(({ code }) => code);
}

const cursorOf = (row: DecisionRow) => [row.at, row.stream, row.version] as const;

/** What a person, or an office's people, decided between two moments, themselves or through a delegate, oldest first. */
export async function decisionsOf(
  db: Database,
  filter: DecisionFilter,
  range: DecisionRange,
): Promise<Page<DecisionRow>> {
  const who = filter.person ? [filter.person] : await everHeldBy(db, filter);
  const rows = await inIndexOrder<DecisionRow>(
    db,
    'decisions-of',
    SHOWN(`
      SELECT e.* FROM unnest($11::uuid[]) AS who(id) CROSS JOIN LATERAL (
        (SELECT * FROM audit.events e WHERE e.actor = who.id AND ${WANTED})
        UNION ALL (SELECT * FROM audit.events e WHERE e.on_behalf_of = who.id AND e.actor <> ALL($11) AND ${WANTED})) e
      ORDER BY e.at, e.stream, e.version LIMIT $7`),
    [...(await parameters(db, range, filter)), who],
  );
  return pageOf(rows, range.limit, cursorOf);
}

/** What was decided after its deadline, in the whole jurisdiction, by one office or by one person. */
export async function decidedLate(
  db: Database,
  filter: DecisionFilter,
  range: DecisionRange,
): Promise<Page<DecisionRow>> {
  const rows = await inIndexOrder<DecisionRow>(
    db,
    'decided-late',
    SHOWN(
      `SELECT * FROM audit.events e WHERE e.payload ? 'late' AND ($11::uuid IS NULL OR $11 IN (e.actor, e.on_behalf_of)) AND ${WANTED}`,
    ),
    [...(await parameters(db, range, filter)), filter.person ?? null],
  );
  return pageOf(rows, range.limit, cursorOf);
}

/** Everybody who holds or held a post of an office. */
async function everHeldBy(db: Database, { office, role }: DecisionFilter): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'ever-held-by',
    'SELECT DISTINCT staff_id AS id FROM posts WHERE office = $1 AND ($2::text IS NULL OR role = $2)',
    [office ?? '', role ?? null],
  );
  return rows.map(({ id }) => id);
}
