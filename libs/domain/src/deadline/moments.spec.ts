import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWorkingDay, localDate, type WorkingCalendar } from '../calendar/index.js';
import { deadlineOf } from './deadline.js';
import { DEFAULT_LADDER, type Ladder } from './ladder.js';
import type { Limit } from './limit.js';
import { type Moment, moments, nextMoment } from './moments.js';

const china: WorkingCalendar = JSON.parse(
  readFileSync(new URL('../../../../calendars/cn.json', import.meta.url), 'utf8'),
);
const inChina = (text: string) => Date.parse(`${text}+08:00`);

function ladderOf(openedAt: number, limit: Limit, count: number, ladder: Partial<Ladder> = DEFAULT_LADDER): Moment[] {
  const found: Moment[] = [];
  for (const moment of moments(china, openedAt, deadlineOf(china, openedAt, limit), limit, ladder)) {
    if (found.push(moment) >= count) break;
  }
  return found;
}

const line = ({ key, at, audiences }: Moment) =>
  `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)} ${key} → ${audiences.join(', ')}`;

const instants = fc.integer({ min: inChina('2024-01-01T00:00:00'), max: inChina('2028-12-31T23:59:59') });
const limits = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map((workingDays): Limit => ({ workingDays })),
  fc.nat(5 * 86_400_000).map((ms): Limit => ({ duration: `PT${ms / 1000}S` })),
);
const ladders = fc.constantFrom<Partial<Ladder>>(
  DEFAULT_LADDER,
  { halfTime: null, escalated: null },
  { overdue: { everyWorkingDays: 3, longestGap: 'PT30S', audiences: ['office'] } },
  { beforeDeadline: { workingDays: 2, share: 0.5, audiences: ['supervisor'] } },
);

describe('the ladder of a limit in working days', () => {
  it('reminds at half time, a day before, at the deadline and every day after, over the holidays', () => {
    expect(ladderOf(inChina('2026-09-23T10:00:00'), { workingDays: 5 }, 7).map(line)).toEqual([
      '2026-09-29T08:30 half-time → office',
      '2026-09-30T08:30 before-deadline → office',
      '2026-10-08T17:30 at-deadline → office, supervisor',
      '2026-10-09T08:30 overdue:1 → office',
      '2026-10-10T08:30 escalated → office, supervisor, level-above',
      '2026-10-12T08:30 overdue:3 → office',
      '2026-10-13T08:30 overdue:4 → office',
    ]);
  });

  it('has no half time below five days, and drops what lies before the opening', () => {
    expect(ladderOf(inChina('2026-11-24T10:00:00'), { workingDays: 1 }, 2).map(line)).toEqual([
      '2026-11-25T17:30 at-deadline → office, supervisor',
      '2026-11-26T08:30 overdue:1 → office',
    ]);
  });

  it('sends nothing on a day off', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), (openedAt, workingDays) => {
        for (const { at } of ladderOf(openedAt, { workingDays }, 12)) {
          expect(isWorkingDay(china, localDate(china, at))).toBe(true);
        }
      }),
    );
  });

  it('can be changed rung by rung', () => {
    const ladder: Partial<Ladder> = { atDeadline: { audiences: ['office'] }, overdue: null };
    const all = [
      ...moments(
        china,
        inChina('2026-11-24T10:00:00'),
        deadlineOf(china, inChina('2026-11-24T10:00:00'), { workingDays: 3 }),
        { workingDays: 3 },
        ladder,
      ),
    ];
    expect(all.map(line)).toEqual([
      '2026-11-26T08:30 before-deadline → office',
      '2026-11-27T17:30 at-deadline → office',
      '2026-12-01T08:30 escalated → office, supervisor, level-above',
    ]);
  });
});

describe('the ladder of a limit in plain time', () => {
  it('keeps the proportions: half, three quarters, the whole, then ever wider gaps', () => {
    const found = ladderOf(0, { duration: 'PT8S' }, 7);
    expect(found.map(({ key, at }) => [key, at / 1000])).toEqual([
      ['half-time', 4],
      ['before-deadline', 6],
      ['at-deadline', 8],
      ['overdue:1', 16],
      ['escalated', 24],
      ['overdue:2', 32],
      ['overdue:3', 64],
    ]);
  });

  it('left alone for a week reminds some twenty times, not sixty thousand', () => {
    const found = ladderOf(0, { duration: 'PT8S' }, 100).filter(({ at }) => at < 7 * 86_400_000);
    expect(found.length).toBeLessThan(30);
  });

  it('in days reminds every day once it is late', () => {
    const late = ladderOf(0, { duration: 'P2D' }, 10).filter(({ rung }) => rung === 'overdue');
    expect(late.slice(0, 3).map(({ at }) => at / 86_400_000)).toEqual([3, 4, 5]);
  });
});

describe('moments', () => {
  it('come one after the other, under keys of their own, none before the opening', () => {
    fc.assert(
      fc.property(instants, limits, ladders, (openedAt, limit, ladder) => {
        const found = ladderOf(openedAt, limit, 40, ladder);
        expect(found).toHaveLength(40);
        expect(found[0]?.at).toBeGreaterThanOrEqual(openedAt);
        expect(new Set(found.map(({ key }) => key)).size).toBe(40);
        for (const [index, moment] of found.slice(1).entries()) {
          expect(moment.at).toBeGreaterThan(found[index]?.at as number);
          expect(Number.isSafeInteger(moment.at)).toBe(true);
        }
      }),
    );
  });

  it('are found one by one as they are listed', () => {
    fc.assert(
      fc.property(instants, limits, ladders, (openedAt, limit, ladder) => {
        const found = ladderOf(openedAt, limit, 40, ladder);
        const deadline = deadlineOf(china, openedAt, limit);
        const next = (key: string | null) => nextMoment(china, openedAt, deadline, limit, ladder, key);
        expect(next(null)).toEqual(found[0]);
        for (const [index, { key }] of found.slice(0, -1).entries()) expect(next(key)).toEqual(found[index + 1]);
      }),
    );
  });

  it('never fire a rung again when a clock goes on after it', () => {
    const limit = { workingDays: 5 };
    const wentOnAt = inChina('2026-11-24T10:00:00');
    const deadline = deadlineOf(china, wentOnAt, limit);
    expect(nextMoment(china, wentOnAt, deadline, limit, DEFAULT_LADDER, 'half-time')?.key).toBe('before-deadline');
    expect(nextMoment(china, wentOnAt, deadline, limit, DEFAULT_LADDER, 'overdue:3')?.key).toBe('overdue:4');
  });

  it('after ten years of neglect are found as fast as after a day', () => {
    const limit = { workingDays: 3 };
    const openedAt = inChina('2026-11-24T10:00:00');
    const deadline = deadlineOf(china, openedAt, limit);
    expect(nextMoment(china, openedAt, deadline, limit, DEFAULT_LADDER, 'overdue:2600')?.key).toBe('overdue:2601');
  });

  it('of the last rung are followed by none', () => {
    const limit = { workingDays: 3 };
    const openedAt = inChina('2026-11-24T10:00:00');
    const deadline = deadlineOf(china, openedAt, limit);
    expect(nextMoment(china, openedAt, deadline, limit, { overdue: null }, 'escalated')).toBeNull();
  });
});
