import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { rosterCsv } from '../factories/rosters.js';
import type { StaffName } from '../factories/small-county.js';
import { ConsoleUnderTest, expectFits, OFFICE, screenshot, seriousFaults, TELEPHONE } from './browser.js';

let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(0);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

/** What each page says where there is nothing to show. */
const SAYS: Readonly<Record<string, string>> = {
  '/applications': '还没有申请。学校导入花名册后',
  '/coverage': '这里没有应受助的学生',
  '/history': '这段时间内没有办理记录',
  '/imports': '还没有导入过花名册',
  '/inbox': '没有消息。',
  '/my-school': '名单里还没有学生，请先由县里导入学籍',
  '/objections': '没有这类异议',
  '/payments': '还没有发放批次。',
  '/submissions': '还没有报送。',
  '/supervision': '目前没有在办的申请',
  '/worklist': '没有待办。学校报送、前一环节办结后',
};
/** Leaders look after the notices; townships hear the objections. */
const SUPERVISOR_SAYS = { ...SAYS, '/objections': '还没有设置监督电话' };

const ROLES = {
  clerk: SAYS,
  head: SAYS,
  reviewer: SAYS,
  approver: SAYS,
  townshipSupervisor: SUPERVISOR_SAYS,
  countySupervisor: SUPERVISOR_SAYS,
  finance: SAYS,
  auditor: SAYS,
} as const satisfies Partial<Record<StaffName, typeof SAYS>>;

/** What leads to every page of whoever is signed in: the menu, and the bell. */
async function linksOf(page: Page): Promise<Locator[]> {
  const menu = page.getByRole('navigation', { name: '菜单' });
  await menu.getByRole('link').first().waitFor();
  return [...(await menu.getByRole('link').all()), page.getByRole('banner').getByRole('button', { name: '消息' })];
}

async function expectSaid(page: Page, sentence: string): Promise<void> {
  await page.getByText(sentence).first().waitFor();
  expect(await page.locator('.ant-alert-error').allTextContents()).toEqual([]);
}

describe('in a county where nothing has happened yet', () => {
  it.each(Object.entries(ROLES) as [StaffName, typeof SAYS][])(
    'every page of the %s says so, and what comes there',
    async (who, says) => {
      const page = await office.signIn(who);
      for (const link of await linksOf(page)) {
        await link.click();
        const address = (await link.getAttribute('href')) ?? '/inbox';
        await expectSaid(page, says[address]!);
        await screenshot(page, `empty-${who}${address.replace('/', '-')}`);
        await expectFits(page, TELEPHONE);
        await page.setViewportSize(OFFICE);
      }
      expect(await seriousFaults(page)).toEqual([]);
      await page.context().close();
    },
  );
});

describe('in a county of which only the offices are known', () => {
  beforeAll(async () => {
    for (const table of ['snapshots', 'periods'])
      await office.api.persistence.db.query(`t-without-${table}`, `DELETE FROM ${table}`);
  });

  it('the pages name what has to be loaded, and by whom', async () => {
    const page = await office.signIn('countySupervisor');
    await page.goto('/coverage');
    await expectSaid(page, '请联系系统管理员');
    await screenshot(page, 'bare-coverage');
    await page.goto('/supervision');
    await expectSaid(page, '尚未设置学期');
    await screenshot(page, 'bare-supervision');
    await page.context().close();
  });

  it('a school sees an empty list, and a roster is refused with the reason', async () => {
    const page = await office.signIn('clerk');
    await page.goto('/my-school');
    await expectSaid(page, '名单里还没有学生，请先由县里导入学籍');
    await page.getByText('尚未设置学期').waitFor();
    await screenshot(page, 'bare-my-school');
    await page.goto('/imports');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer: rosterCsv([]) });
    await page.getByText('请联系系统管理员开放学期').waitFor();
    await screenshot(page, 'bare-import');
    await page.context().close();
  });
});
