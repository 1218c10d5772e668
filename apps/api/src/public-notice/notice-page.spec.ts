import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PublicNotice } from '#persistence';
import { noticePage } from './notice-page.js';
import { objectionForm, objectionReceived } from './objection-form.js';

const SCHOOL = '99010101002';
const SCRIPT = '<script>alert(1)</script>';
const entry = {
  name: `阿依·${SCRIPT}`,
  school: '寨坪中心小学',
  grade: '四年级',
  class: '1班',
  programme: '义务教育学生生活补助',
  row: 'AbCdEf',
};
const notice = (change: Partial<PublicNotice> = {}): PublicNotice => ({
  school: '寨坪中心小学',
  until: Date.parse('2026-09-30T09:30:00Z'),
  entries: [entry],
  hearingOffice: '寨坪镇中心学校',
  supervisionTelephone: '0851-6612345',
  ...change,
});

describe('the notice as a page', () => {
  it('shows a name as text, whatever stands in it', () => {
    const page = noticePage(SCHOOL, notice());
    expect(page).toContain('阿依·&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(page).toContain('公示至 2026-09-30');
  });

  it('stays readable while its only row is stopped, and says so when it is empty', () => {
    const stopped = noticePage(SCHOOL, notice({ until: null }));
    expect(stopped).toContain('四年级');
    expect(stopped).not.toContain('公示至');
    expect(noticePage(SCHOOL, notice({ until: null, entries: [] }))).toContain('目前没有公示中的名单');
  });

  it('names who hears objections, and the telephone that somebody has set, or none', () => {
    expect(noticePage(SCHOOL, notice())).toContain('向寨坪镇中心学校实名反映');
    expect(noticePage(SCHOOL, notice())).toContain('监督电话：0851-6612345');
    expect(noticePage(SCHOOL, notice({ supervisionTelephone: null }))).not.toContain('监督电话');
  });

  it('writes none but the allowed fields, even if a row should hold more one day', () => {
    const secret = fc.string({ minLength: 3 }).map((text) => `秘${text}`);
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), secret), (more) => {
        const entries = [{ ...more, ...entry }];
        const pages = [
          noticePage(SCHOOL, notice({ entries, ...{ more } })),
          objectionForm(SCHOOL, notice({ entries }), { applicationRef: entry.row }),
        ];
        for (const page of pages) expect(page).not.toContain('秘');
      }),
    );
  });
});

describe('the form for an objection', () => {
  it('stands there again as it was typed, as text, with what is wrong beside each field', () => {
    const page = objectionForm(SCHOOL, notice(), { text: SCRIPT, contact: '"><b>', childName: "'x'" }, ['text']);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(page).toContain('请写明反映的情况');
    expect(page).not.toMatch(/<script|<b>/);
  });

  it('is about the row from which it was opened, and about none that is not on the notice', () => {
    expect(objectionForm(SCHOOL, notice(), { applicationRef: entry.row })).toContain(
      'name="applicationRef" value="AbCdEf"',
    );
    expect(objectionForm(SCHOOL, notice(), { applicationRef: 'gone' })).not.toContain('name="applicationRef"');
  });

  it('is answered with a number to ask after', () => {
    expect(objectionReceived(SCHOOL, notice(), '01a2')).toContain('编号：<strong>01a2</strong>');
  });
});
