import {
  closeOfWorkAt,
  isWorkingDay,
  type Limit,
  localDate,
  millisecondsOf,
  openOfWorkAt,
  type WorkingCalendar,
} from '#domain';

const DAY = 86_400_000;
/** A deadline is the close of work: whoever is told of it then may be told for a while after. */
const AFTER_CLOSE = 30 * 60_000;

/** Limits shorter than a day run through the night, and so do their reminders; all others wait for working hours. */
export const hasQuietHours = (limit: Limit): boolean => 'workingDays' in limit || millisecondsOf(limit.duration) >= DAY;

/** Nobody is told at night, on a weekend or on a holiday. */
export function isWorkingTime(calendar: WorkingCalendar, at: number): boolean {
  const date = localDate(calendar, at);
  return (
    isWorkingDay(calendar, date) &&
    openOfWorkAt(calendar, date) <= at &&
    at <= closeOfWorkAt(calendar, date) + AFTER_CLOSE
  );
}
