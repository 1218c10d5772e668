import { type Rejection, refuse } from '../rejection.js';

/** Roles of a seat; a seat (岗位) is organisation × role. */
export const ROLES = [
  'clerk',
  'head',
  'reviewer',
  'approver',
  'supervisor',
  'finance',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export interface Seat {
  /** Organisation code. */
  readonly office: string;
  readonly role: Role;
}

/** Who acts: one person in one of their posts, perhaps for somebody else. The machinery itself has no seat. */
export interface Actor {
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly seat: Seat | null;
}

/** The machinery's own identity in envelopes: claims what is due, never decides a case. */
export const SYSTEM: Actor = { person: '00000000-0000-0000-0000-000000000000', onBehalfOf: null, seat: null };
export const isSystem = (actor: Actor): boolean => actor.seat === null && actor.person === SYSTEM.person;

/** The envelope's readable form of a seat, e.g. `99010101/reviewer`. */
export const seatText = (seat: Seat | null): string => (seat ? `${seat.office}/${seat.role}` : 'system');

/** Where an application lives in the tree; `township` is null for a school directly under its county. */
export interface Place {
  readonly school: string;
  readonly township: string | null;
  readonly county: string;
}

export const offices = (place: Place): string[] =>
  place.township ? [place.school, place.township, place.county] : [place.school, place.county];

/** Jurisdiction is the subtree: an office sees what lies below it. */
export const hasJurisdiction = (seat: Seat, place: Place): boolean => offices(place).includes(seat.office);

/** Passes only the very seat asked for, and says in which of three ways another one is wrong. */
export function requireSeat(
  actor: Actor,
  place: Place,
  office: string,
  role: Role,
): { ok: true } | { ok: false; rejection: Rejection } {
  const { seat } = actor;
  if (!seat) return refuse('ACCESS.WRONG_ROLE', { role });
  if (!hasJurisdiction(seat, place)) return refuse('ACCESS.OUT_OF_JURISDICTION', { office: seat.office });
  if (seat.office !== office) return refuse('ACCESS.WRONG_LEVEL', { office, yours: seat.office });
  if (seat.role !== role) return refuse('ACCESS.WRONG_ROLE', { role, yours: seat.role });
  return { ok: true };
}

/** One earlier act that counts for four eyes: who acted, at which stage. */
export interface Act {
  readonly person: string;
  readonly stage: string;
}

/**
 * Four eyes: nobody acts at two stages of one application, in whichever post; a delegate counts as both persons.
 * Acting again at the same stage (a returned case comes back) is allowed.
 */
export function barredByFourEyes(acts: readonly Act[], actor: Actor, stage: string): Act | null {
  return (
    acts.find((act) => (act.person === actor.person || act.person === actor.onBehalfOf) && act.stage !== stage) ?? null
  );
}
export * from './recipients.js';
