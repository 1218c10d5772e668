import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { lineOf, rosterCsv } from '../factories/rosters.js';
import { PASSWORD, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, screenshot, seriousFaults } from './browser.js';

let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start();
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const SCRIPT = '<script>alert(1)</script>';
const upload = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

/** By its path, so that not every byte goes through the browser's debugging port. */
function sparseFile(name: string, bytes: number): string {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-upload-')), name);
  fs.closeSync(fs.openSync(file, 'w'));
  fs.truncateSync(file, bytes);
  return file;
}

/** Five children as the school has them: the second's number mistyped, the third under a name that is a program. */
function roster(): Buffer {
  const pupils = office.county.children.filter(({ school }) => school === SCHOOL).slice(0, 5);
  return rosterCsv(
    pupils.map((child, i) => {
      const last = child.idNumber.endsWith('1') ? '2' : '1';
      if (i === 1) return lineOf(child, { 身份证件号: child.idNumber.slice(0, 17) + last });
      return i === 2 ? lineOf(child, { 姓名: SCRIPT }) : lineOf(child);
    }),
  );
}

describe('a school’s roster', () => {
  it('is refused in words where it is no roster, and the page goes on', async () => {
    const page = await office.signIn('clerk');
    await page.getByText('把花名册文件拖到这里').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page
      .locator('input[type=file]')
      .setInputFiles(upload('花名册.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)])));
    await page.getByRole('alert').first().waitFor();
    await screenshot(page, 'import-refused');
    await page.locator('input[type=file]').setInputFiles(sparseFile('大.xlsx', 60 * 1024 * 1024));
    await page.getByText('文件超过 32 MB').waitFor();
    await page.context().close();
  });

  it('is dropped by the clerk, who sees each bad row with its reason; a name that is a program is only text', async () => {
    const page = await office.signIn('clerk');
    page.on('dialog', (dialog) => office.complaints.push(`a script ran: ${dialog.message()}`));
    await page.locator('input[type=file]').setInputFiles(upload('寨坪中心小学.csv', roster()));
    await page.waitForURL(/imports\/[0-9a-f-]{36}/);
    await page.getByText('去报送').waitFor();
    await page.getByText(SCRIPT).first().waitFor();
    await screenshot(page, 'import');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByText('有错误的', { exact: true }).click();
    await page.waitForURL(/show=rejected/);
    await page.getByText('正确', { exact: true }).first().waitFor({ state: 'detached' });
    await expectCount(page.getByText('错误', { exact: true }), 2);
    await page.getByRole('button', { name: '去报送' }).click();
    await page.getByRole('combobox', { name: '资助项目' }).click();
    await page.getByTitle('义务教育家庭经济困难学生生活补助').click();
    await page.getByRole('button', { name: '先看结果' }).click();
    await page.getByText(/将报送 3 件/).waitFor();
    await screenshot(page, 'hand-in');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '报送 3 件' }).click();
    await page.getByText('待校长确认').first().waitFor();
    await page.context().close();
  });

  it('is confirmed by the head with the review meeting, and lies before the township', async () => {
    const page = await office.signIn('head');
    await page.getByRole('link', { name: '报送', exact: true }).click();
    await page.getByRole('button', { name: '确认报送' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('罗建国');
    await page.keyboard.press('Enter');
    await screenshot(page, 'head-confirms');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '确认报送' }).click();
    await page.getByText('已报送').first().waitFor();
    const [row] = await office.api.persistence.db.query<{ n: number }>(
      't-in-review',
      "SELECT count(*) AS n FROM applications WHERE phase = 'in-review'",
    );
    expect(row!.n).toBe(3);
    await page.context().close();
  });
});

describe('a school head', () => {
  it('finds where each child’s application is', async () => {
    const page = await office.signIn('head');
    await page.getByRole('link', { name: '申请查询' }).click();
    await expectCount(page.locator('.ant-table-row'), 3);
    await page.goto('/applications?phase=paid');
    await page.getByText('没有符合条件的申请').waitFor();
    await page.goto('/applications?phase=in-review');
    await expectCount(page.locator('.ant-table-row'), 3);
    await screenshot(page, 'applications');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('finds one child by name, and goes from there to its application', async () => {
    const page = await office.signIn('head');
    await page.goto('/applications');
    await page.getByRole('tab', { name: '查学生' }).click();
    await page.getByLabel('姓名或身份证号').fill('学生');
    await page.getByRole('button', { name: '查询' }).click();
    await expectCount(page.locator('.ant-table-row'), 3);
    expect(page.url()).not.toContain(encodeURIComponent('学生'));
    await expectCount(page.getByText('查验记录'), 0); // the trail is for auditors and leaders
    await screenshot(page, 'applications-child');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '查看申请' }).first().click();
    await page.getByText('审批流程').waitFor();
    await page.context().close();
  });
});

describe('signing in', () => {
  it('says what is wrong, and in English when asked', async () => {
    const page = await office.open();
    await page.goto('/');
    await page.getByLabel('账号').fill('nobody');
    await page.getByLabel('密码').fill('nothing');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    await screenshot(page, 'sign-in');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.context().close();
  });

  it('forgets what one person began to write before the next one sits down at the same page', async () => {
    const page = await office.signIn('reviewer');
    const openApproval = async () => {
      await page.getByRole('button', { name: '寨坪中心小学' }).click();
      await page.locator('.ant-table-row').first().getByRole('link').click();
      await page.getByRole('button', { name: '同意' }).click();
      return page.getByRole('dialog').getByLabel(/意见/);
    };
    await (await openApproval()).fill('只给自己看的话');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('账号').fill(office.county.staff.reviewer2.login);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    const opinion = await openApproval();
    await opinion.waitFor();
    expect(await opinion.inputValue()).toBe('');
    await page.context().close();
  });

  it('is asked for again when a session ends under an open page, and what was typed is still there', async () => {
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    await page.locator('.ant-table-row').first().getByRole('link').click();
    await page.getByRole('button', { name: '同意' }).click();
    const opinion = page.getByRole('dialog').getByLabel(/意见/);
    await opinion.fill('材料齐全');
    await office.api.persistence.db.query('t-end-sessions', 'DELETE FROM sessions');
    await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
    await page.getByText('登录已失效').waitFor();
    await screenshot(page, 'session-over');
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('登录已失效').waitFor({ state: 'detached' });
    expect(await opinion.inputValue()).toBe('材料齐全');
    await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
