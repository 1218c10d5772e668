import { describe, expect, it } from '@jest/globals';
import type { DigestItem } from '#persistence';
import { digestText } from './digest-text.js';

const NOW = Date.parse('2026-09-16T10:00:00+08:00');
const HOUR = 3_600_000;

let made = 0;
const item = (over: Partial<DigestItem> = {}): DigestItem => ({
  kind: 'application',
  stream: `stream-${made++}`,
  moment: 'before-deadline',
  audience: 'office',
  dueAt: NOW + 7.5 * HOUR,
  school: '寨坪中心小学',
  office: '寨坪镇中心学校',
  programme: '义务教育生活补助',
  stage: '中心学校审核',
  ...over,
});

describe('The text of a digest', () => {
  it('counts what belongs together, and says when the first of it is due', () => {
    const first = item({ dueAt: NOW + 2 * HOUR });
    const { subject, body } = digestText([item(), first, item({ school: '寨坪初级中学' })], NOW);
    expect(subject).toBe('【助到】催办提醒 3 件');
    expect(body).toContain(
      `· 寨坪中心小学 义务教育生活补助（中心学校审核）：2 件，最早 9月16日 12:00 到期\n  /applications/${first.stream}`,
    );
    expect(body).toContain('· 寨坪初级中学 义务教育生活补助（中心学校审核）：1 件');
  });

  it('tells one’s own tasks apart from what others are late with', () => {
    const { subject, body } = digestText([item(), item({ audience: 'supervisor', dueAt: NOW - HOUR })], NOW);
    expect(subject).toBe('【助到】催办提醒 1 件，督办提醒 1 件（已逾期 1 件）');
    expect(body.split('\n\n')).toHaveLength(2);
    expect(body).toContain(
      '寨坪镇中心学校 义务教育生活补助（中心学校审核，寨坪中心小学）：1 件未办，已于 9月16日 09:00 到期',
    );
  });

  it('names the school that has not handed in', () => {
    const { body } = digestText([item({ kind: 'submission', stage: null, audience: 'supervisor' })], NOW);
    expect(body).toContain('寨坪中心小学 义务教育生活补助：花名册尚未报送');
  });

  it('stays short when a whole county is late', () => {
    const items = Array.from({ length: 38 }, (_, i) => item({ school: `第${i}小学` }));
    const { body } = digestText(items, NOW);
    expect(body.match(/^· /gm)).toHaveLength(21);
    expect(body).toContain('另有 18 组');
  });
});
