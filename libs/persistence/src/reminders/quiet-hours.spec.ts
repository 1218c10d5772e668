import { describe, expect, it } from '@jest/globals';
import type { WorkingCalendar } from '#domain';
import { hasQuietHours, isWorkingTime } from './quiet-hours.js';

const calendar: WorkingCalendar = {
  version: 'spec',
  utcOffsetMinutes: 480,
  openOfWork: '08:30',
  closeOfWork: '17:30',
  publishedYears: [2026],
  holidays: ['2026-10-01'],
  makeUpDays: ['2026-09-20'],
};
const working = (time: string) => isWorkingTime(calendar, Date.parse(`${time}+08:00`));

describe('Quiet hours', () => {
  it('are kept for limits in working days and for long durations, not for limits of seconds', () => {
    expect(hasQuietHours({ workingDays: 3 })).toBe(true);
    expect(hasQuietHours({ duration: 'P150D' })).toBe(true);
    expect(hasQuietHours({ duration: 'PT12S' })).toBe(false);
  });

  it.each([
    ['2026-09-16T08:29:59', false, 'before the open of work'],
    ['2026-09-16T08:30:00', true, 'at the open of work'],
    ['2026-09-16T17:30:05', true, 'just after a deadline at the close of work'],
    ['2026-09-16T18:00:01', false, 'in the evening'],
    ['2026-09-19T10:00:00', false, 'on a Saturday'],
    ['2026-09-20T10:00:00', true, 'on a Sunday that is worked'],
    ['2026-10-01T10:00:00', false, 'on a holiday'],
  ])('%s: %s (%s)', (time, told) => {
    expect(working(time)).toBe(told);
  });
});
