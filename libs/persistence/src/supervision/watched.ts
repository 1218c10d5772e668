import { ROLES, type Role, type Seat } from '#domain';
import type { Database } from '../database.js';
import { NO_DUE_AT } from '../door/adapters/application.adapter.js';

/** Whose work a supervisor looks at: always within their own subtree. */
export interface Watched {
  /** The supervisor's office. */
  readonly office: string;
  /** Narrowed to one office of the subtree. */
  readonly at?: string;
  readonly role?: Role;
  /** Narrowed to what this person may take: their seats, without what four eyes bars them from. */
  readonly person?: string;
}

/** Late; about to be; everything open, what stands still or has no deadline included. */
export const DUE = ['late', 'soon', 'open'] as const;
export type Due = (typeof DUE)[number];

/** The two moments that part late from soon from the rest, epoch ms. */
export interface Moments {
  readonly now: number;
  /** `soonUntil` of the law. */
  readonly soonUntil: number;
}

/** Deadlines from the first to the last, both included; whether tasks whose clock stands still count. */
interface Window {
  readonly first: number;
  readonly last: number;
  readonly stopped: boolean;
}

const windowOf = (due: Due, { now, soonUntil }: Moments): Window =>
  ({
    late: { first: 0, last: now - 1, stopped: false },
    soon: { first: now, last: soonUntil - 1, stopped: false },
    open: { first: 0, last: NO_DUE_AT, stopped: true },
  })[due];

/** Windows as parameters $1–$4. */
export function windowParameters(moments: Moments, dues: readonly Due[] = DUE): unknown[] {
  const windows = dues.map((due) => windowOf(due, moments));
  return [
    dues,
    windows.map(({ first }) => first),
    windows.map(({ last }) => last),
    windows.map(({ stopped }) => stopped),
  ];
}

export const WINDOWS = 'unnest($1::text[], $2::bigint[], $3::bigint[], $4::bool[]) AS w(due, first, last, stopped)';
export const SEATS = 'unnest($5::text[], $6::text[]) AS seat(office, role)';

/**
 * The one definition behind every figure of tasks and the list it leads to: task `t` of `seat`, due in window `w`, and
 * open to `person` where one is named. A range of the index of due order, so that it costs what it finds, not what
 * lies behind.
 */
export const taskOf = (person: string): string => `
  t.office = seat.office AND t.role = seat.role AND t.due_at >= w.first AND t.due_at <= w.last AND (w.stopped OR NOT t.stopped)
  AND (${person} IS NULL OR ${person} <> ALL(t.barred))`;

/** The seats of a subtree, also those nobody holds today: their tasks wait all the same. */
export async function watchedSeats(db: Database, { office, at, role, person }: Watched): Promise<Seat[]> {
  return db.query<Seat & Record<string, unknown>>(
    'watched-seats',
    `SELECT o.code AS office, r.role FROM organisations o CROSS JOIN unnest($5::text[]) AS r(role)
     WHERE $1 = ANY(o.ancestors) AND ($2::text IS NULL OR o.code = $2) AND ($3::text IS NULL OR r.role = $3)
       AND ($4::uuid IS NULL OR EXISTS (SELECT FROM posts p WHERE p.staff_id = $4 AND p.office = o.code AND p.role = r.role AND p.ended_at IS NULL))`,
    [office, at ?? null, role ?? null, person ?? null, ROLES],
  );
}

export const seatParameters = (seats: readonly Seat[]): unknown[] => [
  seats.map(({ office }) => office),
  seats.map(({ role }) => role),
];
