import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { WorkingCalendar } from '../calendar/index.js';
import { soonUntil } from './urgency.js';

const china: WorkingCalendar = JSON.parse(
  readFileSync(new URL('../../../../calendars/cn.json', import.meta.url), 'utf8'),
);
const inChina = (text: string) => Date.parse(`${text}+08:00`);

describe('a deadline about to break', () => {
  it('is today’s or the next working day’s, to its very end', () => {
    expect(soonUntil(china, inChina('2026-09-08T10:00'))).toBe(inChina('2026-09-10T00:00'));
  });

  it('is Monday’s from Friday on, and over a holiday that of the first working day after it', () => {
    expect(soonUntil(china, inChina('2026-09-11T16:00'))).toBe(inChina('2026-09-15T00:00'));
    expect(soonUntil(china, inChina('2026-09-30T09:00'))).toBe(inChina('2026-10-09T00:00'));
  });

  it('is not Monday’s yet where the Sunday before is worked in exchange', () => {
    expect(soonUntil(china, inChina('2026-09-18T16:00'))).toBe(inChina('2026-09-21T00:00'));
  });
});
