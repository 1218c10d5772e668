import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lineOf, rosterCsv } from '../factories/rosters.js';
import { PASSWORD, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, screenshot, seriousFaults } from './browser.js';

const OPINION = '材料齐全，情况属实';
let office: ConsoleUnderTest;
/** An application before the township, of each test its own. */
let id: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(12);
});
afterAll(() => office.stop());
beforeEach(async () => {
  [id] = (await office.county.draft()) as [string];
  await office.county.handIn([id], SCHOOL, undefined, ++batches);
});
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

let batches = 0;
const stateOf = async (application: string) => {
  const [row] = await office.api.persistence.db.query<{ phase: string; stage: string }>(
    't-state',
    'SELECT phase, stage FROM applications WHERE id = $1',
    [application],
  );
  return row!;
};
/** Who approved, in order. */
const approvedBy = async (application: string) => {
  const rows = await office.api.persistence.db.query<{ name: string }>(
    't-approved-by',
    "SELECT s.name FROM audit.events e JOIN staff s ON s.id = e.actor WHERE e.stream = $1 AND e.type = 'ApplicationApproved' ORDER BY e.version",
    [application],
  );
  return rows.map(({ name }) => name);
};

/** The dialog in which somebody is about to approve, with what they think of it. */
async function aboutToApprove(page: Page, application: string) {
  await page.goto(`/applications/${application}`);
  await page.getByRole('button', { name: '同意', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^同意/ });
  await dialog.getByLabel(/意见/).fill(OPINION);
  return {
    dialog,
    opinion: dialog.getByLabel(/意见/),
    give: dialog.getByRole('button', { name: '同意', exact: true }),
  };
}

/** Another tab of the same window, in which the one leaves and the other sits down. */
async function signInInAnotherTab(page: Page, who: 'approver'): Promise<Page> {
  const tab = await office.tab(page.context());
  await tab.goto('/');
  await tab.getByRole('button', { name: '退出登录' }).click();
  return office.enter(tab, who);
}

describe('two tabs, in the second of which somebody else signs in', () => {
  it('nothing is done in the first under the other name; its own person signs in again, and what was typed is sent', async () => {
    const first = await office.signIn('reviewer');
    const { opinion, give } = await aboutToApprove(first, id);
    const second = await signInInAnotherTab(first, 'approver');
    await first.bringToFront();
    const stopped = first.getByRole('dialog', { name: '已在另一个窗口换了身份或岗位' });
    // Sent whether or not the page has noticed by itself yet.
    const answered = first.waitForResponse(/\/approve$/);
    await give.dispatchEvent('click');
    expect((await (await answered).json()).code).toBe('AUTH.ANOTHER_POST');
    await stopped.getByText(/本页是周文（寨坪镇中心学校 审核人）打开的/).waitFor();
    await screenshot(first, 'two-tabs');
    expect(await seriousFaults(first)).toEqual([]);
    expect(await approvedBy(id)).toEqual([]);

    await stopped.getByLabel('密码').fill(PASSWORD);
    await stopped.getByRole('button', { name: '登录', exact: true }).click();
    await stopped.waitFor({ state: 'detached' });
    expect(await opinion.inputValue()).toBe(OPINION);
    await give.click();
    await opinion.waitFor({ state: 'detached' });
    expect(await approvedBy(id)).toEqual(['周文']);

    await second.bringToFront();
    await second.goto('/worklist');
    await second.getByText('周文', { exact: true }).waitFor();
    await first.context().close();
  });

  it('the first goes on as who is signed in now only when asked to, with nothing of the other left on it', async () => {
    const first = await office.signIn('reviewer');
    await aboutToApprove(first, id);
    await signInInAnotherTab(first, 'approver');
    await first.bringToFront();
    await first.getByRole('button', { name: '以现在登录的身份继续' }).click();
    await first.getByText('李卫东', { exact: true }).waitFor();
    expect(await first.getByText('周文').count()).toBe(0);
    expect(await stateOf(id)).toEqual({ phase: 'in-review', stage: 'township-review' });
    await first.context().close();
  });
});

describe('a session that ends', () => {
  it('while a clerk corrects a row: signed in again in place, what was typed is there, and is saved', async () => {
    const child = office.county.children.filter(({ school }) => school === SCHOOL).at(-1)!;
    const page = await office.signIn('clerk');
    const bytes = rosterCsv([lineOf(child, { 姓名: '错名' })]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '花名册.csv', mimeType: 'application/octet-stream', buffer: bytes });
    const row = page.locator('.ant-table-row[data-row-key="2"]');
    await row.getByText('错误', { exact: true }).waitFor();
    await row.getByRole('button', { name: '更正第 2 行' }).click();
    const name = page.getByLabel('学生姓名', { exact: true });
    await name.fill(child.name);
    await office.api.persistence.db.query('t-end-sessions', 'DELETE FROM sessions');
    await page.getByRole('button', { name: '保存并重新核对' }).click();
    const over = page.getByRole('dialog', { name: '登录已失效' });
    await over.getByLabel('密码').fill(PASSWORD);
    await screenshot(page, 'session-over-row');
    await over.getByRole('button', { name: '登录', exact: true }).click();
    await over.waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe(child.name);
    await page.getByRole('button', { name: '保存并重新核对' }).click();
    await row.getByText('正确', { exact: true }).waitFor();
    await page.context().close();
  });
});

describe('a decision on an application', () => {
  it('withdrawn a second ago is refused in words; the opinion stays, and nothing is decided', async () => {
    const page = await office.signIn('reviewer');
    // As if the news were still on its way.
    await page.route('**/api/v1/live', (route) => route.abort());
    const { dialog, opinion, give } = await aboutToApprove(page, id);
    const command = { type: 'WithdrawApplication' as const, revision: await office.county.revision(id) };
    await office.county.must(office.county.give('clerk', { kind: 'application', id, command }));
    await give.click();
    await dialog.getByRole('alert').getByText(/撤回/).first().waitFor();
    await screenshot(page, 'withdrawn-before-decision');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await opinion.inputValue()).toBe(OPINION);
    expect((await stateOf(id)).phase).toBe('withdrawn');
    await page.context().close();
  });
});

describe('an API that restarts under an open page', () => {
  it('is told after three seconds, comes back by itself, and the page is current with what was typed still there', async () => {
    const page = await office.signIn('reviewer');
    const heard = page.waitForResponse(/\/api\/v1\/live$/);
    const { opinion } = await aboutToApprove(page, id);
    await heard;
    await office.api.goAway();
    const away = page.getByText('与服务器的连接中断，正在重新连接');
    await away.waitFor();
    await screenshot(page, 'server-away');
    expect(await seriousFaults(page)).toEqual([]);
    // Decided meanwhile, by a colleague at another API.
    expect((await office.county.approve('reviewer2', id)).ok).toBe(true);
    await office.api.comeBack();
    await away.waitFor({ state: 'detached' });
    await page.getByText(/刚刚有了变化/).waitFor();
    await screenshot(page, 'server-back');
    expect(await opinion.inputValue()).toBe(OPINION);
    await page.context().close();
  });

  it('gets what was sent while it was away, once', async () => {
    const page = await office.signIn('reviewer');
    const { opinion, give } = await aboutToApprove(page, id);
    await office.api.goAway();
    await give.click();
    await office.api.comeBack();
    await opinion.waitFor({ state: 'detached' });
    expect(await approvedBy(id)).toEqual(['周文']);
    await page.context().close();
  });
});
