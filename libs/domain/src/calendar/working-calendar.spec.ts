import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, dayNumber, isCalendarDate } from './dates.js';
import {
  addWorkingDays,
  closeOfWorkAt,
  isWorkingDay,
  localDate,
  nextWorkingDay,
  openOfWorkAt,
  previousWorkingDay,
  type WorkingCalendar,
  workingDaysBetween,
} from './working-calendar.js';

const china: WorkingCalendar = JSON.parse(
  readFileSync(new URL('../../../../calendars/cn.json', import.meta.url), 'utf8'),
);

/** Dates around and beyond the published years 2024 to 2026. */
const dates = fc.integer({ min: dayNumber('2023-01-01'), max: dayNumber('2029-12-31') }).map(dateOf);

describe('the working calendar', () => {
  it('knows holidays on weekdays and weekends worked in exchange', () => {
    expect(isWorkingDay(china, '2026-10-01')).toBe(false);
    expect(isWorkingDay(china, '2026-09-25')).toBe(false);
    expect(isWorkingDay(china, '2026-09-20')).toBe(true);
    expect(isWorkingDay(china, '2026-09-19')).toBe(false);
    expect(isWorkingDay(china, '2026-09-21')).toBe(true);
  });

  it('works Monday to Friday in a year that is not published yet', () => {
    expect(isWorkingDay(china, '2027-10-01')).toBe(true);
    expect(isWorkingDay(china, '2027-10-02')).toBe(false);
  });

  it('tells the date on the wall in China, not in UTC', () => {
    expect(localDate(china, Date.parse('2026-09-22T15:59:59.999Z'))).toBe('2026-09-22');
    expect(localDate(china, Date.parse('2026-09-22T16:00:00.000Z'))).toBe('2026-09-23');
  });

  it('opens at 08:30 and closes at 17:30 in China', () => {
    expect(new Date(openOfWorkAt(china, '2026-10-08')).toISOString()).toBe('2026-10-08T00:30:00.000Z');
    expect(new Date(closeOfWorkAt(china, '2026-10-08')).toISOString()).toBe('2026-10-08T09:30:00.000Z');
  });

  it('steps over the National Day holiday in both directions', () => {
    expect(nextWorkingDay(china, '2026-09-30')).toBe('2026-10-08');
    expect(previousWorkingDay(china, '2026-10-08')).toBe('2026-09-30');
    expect(nextWorkingDay(china, '2026-10-03')).toBe('2026-10-08');
  });

  it('marks what is counted into an unpublished year as provisional, and nothing before it', () => {
    expect(addWorkingDays(china, '2026-12-30', 1)).toEqual({ date: '2026-12-31', provisional: false });
    expect(addWorkingDays(china, '2026-12-30', 2)).toEqual({ date: '2027-01-01', provisional: true });
  });

  it('finds the n-th working day as somebody would with a finger on the wall calendar', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -400, max: 400 }).filter(Boolean), (date, n) => {
        const direction = Math.sign(n);
        let day = dayNumber(date);
        for (let left = Math.abs(n); left > 0; ) {
          day += direction;
          if (isWorkingDay(china, dateOf(day))) left -= 1;
        }
        expect(addWorkingDays(china, date, n).date).toBe(dateOf(day));
      }),
    );
  });

  it('counts between two dates what it added', () => {
    fc.assert(
      fc.property(dates, fc.nat(400), (date, n) => {
        expect(workingDaysBetween(china, date, addWorkingDays(china, date, n).date)).toBe(n);
      }),
    );
  });

  it('counts nothing backwards', () => {
    expect(workingDaysBetween(china, '2026-09-23', '2026-09-22')).toBe(0);
  });
});

describe('a calendar date', () => {
  it('exists, and is not only shaped like one', () => {
    expect(isCalendarDate('2024-02-29')).toBe(true);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-9-1', '', 20260901, null]) {
      expect(isCalendarDate(wrong)).toBe(false);
    }
  });
});
