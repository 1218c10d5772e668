/** A day of the civil calendar, 'YYYY-MM-DD'. It has no hour and no time zone. */
export type CalendarDate = string;

export const MS_PER_MINUTE = 60_000;
export const MS_PER_DAY = 86_400_000;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a date that exists: '2026-02-30' is shaped like one and is none. */
export function isCalendarDate(value: unknown): value is CalendarDate {
  if (typeof value !== 'string' || !SHAPE.test(value)) return false;
  const day = dayNumber(value);
  return Number.isInteger(day) && dateOf(day) === value;
}

/** Days since 1970-01-01. Arithmetic on dates is done on these, never on clocks of a time zone. */
export function dayNumber(date: CalendarDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY;
}

/** The date with this day number; the inverse of `dayNumber`. */
export function dateOf(day: number): CalendarDate {
  const date = new Date(day * MS_PER_DAY);
  // By parts: toISOString costs several times as much, and each decision asks for dozens of dates.
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The calendar year a date lies in. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** The calendar year a day number lies in. */
export function yearOfDay(day: number): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** Saturday or Sunday. 1970-01-01, day 0, was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
