import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { enrol } from '../factories/enrolment.js';
import { lineOf, rosterCsv, uploadOf } from '../factories/rosters.js';
import { PERIOD } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, screenshot, seriousFaults } from './browser.js';

const CHILDREN = 500;
/** Whose grade on the roster is not the roll's: to be looked at one by one. */
const FLAGGED = 3;
/** Who applied in the period before as well, for this much each. */
const BEFORE = { children: 20, fen: 40_000 };
let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(1);
  const { api, county } = office;
  const [clerk, head] = await Promise.all([api.signIn(county.staff.clerk), api.signIn(county.staff.head)]);
  const children = await enrol(api.persistence, CHILDREN);
  const lines = children.map((child, i) => lineOf(child, i < FLAGGED ? { 年级: '三年级' } : {}));
  await clerk.post('/imports', { body: uploadOf(rosterCsv(lines)) });
  const { body } = await clerk.post('/submissions', {
    body: { programmeCode: 'compulsory-living', period: PERIOD },
  });
  const confirmed = await head.post(`/submissions/${body.id}/confirm`, {
    body: { meetingOn: '2026-09-10', members: ['罗建国', '沈慧', '家长代表'] },
  });
  expect(confirmed.body).toMatchObject({ count: CHILDREN, phases: { 'in-review': CHILDREN } });
  await api.persistence.db.query(
    't-last-period',
    `INSERT INTO applications (id, period, programme_code, programme_version, subject_id, school, township, county, phase, visit_no, amount_fen, flags, held, objected, version, revision, last_at, last_hash)
     SELECT gen_random_uuid(), 20252, programme_code, programme_version, subject_id, school, township, county, 'paid', 1, $1, '{}', false, false, 1, 1, 1, ''
     FROM applications WHERE flags = '{}' ORDER BY id LIMIT $2`,
    [BEFORE.fen, BEFORE.children],
  );
}, 120_000);
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const atStage = async (stage: string): Promise<string[]> => {
  const rows = await office.api.persistence.db.query<{ id: string }>(
    't-at-stage',
    "SELECT id FROM applications WHERE phase = 'in-review' AND stage = $1 ORDER BY id",
    [stage],
  );
  return rows.map(({ id }) => id);
};

describe('500 applications of one school', () => {
  it('are approved by the township but for those with flags; the progress survives a reload', async () => {
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    await page.getByRole('button', { name: '同意全部无提示的' }).click();
    await page.getByRole('button', { name: '先看结果' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('将办理 497 件，共 248,500.00 元').waitFor();
    await dialog.getByText('比上学期：新增 477 人，金额 +240,500.00 元').waitFor();
    await screenshot(page, 'bulk-500-preview');
    expect(await atStage('township-review')).toHaveLength(CHILDREN);
    await dialog.getByRole('button', { name: '确认办理 497 件' }).click();
    await page.waitForURL(/bulk=/);
    await page.reload();
    await page.getByRole('progressbar', { name: '批量办理' }).waitFor();
    await screenshot(page, 'bulk-500-progress');
    await page.getByText('已办理 497 件，共 248,500.00 元').waitFor();
    await expectCount(page.locator('.ant-table-row'), FLAGGED);
    await page.reload();
    await page.getByText('已办理 497 件，共 248,500.00 元').waitFor();
    await screenshot(page, 'bulk-500-done');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await atStage('township-review')).toHaveLength(FLAGGED);
    await page.context().close();
  });

  it('are selected by hand by the county, who is told how many that is, and why one of them cannot be decided', async () => {
    const page = await office.signIn('approver');
    // As if news were slow: a colleague decides one of them after it was selected.
    await page.route('**/api/v1/live', (route) => route.abort());
    await page.goto('/worklist?view=flat');
    await page.getByRole('checkbox', { name: '选中已载入的全部' }).check();
    await page.getByText('已选 200 件，共 100,000.00 元').waitFor();
    await page.getByText('列表只载入了前 200 件，其余未选').waitFor();
    await screenshot(page, 'bulk-500-first-page');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '选中全部' }).click();
    await page.getByText('已选 497 件，共 248,500.00 元').waitFor();
    const [decided] = await atStage('county-approval');
    expect((await office.county.approve('approver2', decided!)).ok).toBe(true);
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('button', { name: '先看结果' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('将办理 496 件，共 248,000.00 元').waitFor();
    await dialog.getByText('1 件不能办理，原因如下').waitFor();
    await dialog
      .getByRole('listitem')
      .filter({ hasText: /学生\d+.*韩雪.*同意/ })
      .waitFor();
    await screenshot(page, 'bulk-500-why-not');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '确认办理 496 件' }).click();
    await page.getByText('已办理 496 件，共 248,000.00 元').waitFor();
    await page.getByText('1 件未能办理').waitFor();
    await page
      .getByRole('listitem')
      .getByRole('link', { name: /^学生\d+$/ })
      .waitFor();
    await screenshot(page, 'bulk-500-result');
    expect(await atStage('county-approval')).toHaveLength(0);
    await page.context().close();
  });
});
