import { describe, expect, it } from '@jest/globals';
import { noticePage } from './notice-page.js';

const entry = {
  name: '阿依·<script>alert(1)</script>',
  school: '寨坪中心小学',
  grade: '四年级',
  class: '1班',
  programme: '义务教育学生生活补助',
  row: 'AbCdEf',
};

describe('the notice as a page', () => {
  it('shows a name as text, whatever stands in it', () => {
    const page = noticePage({ school: '寨坪中心小学', until: Date.parse('2026-09-30T09:30:00Z'), entries: [entry] });
    expect(page).toContain('阿依·&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(page).toContain('公示至 2026-09-30');
  });

  it('stays readable while its only row is stopped, and says so when it is empty', () => {
    const stopped = noticePage({ school: '寨坪中心小学', until: null, entries: [entry] });
    expect(stopped).toContain('四年级');
    expect(stopped).not.toContain('公示至');
    expect(noticePage({ school: '寨坪中心小学', until: null, entries: [] })).toContain('目前没有公示中的名单');
  });
});
