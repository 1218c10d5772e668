/** The steps of reminding and escalating, in the order in which they outrank each other. */
export const RUNGS = ['half-time', 'before-deadline', 'at-deadline', 'overdue', 'escalated'] as const;

export type Rung = (typeof RUNGS)[number];

/** Who is told: the office that must act, its own supervisor (分管领导), or the level above it. */
export type Audience = 'office' | 'supervisor' | 'level-above';

/**
 * When an office is reminded of a deadline, and who else is told. A rung that is null is never reached.
 *
 * Each rung says it twice, because the ladder is in the limit's own unit:
 * - Working days: reminders go out at the open of work of their day, so that nobody is reminded at night; the
 *   one at the deadline goes out at the deadline itself, the close of work.
 * - Durations: shares of the limit. Once late, the first reminder comes one limit after the deadline and each gap is
 *   twice the last, up to `longestGap`: a programme in seconds that nobody attends to must not remind every second
 *   for weeks.
 */
export interface Ladder {
  /** Half of the limit is over; only for limits at least this long. */
  readonly halfTime: {
    readonly fromWorkingDays: number;
    readonly fromDuration: string;
    readonly audiences: readonly Audience[];
  } | null;
  /** Shortly before: so many working days, or that share (0 to 1) of a duration. */
  readonly beforeDeadline: {
    readonly workingDays: number;
    readonly share: number;
    readonly audiences: readonly Audience[];
  } | null;
  readonly atDeadline: { readonly audiences: readonly Audience[] } | null;
  /** Late, again and again. */
  readonly overdue: {
    readonly everyWorkingDays: number;
    readonly longestGap: string;
    readonly audiences: readonly Audience[];
  } | null;
  /** Late for so many working days, or so many times the duration. */
  readonly escalated: {
    readonly workingDays: number;
    readonly share: number;
    readonly audiences: readonly Audience[];
  } | null;
}

/**
 * At half time (limits of five working days or more), one working day before, at the deadline also to the
 * supervisor, then each working day; two working days after the deadline to the level above.
 */
export const DEFAULT_LADDER: Ladder = {
  halfTime: { fromWorkingDays: 5, fromDuration: 'PT5S', audiences: ['office'] },
  beforeDeadline: { workingDays: 1, share: 0.25, audiences: ['office'] },
  atDeadline: { audiences: ['office', 'supervisor'] },
  overdue: { everyWorkingDays: 1, longestGap: 'P1D', audiences: ['office'] },
  escalated: { workingDays: 2, share: 2, audiences: ['office', 'supervisor', 'level-above'] },
};
