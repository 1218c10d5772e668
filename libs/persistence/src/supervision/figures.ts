import type { Role } from '#domain';
import type { Database } from '../database.js';
import { DECISION_EVENTS } from '../queries/decisions.js';
import {
  type Due,
  type Moments,
  SEATS,
  seatParameters,
  taskOf,
  type Watched,
  WINDOWS,
  watchedSeats,
  windowParameters,
} from './watched.js';

/** Numbers of tasks by when they are due; none is above the cap it was counted with. */
type ByDue = Readonly<Record<Due, number>>;

export interface SeatFigures extends ByDue {
  readonly office: string;
  readonly officeName: string;
  readonly role: Role;
  /** Reminders sent to it since the day asked for. */
  readonly reminders: number;
}

export interface PersonFigures extends ByDue {
  readonly person: string;
  readonly name: string;
  readonly office: string;
  readonly officeName: string;
  readonly role: Role;
  /** What they decided in this seat since the day asked for, late or not. */
  readonly decided: number;
}

export interface FiguresAsked {
  readonly moments: Moments;
  /** From when reminders and decisions count, epoch ms. */
  readonly since: number;
  /** Nothing is counted beyond. */
  readonly cap: number;
}

/** Work by seat: what is late first. Seats with nothing open and nothing sent to them are left out. */
export async function seatFigures(
  db: Database,
  watched: Watched,
  { moments, since, cap }: FiguresAsked,
): Promise<SeatFigures[]> {
  const seats = await watchedSeats(db, watched);
  return db.query<SeatFigures & Record<string, unknown>>(
    'supervision-seats',
    `SELECT x.*, coalesce(o.office_name, o.name) AS "officeName" FROM (
       SELECT seat.office, seat.role, d.late, d.soon, d.open, r.reminders FROM ${SEATS}
       CROSS JOIN LATERAL (
         SELECT coalesce(max(n) FILTER (WHERE due = 'late'), 0)::int AS late, coalesce(max(n) FILTER (WHERE due = 'soon'), 0)::int AS soon,
                coalesce(max(n) FILTER (WHERE due = 'open'), 0)::int AS open
         FROM (SELECT w.due, (SELECT count(*) FROM (SELECT FROM tasks t WHERE ${taskOf('NULL::uuid')} LIMIT $7) few) AS n FROM ${WINDOWS}) counted) d
       CROSS JOIN LATERAL (SELECT count(*)::int AS reminders FROM (
         SELECT FROM reminders r WHERE r.office = seat.office AND r.role = seat.role AND r.came_due_at >= $8 AND r.state = 'sent' LIMIT $7) few) r
       WHERE d.open > 0 OR r.reminders > 0) x
     JOIN organisations o ON o.code = x.office
     ORDER BY x.late DESC, x.soon DESC, x.open DESC, x.office, x.role`,
    [...windowParameters(moments), ...seatParameters(seats), cap, since],
  );
}

/** As the history lists what a person decided in one seat, themselves or through a delegate. */
const DECIDED = `e.at >= $8 AND e.seat = seat.office || '/' || seat.role AND e.type = ANY($9::text[])`;

/** Work by person, in each of their seats: the tasks they may take, and what they decided lately. */
export async function personFigures(
  db: Database,
  watched: Watched,
  { moments, since, cap }: FiguresAsked,
): Promise<PersonFigures[]> {
  const seats = await watchedSeats(db, watched);
  return db.query<PersonFigures & Record<string, unknown>>(
    'supervision-persons',
    `SELECT x.*, coalesce(o.office_name, o.name) AS "officeName" FROM (
       SELECT s.id AS person, s.name, seat.office, seat.role, d.late, d.soon, d.open, e.decided FROM ${SEATS}
       JOIN posts p ON p.office = seat.office AND p.role = seat.role AND p.ended_at IS NULL
       JOIN staff s ON s.id = p.staff_id
       CROSS JOIN LATERAL (
         SELECT coalesce(max(n) FILTER (WHERE due = 'late'), 0)::int AS late, coalesce(max(n) FILTER (WHERE due = 'soon'), 0)::int AS soon,
                coalesce(max(n) FILTER (WHERE due = 'open'), 0)::int AS open
         FROM (SELECT w.due, (SELECT count(*) FROM (SELECT FROM tasks t WHERE ${taskOf('s.id')} LIMIT $7) few) AS n FROM ${WINDOWS}) counted) d
       CROSS JOIN LATERAL (SELECT count(*)::int AS decided FROM (
         SELECT FROM audit.events e WHERE e.actor = s.id AND ${DECIDED}
         UNION ALL SELECT FROM audit.events e WHERE e.on_behalf_of = s.id AND e.actor <> s.id AND ${DECIDED}
         LIMIT $7) few) e
       WHERE d.open > 0 OR e.decided > 0) x
     JOIN organisations o ON o.code = x.office
     ORDER BY x.late DESC, x.soon DESC, x.open DESC, x.office, x.role, x.person`,
    [...windowParameters(moments), ...seatParameters(seats), cap, since, DECISION_EVENTS],
  );
}
