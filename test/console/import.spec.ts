import fs from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readRosterFile } from '#roster-files';
import { bankCard, lineOf, type RosterLine, rosterCsv } from '../factories/rosters.js';
import { type Child, KINDERGARTEN, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, screenshot, seriousFaults, TELEPHONE } from './browser.js';

let office: ConsoleUnderTest;
let pupils: Child[];

beforeAll(async () => {
  office = await ConsoleUnderTest.start(12);
  pupils = office.county.children.filter(({ school }) => school === SCHOOL);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const mistyped = ({ idNumber }: Child): string => idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');

/** Seven children of 寨坪中心小学: one number mistyped, one card mistyped, one grade that differs from the roll's. */
function roster(): RosterLine[] {
  return pupils.slice(0, 7).map((child, i) => {
    if (i === 1) return lineOf(child, { 身份证件号: mistyped(child) });
    if (i === 3) return lineOf(child, { 银行卡号: bankCard(77).replace(/.$/, (d) => String((Number(d) + 1) % 10)) });
    return i === 4 ? lineOf(child, { 年级: '三年级' }) : lineOf(child);
  });
}

const dropped = async (page: Page, name: string, bytes: Buffer) => {
  await page.locator('input[type=file]').setInputFiles(file(name, bytes));
};
const row = (page: Page, line: number) => page.locator(`.ant-table-row[data-row-key="${line}"]`);

describe('A clerk with the roster of 寨坪中心小学', () => {
  it('corrects two rows in place by keyboard, and hands in what is good', async () => {
    const page = await office.signIn('clerk');
    await dropped(page, '寨坪中心小学.csv', rosterCsv(roster()));
    await page.waitForURL(/imports\/[0-9a-f-]{36}/);
    await row(page, 5).waitFor();
    await screenshot(page, 'import-rows');
    expect(await seriousFaults(page)).toEqual([]);

    const [marked] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载标注结果' }).click(),
    ]);
    expect(marked.suggestedFilename()).toBe('寨坪中心小学（标注结果）.xlsx');
    const read = await readRosterFile(await fs.readFile(await marked.path()));
    const outcomes = read.ok ? read.rows.map(({ cells }) => cells[10]) : [];
    expect(outcomes).toEqual(['处理结果', '正确', '错误', '正确', '错误', '提示', '正确', '正确']);

    await page.keyboard.press('n');
    await page.keyboard.press('e');
    const idNumber = page.getByLabel('身份证件号', { exact: true });
    await idNumber.waitFor();
    expect(await idNumber.inputValue()).toBe(mistyped(pupils[1]!));
    expect(await page.locator('input:focus').getAttribute('data-cell')).toBe('idNumber');
    await screenshot(page, 'import-correct');
    expect(await seriousFaults(page)).toEqual([]);
    await idNumber.fill(pupils[1]!.idNumber);
    await page.keyboard.press('Enter');
    await row(page, 3).getByText('正确', { exact: true }).waitFor();
    await idNumber.waitFor({ state: 'detached' });

    // The next row with an error is where one now stands.
    await page.keyboard.press('e');
    const card = page.getByLabel('银行卡号', { exact: true });
    await card.waitFor();
    await card.fill(bankCard(78));
    await page.keyboard.press('Enter');
    await row(page, 5).getByText('正确', { exact: true }).waitFor();
    await expectCount(page.getByText('错误', { exact: true }), 0);
    await page.getByText('去报送（7 件）').waitFor();
    await screenshot(page, 'import-corrected');

    await page.reload();
    await expectCount(page.getByText('已更正', { exact: true }), 2);
    await page.getByRole('button', { name: /去报送/ }).click();
    await page.getByRole('combobox', { name: '资助项目' }).click();
    await page.getByTitle('义务教育家庭经济困难学生生活补助').click();
    await page.getByRole('button', { name: '先看结果' }).click();
    await page.getByText(/将报送 7 件/).waitFor();
    await page.getByRole('button', { name: '报送 7 件' }).click();
    await page.getByText('待校长确认').first().waitFor();

    await page.goBack();
    await page.goto('/imports');
    await page.getByRole('link', { name: '寨坪中心小学.csv' }).click();
    await row(page, 3).getByRole('button', { name: '撤销更正' }).click();
    await page.getByText('已经报送，不能再在花名册中更正').waitFor();
    await screenshot(page, 'import-handed-in');
    await page.context().close();
  });

  it('has it confirmed by the school’s head', async () => {
    const page = await office.signIn('head');
    await page.goto('/submissions');
    await page.getByRole('button', { name: '确认报送' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('罗建国');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '确认报送' }).click();
    await page.getByText('已报送').first().waitFor();
    const [found] = await office.api.persistence.db.query<{ n: number }>(
      't-confirmed',
      "SELECT count(*) AS n FROM applications WHERE phase = 'in-review'",
    );
    expect(found!.n).toBe(7);
    await page.context().close();
  });
});

describe('The page of an import', () => {
  it('takes a correction back, leaves one with Esc, and discards an upload of which nothing was handed in', async () => {
    const page = await office.signIn('clerk');
    const [child] = pupils.slice(8);
    await dropped(page, '补报.csv', rosterCsv([lineOf(child!, { 姓名: '某某' })]));
    await row(page, 2).getByText('错误', { exact: true }).waitFor();
    await row(page, 2).getByRole('button', { name: '更正第 2 行' }).click();
    const name = page.getByLabel('学生姓名', { exact: true });
    await name.fill('又错');
    await page.keyboard.press('Escape');
    await name.waitFor({ state: 'detached' });
    await row(page, 2).getByText('某某').first().waitFor();
    await row(page, 2).getByRole('button', { name: '更正第 2 行' }).click();
    await name.fill(child!.name);
    await page.getByRole('button', { name: '保存并重新核对' }).click();
    await row(page, 2).getByText('正确', { exact: true }).waitFor();
    await row(page, 2).getByRole('button', { name: '撤销更正' }).click();
    await row(page, 2).getByText('错误', { exact: true }).waitFor();
    await page.getByRole('button', { name: '作废本次导入' }).click();
    await page
      .getByRole('button', { name: '确 定' })
      .or(page.getByRole('button', { name: '确定' }))
      .click();
    await page.getByText('本次导入已作废').waitFor();
    await page.context().close();
  });

  it('says in words what is wrong with a program, and with another school’s roster', async () => {
    const page = await office.signIn('clerk');
    await dropped(page, '花名册.xlsx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]));
    await page.getByText('这是可执行程序，不是花名册').waitFor();
    const others = office.county.children.filter(({ school }) => school === KINDERGARTEN).slice(0, 5);
    await dropped(page, '花名册.csv', rosterCsv(others.map((child) => lineOf(child))));
    await page.getByText('这像是寨坪中心幼儿园的花名册').waitFor();
    await screenshot(page, 'import-other-school');
    await page.context().close();
  });

  it('is read on a telephone, row by row', async () => {
    const page = await office.signIn('clerk', TELEPHONE);
    const [child] = pupils.slice(9);
    await dropped(page, '补报二.csv', rosterCsv([lineOf(child!), lineOf(child!)]));
    await page.getByText('是重复的一行').waitFor();
    await screenshot(page, 'import-telephone');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});
