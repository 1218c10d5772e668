import type { Seat } from '#domain';
import type { Reads } from '../database.js';
import { NO_DUE_AT } from '../door/adapters/application.adapter.js';
import type { Keys } from '../keys.js';
import { type Page, pageOf } from './cursor.js';
import { maskIdNumber } from './masks.js';

/** Whose tasks are asked for; a worklist is the union over these seats. */
export interface WorklistScope {
  readonly person: string;
  readonly seats: readonly Seat[];
}

export interface WorklistFilter {
  readonly stage?: string;
  readonly programme?: string;
  readonly school?: string;
  readonly submission?: string;
  readonly flagged?: boolean;
  /** Due before this moment, epoch ms. */
  readonly dueBefore?: number;
  /** Tasks four eyes forbids this person: left out, listed as well, or listed alone. */
  readonly barred?: 'exclude' | 'include' | 'only';
}

export interface TaskRow {
  readonly application: string;
  readonly visit: number;
  readonly stage: string;
  readonly office: string;
  readonly role: string;
  readonly programme: string;
  readonly period: number;
  readonly school: string;
  readonly schoolName: string;
  readonly submission: string | null;
  readonly amountFen: number;
  readonly flagged: boolean;
  readonly flags: readonly string[];
  /** The clock stands still: on hold, or an objection. */
  readonly stopped: boolean;
  readonly dueAt: number | null;
  /** This person acted at another stage of it and may not take it. */
  readonly barred: boolean;
  readonly revision: number;
  readonly name: string;
  readonly idNumber: string;
}

/** The one definition behind lists, groups and counts: parameters 1–10 are the same in all three. */
export const MINE = `
  t.office = seat.office AND t.role = seat.role
  AND ($4::text IS NULL OR t.stage = $4) AND ($5::text IS NULL OR t.programme_code = $5) AND ($6::text IS NULL OR t.school = $6)
  AND ($7::uuid IS NULL OR t.submission_id = $7) AND ($8::boolean IS NULL OR t.flagged = $8) AND ($9::bigint IS NULL OR t.due_at < $9)
  AND ($10::text = 'include' OR ($1::uuid = ANY(t.barred)) = ($10::text = 'only'))`;
/** Every stage at which a role can have tasks, from all programmes there ever were. */
export const STAGES = `(
  SELECT DISTINCT s->>'key' AS stage, s->>'role' AS role
  FROM programme_versions, jsonb_array_elements(document->'route') s WHERE s->>'kind' <> 'notice'
  UNION SELECT 'correction', 'clerk') AS k(stage, role)`;
export const SEATS = 'unnest($2::text[], $3::text[]) AS seat(office, role)';

export const parameters = ({ person, seats }: WorklistScope, f: WorklistFilter): unknown[] => [
  person,
  seats.map((seat) => seat.office),
  seats.map((seat) => seat.role),
  f.stage ?? null,
  f.programme ?? null,
  f.school ?? null,
  f.submission ?? null,
  f.flagged ?? null,
  f.dueBefore ?? null,
  f.barred ?? 'exclude',
];

/**
 * Tasks of these seats in due order. Each seat's index range is read from the cursor on and stops after a page, so a
 * page costs the same in a backlog of ten and of a hundred thousand; names are joined for the page's rows only.
 */
export async function worklistPage(
  db: Reads,
  keys: Keys,
  scope: WorklistScope,
  filter: WorklistFilter,
  options: { after: readonly [dueAt: number, application: string] | null; limit: number },
): Promise<Page<TaskRow>> {
  const { after, limit } = options;
  const rows = await db.query<Omit<TaskRow, 'idNumber'> & { dueAt: number; idCipher: Buffer | null }>(
    'worklist-page',
    `SELECT t.application_id AS application, t.visit, t.stage, t.office, t.role, t.programme_code AS programme, t.period, t.school,
            o.name AS "schoolName", t.submission_id AS submission, t.amount_fen AS "amountFen", t.flagged, a.flags, t.stopped,
            t.due_at AS "dueAt", $1::uuid = ANY(t.barred) AS barred, a.revision, p.name, v.cipher AS "idCipher"
     FROM (SELECT t.* FROM ${SEATS} CROSS JOIN LATERAL (
             SELECT * FROM tasks t WHERE ${MINE} AND (t.due_at, t.application_id) > ($11::bigint, $12::uuid)
             ORDER BY t.due_at, t.application_id LIMIT $13) t
           ORDER BY t.due_at, t.application_id LIMIT $13) t
     JOIN applications a ON a.id = t.application_id
     JOIN persons p ON p.id = a.subject_id
     JOIN organisations o ON o.code = t.school
     LEFT JOIN personal_values v ON v.owner = p.id AND v.kind = 'id-number'
     ORDER BY t.due_at, t.application_id`,
    [...parameters(scope, filter), after?.[0] ?? 0, after?.[1] ?? '00000000-0000-0000-0000-000000000000', limit + 1],
  );
  const page = pageOf(rows, limit, (row) => [row.dueAt, row.application]);
  const items = page.items.map(({ idCipher, ...row }) => ({
    ...row,
    dueAt: row.dueAt === NO_DUE_AT ? null : row.dueAt,
    idNumber: idCipher ? maskIdNumber(keys.decryptText(idCipher)) : '',
  }));
  return { items, next: page.next };
}

export interface StageCount {
  readonly stage: string;
  readonly office: string;
  readonly role: string;
  /** Never more than the cap. */
  readonly count: number;
}

/** How many tasks each seat has at each stage it can have, counted up to `cap`. */
export function worklistCounts(
  db: Reads,
  scope: WorklistScope,
  filter: WorklistFilter,
  cap: number,
): Promise<StageCount[]> {
  return db.query<StageCount>(
    'worklist-counts',
    `SELECT seat.office, seat.role, k.stage, n.count
     FROM ${SEATS}
     JOIN ${STAGES} ON k.role = seat.role
     CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (
       SELECT FROM tasks t WHERE ${MINE} AND t.stage = k.stage LIMIT $11) few) n
     WHERE n.count > 0 ORDER BY seat.office, seat.role, k.stage`,
    [...parameters(scope, filter), cap],
  );
}
