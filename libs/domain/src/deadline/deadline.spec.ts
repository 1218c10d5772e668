import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closeOfWorkAt, isWorkingDay, localDate, type WorkingCalendar } from '../calendar/index.js';
import { deadlineOf, remainderOf } from './deadline.js';
import { durationOf, isDuration, type Limit, millisecondsOf } from './limit.js';

const china: WorkingCalendar = JSON.parse(
  readFileSync(new URL('../../../../calendars/cn.json', import.meta.url), 'utf8'),
);
const inChina = (text: string) => Date.parse(`${text}+08:00`);
const days = (workingDays: number): Limit => ({ workingDays });

const instants = fc.integer({ min: inChina('2024-01-01T00:00:00'), max: inChina('2028-12-31T23:59:59') });
const workingDays = fc.nat(30).map(days);
const durations = fc.nat(10 * 86_400_000).map((ms): Limit => ({ duration: durationOf(ms) }));
const limits = fc.oneof(workingDays, durations);

describe('a deadline in working days', () => {
  it('of five days opened on 2026-09-23 is the close of work on 2026-10-08', () => {
    expect(deadlineOf(china, inChina('2026-09-23T10:00:00'), days(5))).toEqual({
      dueAt: inChina('2026-10-08T17:30:00'),
      calendarVersion: china.version,
      provisional: false,
    });
  });

  it('of three days opened on 2026-09-18 counts the Sunday worked in exchange', () => {
    expect(deadlineOf(china, inChina('2026-09-18T16:00:00'), days(3)).dueAt).toBe(inChina('2026-09-22T17:30:00'));
  });

  it('is the same at whatever hour of the day the visit was opened', () => {
    const early = deadlineOf(china, inChina('2026-09-23T00:00:00'), days(5));
    expect(deadlineOf(china, inChina('2026-09-23T23:59:59'), days(5))).toEqual(early);
  });

  it('is provisional once it reaches a year that is not published', () => {
    expect(deadlineOf(china, inChina('2026-12-29T09:00:00'), days(2)).provisional).toBe(false);
    expect(deadlineOf(china, inChina('2026-12-29T09:00:00'), days(3)).provisional).toBe(true);
  });

  it('moves when the missing year is published', () => {
    const published = {
      ...china,
      version: 'next',
      publishedYears: [...china.publishedYears, 2027],
      holidays: [...china.holidays, '2027-01-01'],
    };
    expect(deadlineOf(published, inChina('2026-12-29T09:00:00'), days(3))).toEqual({
      dueAt: inChina('2027-01-04T17:30:00'),
      calendarVersion: 'next',
      provisional: false,
    });
  });

  it('with no day left is the next close of work', () => {
    expect(deadlineOf(china, inChina('2026-09-23T10:00:00'), days(0)).dueAt).toBe(inChina('2026-09-23T17:30:00'));
    expect(deadlineOf(china, inChina('2026-09-23T18:00:00'), days(0)).dueAt).toBe(inChina('2026-09-24T17:30:00'));
    expect(deadlineOf(china, inChina('2026-10-01T10:00:00'), days(0)).dueAt).toBe(inChina('2026-10-08T17:30:00'));
    expect(deadlineOf(china, inChina('2027-01-04T10:00:00'), days(0)).provisional).toBe(true);
  });

  it('always falls on the close of work of a working day, after the opening', () => {
    fc.assert(
      fc.property(instants, workingDays, (openedAt, limit) => {
        const { dueAt } = deadlineOf(china, openedAt, limit);
        const date = localDate(china, dueAt);
        expect(isWorkingDay(china, date)).toBe(true);
        expect(dueAt).toBe(closeOfWorkAt(china, date));
        expect(dueAt).toBeGreaterThanOrEqual(openedAt);
      }),
    );
  });

  it('never comes earlier for a later opening, nor for a longer limit', () => {
    fc.assert(
      fc.property(instants, instants, fc.nat(30), fc.nat(30), (a, b, n, m) => {
        const due = (openedAt: number, count: number) => deadlineOf(china, openedAt, days(count)).dueAt;
        expect(due(Math.min(a, b), n)).toBeLessThanOrEqual(due(Math.max(a, b), n));
        expect(due(a, Math.min(n, m))).toBeLessThanOrEqual(due(a, Math.max(n, m)));
      }),
    );
  });
});

describe('a deadline in plain time', () => {
  it('runs through nights, weekends and unpublished years', () => {
    const openedAt = inChina('2026-12-31T23:59:58');
    expect(deadlineOf(china, openedAt, { duration: 'PT8S' })).toEqual({
      dueAt: openedAt + 8_000,
      calendarVersion: china.version,
      provisional: false,
    });
  });

  it('is read from ISO 8601 and written as it', () => {
    expect(millisecondsOf('P2D')).toBe(172_800_000);
    expect(millisecondsOf('P1DT12H')).toBe(129_600_000);
    expect(millisecondsOf('P1W')).toBe(604_800_000);
    expect(millisecondsOf('PT1M0.5S')).toBe(60_500);
    expect(durationOf(1_500)).toBe('PT1.5S');
    fc.assert(fc.property(fc.nat(), (ms) => millisecondsOf(durationOf(ms)) === ms));
  });

  it('is no year, no month, and nothing half written', () => {
    for (const wrong of ['', 'P', 'PT', 'P1DT', 'P1Y', 'P1M', '8s', 'PT-8S', 'P1W2D', 'PT1.2345S']) {
      expect(isDuration(wrong)).toBe(false);
      expect(() => millisecondsOf(wrong)).toThrow(RangeError);
    }
  });
});

describe('a stopped clock', () => {
  it('keeps the whole working days after the one on which it stopped', () => {
    const limit = days(5);
    const deadline = deadlineOf(china, inChina('2026-09-21T09:00:00'), limit);
    const left = remainderOf(china, deadline, limit, inChina('2026-09-23T15:00:00'));
    expect(left).toEqual(days(3));
    expect(deadlineOf(china, inChina('2026-10-12T09:00:00'), left).dueAt).toBe(inChina('2026-10-15T17:30:00'));
  });

  it('keeps what was left of a duration to the millisecond', () => {
    const limit: Limit = { duration: 'PT8S' };
    expect(remainderOf(china, deadlineOf(china, 1_000, limit), limit, 3_250)).toEqual({ duration: 'PT5.75S' });
  });

  it('has nothing left of a deadline that passed', () => {
    for (const limit of [days(3), { duration: 'P2D' }]) {
      const deadline = deadlineOf(china, inChina('2026-09-21T09:00:00'), limit);
      const left = remainderOf(china, deadline, limit, deadline.dueAt + 86_400_000 * 5);
      expect([days(0), { duration: 'PT0S' }]).toContainEqual(left);
    }
  });

  it('that goes on at once leaves the deadline where it was', () => {
    fc.assert(
      fc.property(instants, limits, fc.double({ min: 0, max: 1, noNaN: true }), (openedAt, limit, share) => {
        const deadline = deadlineOf(china, openedAt, limit);
        const stoppedAt = openedAt + Math.floor((deadline.dueAt - openedAt) * share);
        const left = remainderOf(china, deadline, limit, stoppedAt);
        expect(deadlineOf(china, stoppedAt, left).dueAt).toBe(deadline.dueAt);
      }),
    );
  });

  it('never has more left than the limit allowed, and never less than nothing', () => {
    const length = (limit: Limit) => ('duration' in limit ? millisecondsOf(limit.duration) : limit.workingDays);
    fc.assert(
      fc.property(
        instants,
        fc.oneof(fc.integer({ min: 1, max: 30 }).map(days), durations),
        fc.nat(90 * 86_400_000),
        (openedAt, limit, later) => {
          const left = length(remainderOf(china, deadlineOf(china, openedAt, limit), limit, openedAt + later));
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(length(limit));
        },
      ),
    );
  });
});
