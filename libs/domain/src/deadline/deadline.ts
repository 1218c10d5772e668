import {
  addWorkingDays,
  closeOfWorkAt,
  isPublished,
  isWorkingDay,
  localDate,
  type WorkingCalendar,
  workingDaysBetween,
  yearOf,
} from '../calendar/index.js';
import { durationOf, type Limit, millisecondsOf } from './limit.js';

/** When a visit is due. Recorded in the event that opened the visit, with the calendar it was counted on. */
export interface Deadline {
  /** Epoch ms. */
  readonly dueAt: number;
  readonly calendarVersion: string;
  /** Counted across a year whose holidays are not published yet: it may move when they are. */
  readonly provisional: boolean;
}

/** What is left of a limit while the clock is stopped. */
export interface Remainder {
  readonly limit: Limit;
}

/**
 * The deadline of a limit that begins to run at `openedAt`.
 *
 * A working day counts from the next working day and ends at the close of work: five working days opened at any
 * hour of 2026-09-23 end at the close of 2026-10-08 (Mid-Autumn and National Day lie between). A duration simply
 * runs. No working days at all (a stopped clock that had none left) end at the next close of work.
 */
export function deadlineOf(calendar: WorkingCalendar, openedAt: number, limit: Limit): Deadline {
  const calendarVersion = calendar.version;
  if ('duration' in limit) {
    return { dueAt: openedAt + millisecondsOf(limit.duration), calendarVersion, provisional: false };
  }
  const today = localDate(calendar, openedAt);
  if (limit.workingDays === 0 && isWorkingDay(calendar, today) && openedAt <= closeOfWorkAt(calendar, today)) {
    return {
      dueAt: closeOfWorkAt(calendar, today),
      calendarVersion,
      provisional: !isPublished(calendar, yearOf(today)),
    };
  }
  const { date, provisional } = addWorkingDays(calendar, today, Math.max(1, limit.workingDays));
  return { dueAt: closeOfWorkAt(calendar, date), calendarVersion, provisional };
}

/**
 * What is left of a limit when the clock stops, as a limit that can begin to run again.
 *
 * Of working days the whole ones are left: the day on which the clock stops is spent, just as the day on which
 * it starts again is not counted. Stopping and going on at once leaves the deadline where it was. Nothing is left
 * of a deadline that has passed.
 */
export function remainderOf(calendar: WorkingCalendar, deadline: Deadline, limit: Limit, stoppedAt: number): Limit {
  const left = Math.max(0, deadline.dueAt - stoppedAt);
  if ('duration' in limit) return { duration: durationOf(left) };
  if (left === 0) return { workingDays: 0 };
  return {
    workingDays: workingDaysBetween(calendar, localDate(calendar, stoppedAt), localDate(calendar, deadline.dueAt)),
  };
}
