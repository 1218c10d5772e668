import {
  addWorkingDays,
  type CalendarDate,
  isWorkingDay,
  localDate,
  openOfWorkAt,
  startOfDayAt,
  type WorkingCalendar,
} from '../calendar/index.js';
import { type Deadline, deadlineOf, type Limit, millisecondsOf } from '../deadline/index.js';
import type { Programme } from './programme.js';

/** A semester (学期) of a school year. */
export interface Period {
  /** School year and semester: 20261 is autumn 2026, 20262 the spring of the same school year, in 2027. */
  readonly code: number;
  /** The year in which the school year begins. */
  readonly schoolYear: number;
  readonly semester: 1 | 2;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** True for a code of this form: a year of this century, then 1 or 2. */
export function isPeriodCode(code: unknown): code is number {
  return Number.isInteger(code) && /^20\d\d[12]$/.test(String(code));
}

/** The period with this code, on the dates of the programme's county. */
export function periodOf(programme: Pick<Programme, 'semesters'>, code: number): Period {
  const schoolYear = Math.floor(code / 10);
  const semester = code % 10 === 2 ? 2 : 1;
  const { startsOn, endsOn } = programme.semesters[semester - 1] as Programme['semesters'][0];
  const startYear = semester === 1 ? schoolYear : schoolYear + 1;
  const endYear = endsOn < startsOn ? startYear + 1 : startYear;
  return { code, schoolYear, semester, startsOn: `${startYear}-${startsOn}`, endsOn: `${endYear}-${endsOn}` };
}

/** The period running on a date; in the holidays the one that ended last. */
export function periodAt(programme: Pick<Programme, 'semesters'>, date: CalendarDate): Period {
  const year = Number(date.slice(0, 4));
  const candidates = [year * 10 + 1, (year - 1) * 10 + 2, (year - 1) * 10 + 1].map((code) => periodOf(programme, code));
  return candidates.find((period) => period.startsOn <= date) ?? periodOf(programme, (year - 2) * 10 + 2);
}

/** When schools may hand in what they have for a period (epoch ms), and until when they should have. */
export interface SubmissionWindowDates extends Deadline {
  readonly opensAt: number;
  /** The limit the deadline came from, for the ladder of reminders. */
  readonly limit: Limit;
}

/** The dates of a programme's submission window (报送时限) in a period. */
export function submissionWindow(
  programme: Pick<Programme, 'submissionWindow'>,
  period: Period,
  calendar: WorkingCalendar,
): SubmissionWindowDates {
  const { opens, closes } = programme.submissionWindow;
  const firstInstant = startOfDayAt(calendar, period.startsOn);
  return {
    opensAt: openingAt(calendar, firstInstant, opens),
    limit: closes,
    ...deadlineOf(calendar, firstInstant, closes),
  };
}

function openingAt(calendar: WorkingCalendar, firstInstant: number, opens: Limit): number {
  if ('duration' in opens) return firstInstant + millisecondsOf(opens.duration);
  const first = localDate(calendar, firstInstant);
  const steps = opens.workingDays === 0 && !isWorkingDay(calendar, first) ? 1 : opens.workingDays;
  return openOfWorkAt(calendar, addWorkingDays(calendar, first, steps).date);
}
