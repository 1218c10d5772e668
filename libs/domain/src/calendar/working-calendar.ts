import {
  type CalendarDate,
  dateOf,
  dayNumber,
  isWeekend,
  MS_PER_DAY,
  MS_PER_MINUTE,
  yearOf,
  yearOfDay,
} from './dates.js';

/**
 * The working calendar of a county: which days its offices work, and from when until when.
 *
 * The State Council publishes each year's holidays, and the weekends worked in exchange (调休), late in the
 * year before. Until then a year is "unpublished": Monday to Friday are assumed, and whatever was counted
 * across such a year is provisional.
 *
 * Treat a calendar as immutable: look-ups are cached per object. A new table is a new object and version.
 */
export interface WorkingCalendar {
  /** Recorded with every deadline counted on this calendar. */
  readonly version: string;
  /** Local time minus UTC, in minutes. China has one zone and no summer time: 480. */
  readonly utcOffsetMinutes: number;
  /** Local time, 'HH:MM'. */
  readonly openOfWork: string;
  /** Local time, 'HH:MM'. */
  readonly closeOfWork: string;
  readonly publishedYears: readonly number[];
  /** Weekdays off. */
  readonly holidays: readonly CalendarDate[];
  /** Weekend days worked (调休上班). */
  readonly makeUpDays: readonly CalendarDate[];
}

/** True where offices work that day. */
export function isWorkingDay(calendar: WorkingCalendar, date: CalendarDate): boolean {
  return isWorkingDayNumber(tablesOf(calendar), dayNumber(date));
}

/** True where the year's holidays are known, so that nothing counted in it can move. */
export function isPublished(calendar: WorkingCalendar, year: number): boolean {
  return tablesOf(calendar).published.has(year);
}

/** The date on the county's wall at an instant (epoch ms). */
export function localDate(calendar: WorkingCalendar, at: number): CalendarDate {
  return dateOf(Math.floor((at + calendar.utcOffsetMinutes * MS_PER_MINUTE) / MS_PER_DAY));
}

/** The instant (epoch ms) at which the day begins in the county. */
export function startOfDayAt(calendar: WorkingCalendar, date: CalendarDate): number {
  return dayNumber(date) * MS_PER_DAY - calendar.utcOffsetMinutes * MS_PER_MINUTE;
}

/** The instant (epoch ms) at which offices open, or would open, on that date. */
export function openOfWorkAt(calendar: WorkingCalendar, date: CalendarDate): number {
  return startOfDayAt(calendar, date) + minutesOf(calendar.openOfWork) * MS_PER_MINUTE;
}

/** The instant (epoch ms) at which offices close, or would close, on that date. */
export function closeOfWorkAt(calendar: WorkingCalendar, date: CalendarDate): number {
  return startOfDayAt(calendar, date) + minutesOf(calendar.closeOfWork) * MS_PER_MINUTE;
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: WorkingCalendar, date: CalendarDate): CalendarDate {
  return addWorkingDays(calendar, date, 1).date;
}

/** The last working day before the date. */
export function previousWorkingDay(calendar: WorkingCalendar, date: CalendarDate): CalendarDate {
  return addWorkingDays(calendar, date, -1).date;
}

/**
 * The n-th working day after the date (before it, where n is negative); the date itself where n is 0.
 *
 * `provisional` says that a day counted, or passed over, lies in an unpublished year: the result may move
 * when that year's calendar arrives. The cost does not grow with n but with the years crossed.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: CalendarDate,
  n: number,
): { date: CalendarDate; provisional: boolean } {
  if (n === 0) return { date, provisional: false };
  const tables = tablesOf(calendar);
  const from = dayNumber(date);
  let year = yearOf(date);
  let days = workingDaysOfYear(tables, year);
  // One-based place of the wanted day among the working days of `year`, walking to other years as needed.
  let place = n > 0 ? countUpTo(days, from) + n : countUpTo(days, from - 1) + 1 + n;
  while (place > days.length) {
    place -= days.length;
    year += 1;
    days = workingDaysOfYear(tables, year);
  }
  while (place < 1) {
    year -= 1;
    days = workingDaysOfYear(tables, year);
    place += days.length;
  }
  const reached = days[place - 1] as number;
  const first = n > 0 ? from + 1 : reached;
  const last = n > 0 ? reached : from - 1;
  return { date: dateOf(reached), provisional: touchesUnpublishedYear(tables, first, last) };
}

/** How many working days lie after `from`, up to and including `to`; 0 where `to` is not after `from`. */
export function workingDaysBetween(calendar: WorkingCalendar, from: CalendarDate, to: CalendarDate): number {
  if (to <= from) return 0;
  const tables = tablesOf(calendar);
  let count = -countUpTo(workingDaysOfYear(tables, yearOf(from)), dayNumber(from));
  for (let year = yearOf(from); year < yearOf(to); year += 1) count += workingDaysOfYear(tables, year).length;
  return count + countUpTo(workingDaysOfYear(tables, yearOf(to)), dayNumber(to));
}

/** Look-ups derived from one calendar object. */
interface Tables {
  readonly published: ReadonlySet<number>;
  readonly holidays: ReadonlySet<number>;
  readonly makeUpDays: ReadonlySet<number>;
  /** Working days of a year in order, as day numbers; filled as years are asked for. */
  readonly years: Map<number, readonly number[]>;
}

const CACHE = new WeakMap<WorkingCalendar, Tables>();

function tablesOf(calendar: WorkingCalendar): Tables {
  const cached = CACHE.get(calendar);
  if (cached) return cached;
  const tables: Tables = {
    published: new Set(calendar.publishedYears),
    holidays: new Set(calendar.holidays.map(dayNumber)),
    makeUpDays: new Set(calendar.makeUpDays.map(dayNumber)),
    years: new Map(),
  };
  CACHE.set(calendar, tables);
  return tables;
}

function isWorkingDayNumber(tables: Tables, day: number): boolean {
  return isWeekend(day) ? tables.makeUpDays.has(day) : !tables.holidays.has(day);
}

function workingDaysOfYear(tables: Tables, year: number): readonly number[] {
  const cached = tables.years.get(year);
  if (cached) return cached;
  const days: number[] = [];
  const end = Date.UTC(year + 1, 0, 1) / MS_PER_DAY;
  for (let day = Date.UTC(year, 0, 1) / MS_PER_DAY; day < end; day += 1) {
    if (isWorkingDayNumber(tables, day)) days.push(day);
  }
  tables.years.set(year, days);
  return days;
}

/** How many of the ordered days are not after `limit`. */
function countUpTo(days: readonly number[], limit: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function touchesUnpublishedYear(tables: Tables, first: number, last: number): boolean {
  for (let year = yearOfDay(first); year <= yearOfDay(last); year += 1) {
    if (!tables.published.has(year)) return true;
  }
  return false;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
