import { addWorkingDays, localDate, startOfDayAt, type WorkingCalendar } from '../calendar/index.js';

/**
 * Until when (epoch ms, not included) a deadline counts as about to break: today or on the next working day. A Monday's
 * deadline is so from Friday on, whatever holidays lie between.
 */
export const soonUntil = (calendar: WorkingCalendar, now: number): number =>
  startOfDayAt(calendar, addWorkingDays(calendar, localDate(calendar, now), 2).date);
