import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { WorkingCalendar } from '#domain';
import { moment, period } from './dates.js';
import { due } from './due.js';
import { yuan } from './money.js';

const calendar: WorkingCalendar = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../../../calendars/cn.json'), 'utf8'),
);
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('money on the screen', () => {
  it('is yuan with two places, from fen', () => {
    expect([0, 5, 50, 12_345, 123_456_789, -50].map(yuan)).toEqual([
      '0.00',
      '0.05',
      '0.50',
      '123.45',
      '1,234,567.89',
      '-0.50',
    ]);
  });
});

describe('a moment on the screen', () => {
  it('is the office’s, wherever the browser is', () => {
    expect(moment(at('2026-09-10T00:05:00'))).toBe('2026-09-10 00:05');
  });

  it('names a period as schools do', () => {
    expect([period(20261, 'zh'), period(20262, 'zh'), period(20261, 'en')]).toEqual([
      '2026学年第一学期',
      '2026学年第二学期',
      '2026/27, semester 1',
    ]);
    expect(period(0, 'zh')).toBe('尚未设置学期');
  });
});

describe('time left until a deadline', () => {
  const dueAt = at('2026-10-09T17:30:00');
  const left = (now: string, stopped = false) => due(calendar, dueAt, at(now), stopped, 'zh');

  it('is counted in working days: the national holiday is none', () => {
    expect(left('2026-09-29T10:00:00')).toEqual({ urgency: 'fine', words: '还剩 3 个工作日' });
    expect(left('2026-10-08T10:00:00')).toEqual({ urgency: 'soon', words: '还剩 1 个工作日' });
  });

  it('ends at the close of work, not at midnight', () => {
    expect(left('2026-10-09T17:29:00').words).toBe('今天到期');
    expect(left('2026-10-09T17:31:00')).toEqual({ urgency: 'late', words: '今日已逾期' });
    expect(left('2026-10-13T09:00:00').urgency).toBe('late');
  });

  it('stands still while the clock is stopped', () => {
    expect(left('2026-10-20T10:00:00', true)).toEqual({ urgency: 'stopped', words: '计时暂停' });
  });
});
