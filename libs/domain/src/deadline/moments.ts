import {
  addWorkingDays,
  type CalendarDate,
  localDate,
  openOfWorkAt,
  type WorkingCalendar,
  workingDaysBetween,
} from '../calendar/index.js';
import type { Deadline } from './deadline.js';
import { type Audience, DEFAULT_LADDER, type Ladder, RUNGS, type Rung } from './ladder.js';
import { type Limit, millisecondsOf } from './limit.js';

/** One thing that happens by itself while a visit waits: somebody is reminded or told. */
export interface Moment {
  /** Unique within a visit: the rung, and for the daily ones the number: 'at-deadline', 'overdue:3'. */
  readonly key: string;
  readonly rung: Rung;
  /** 1 for a rung reached once; for 'overdue' how many reminder intervals late. */
  readonly occurrence: number;
  /** Epoch ms. */
  readonly at: number;
  readonly audiences: readonly Audience[];
}

/**
 * The moments of a visit in order, each later than the one before: endless where the ladder has an 'overdue' rung.
 *
 * All rungs are counted from the deadline, with the stage's own limit; those before the opening are dropped. So
 * pass the stage's limit also when a stopped clock goes on with a remainder: `openedAt` is then when it went on.
 * Two rungs that fall on the same instant are one moment, of the higher rung, to the audiences of both.
 */
export function* moments(
  calendar: WorkingCalendar,
  openedAt: number,
  deadline: Deadline,
  limit: Limit,
  ladder: Partial<Ladder> = DEFAULT_LADDER,
): Iterable<Moment> {
  const steps = stepsOf(calendar, deadline, limit, { ...DEFAULT_LADDER, ...ladder });
  for (let next = firstAfter(steps, openedAt - 1); next; next = firstAfter(steps, next.at)) yield next;
}

/**
 * The first moment after the one last fired (null: none yet); null when the ladder is at its end.
 *
 * Its cost does not grow with how late the visit is. A fired rung that has since been dropped still counts as
 * fired. A key this ladder does not know is taken for none.
 */
export function nextMoment(
  calendar: WorkingCalendar,
  openedAt: number,
  deadline: Deadline,
  limit: Limit,
  ladder: Partial<Ladder>,
  afterKey: string | null,
): Moment | null {
  const steps = stepsOf(calendar, deadline, limit, { ...DEFAULT_LADDER, ...ladder });
  const firedAt = afterKey === null ? undefined : timeOf(steps, afterKey);
  return firstAfter(steps, Math.max(openedAt - 1, firedAt ?? Number.NEGATIVE_INFINITY));
}

/** The ladder laid against one deadline: the rungs reached once, and the one reached again and again. */
interface Steps {
  readonly once: readonly Moment[];
  readonly overdue: Repeating | null;
}

interface Repeating {
  readonly audiences: readonly Audience[];
  /** When the n-th repetition (from 1) takes place. */
  at(occurrence: number): number;
  /** The first repetition later than an instant. */
  firstAfter(at: number): number;
}

function stepsOf(calendar: WorkingCalendar, deadline: Deadline, limit: Limit, ladder: Ladder): Steps {
  return 'duration' in limit
    ? stepsInTime(deadline.dueAt, millisecondsOf(limit.duration), ladder)
    : stepsInWorkingDays(calendar, deadline.dueAt, limit.workingDays, ladder);
}

function stepsInWorkingDays(calendar: WorkingCalendar, dueAt: number, days: number, ladder: Ladder): Steps {
  const due = localDate(calendar, dueAt);
  const opening = (n: number) => openOfWorkAt(calendar, addWorkingDays(calendar, due, n).date);
  const { halfTime, beforeDeadline, atDeadline, overdue, escalated } = ladder;
  const once: Moment[] = [];
  if (halfTime && days >= halfTime.fromWorkingDays) {
    once.push(step('half-time', opening(-Math.floor(days / 2)), halfTime.audiences));
  }
  if (beforeDeadline) {
    once.push(step('before-deadline', opening(-beforeDeadline.workingDays), beforeDeadline.audiences));
  }
  if (atDeadline) once.push(step('at-deadline', dueAt, atDeadline.audiences));
  if (escalated) once.push(step('escalated', opening(escalated.workingDays), escalated.audiences));
  return { once, overdue: overdue && everySoManyWorkingDays(calendar, due, overdue) };
}

function everySoManyWorkingDays(
  calendar: WorkingCalendar,
  due: CalendarDate,
  { everyWorkingDays, audiences }: NonNullable<Ladder['overdue']>,
): Repeating {
  const at = (n: number) => openOfWorkAt(calendar, addWorkingDays(calendar, due, n * everyWorkingDays).date);
  return {
    audiences,
    at,
    firstAfter(instant) {
      const daysLate = workingDaysBetween(calendar, due, localDate(calendar, instant));
      const candidate = Math.max(1, Math.ceil(daysLate / everyWorkingDays));
      return at(candidate) > instant ? candidate : candidate + 1;
    },
  };
}

function stepsInTime(dueAt: number, length: number, ladder: Ladder): Steps {
  const { halfTime, beforeDeadline, atDeadline, overdue, escalated } = ladder;
  const shift = (share: number) => dueAt + Math.round(length * share);
  const once: Moment[] = [];
  if (halfTime && length >= millisecondsOf(halfTime.fromDuration)) {
    once.push(step('half-time', shift(-0.5), halfTime.audiences));
  }
  if (beforeDeadline) once.push(step('before-deadline', shift(-beforeDeadline.share), beforeDeadline.audiences));
  if (atDeadline) once.push(step('at-deadline', dueAt, atDeadline.audiences));
  if (escalated) once.push(step('escalated', shift(escalated.share), escalated.audiences));
  return { once, overdue: overdue && atDoublingGaps(dueAt, length, overdue) };
}

/** No limit, however short or used up, reminds more often than this. */
const SHORTEST_GAP = 1_000;

function atDoublingGaps(
  dueAt: number,
  length: number,
  { longestGap, audiences }: NonNullable<Ladder['overdue']>,
): Repeating {
  const longest = Math.max(SHORTEST_GAP, millisecondsOf(longestGap));
  const first = Math.min(longest, Math.max(SHORTEST_GAP, length));
  // Repetitions 1…doublings come at gaps first, 2·first, 4·first …; all later ones at the longest gap.
  const doublings = Math.ceil(Math.log2(longest / first));
  const at = (n: number) => {
    const doubled = Math.min(n, doublings);
    return dueAt + first * (2 ** doubled - 1) + (n - doubled) * longest;
  };
  return {
    audiences,
    at,
    firstAfter(instant) {
      let n = 1;
      while (n <= doublings && at(n) <= instant) n += 1;
      return at(n) > instant ? n : n + Math.floor((instant - at(n)) / longest) + 1;
    },
  };
}

function step(rung: Rung, at: number, audiences: readonly Audience[]): Moment {
  return { key: rung, rung, occurrence: 1, at, audiences };
}

function repetition(overdue: Repeating, occurrence: number): Moment {
  return {
    key: `overdue:${occurrence}`,
    rung: 'overdue',
    occurrence,
    at: overdue.at(occurrence),
    audiences: overdue.audiences,
  };
}

function timeOf({ once, overdue }: Steps, key: string): number | undefined {
  const occurrence = /^overdue:([1-9]\d*)$/.exec(key)?.[1];
  if (occurrence !== undefined) return overdue?.at(Number(occurrence));
  return once.find((moment) => moment.key === key)?.at;
}

function firstAfter({ once, overdue }: Steps, instant: number): Moment | null {
  const candidates = once.filter((moment) => moment.at > instant);
  if (overdue) candidates.push(repetition(overdue, overdue.firstAfter(instant)));
  const at = Math.min(...candidates.map((moment) => moment.at));
  const together = candidates.filter((moment) => moment.at === at);
  return together.length === 0 ? null : together.reduce(merge);
}

function merge(a: Moment, b: Moment): Moment {
  const higher = RUNGS.indexOf(a.rung) > RUNGS.indexOf(b.rung) ? a : b;
  return { ...higher, audiences: [...new Set([...a.audiences, ...b.audiences])] };
}
