import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { registerOnNoRoll } from '../factories/on-no-roll.js';
import { toNotice } from '../factories/payment.js';
import { bankCard, lineOf, rosterCsv } from '../factories/rosters.js';
import { COUNTY, SCHOOL } from '../factories/small-county.js';
import { upload } from '../factories/uploads.js';
import { ConsoleUnderTest, expectCount, expectFits, screenshot, seriousFaults, TELEPHONE } from './browser.js';

let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(10);
  await severalStandings();
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

/**
 * Ten boarders of one primary school: three handed in, two approved, one with a draft, one refused by its roster row,
 * three forgotten; and one registered girl of nine who is at no school.
 */
async function severalStandings(): Promise<void> {
  const { county } = office;
  const ids = await county.draft(6);
  await county.handIn(ids.slice(0, 3), SCHOOL, undefined, 71);
  await toNotice(county, ids.slice(3, 5));
  const refused = county.children.filter(({ school }) => school === SCHOOL)[6]!;
  const clerk = await office.api.signIn(county.staff.clerk);
  await upload(clerk, rosterCsv([lineOf(refused, { 姓名: '另一个名字' })]));
  await registerOnNoRoll(county, { name: '段小花', born: '20170305', serial: 901 });
}

const cell = (page: Page, row: string, at: number) =>
  page.getByRole('row', { name: row }).first().getByRole('cell').nth(at);

describe('a township’s supervisor', () => {
  it('begins with coverage: who is entitled, how far each school is, and who is missing', async () => {
    const page = await office.signIn('townshipSupervisor');
    await page.waitForURL(/\/coverage$/);
    await page.getByRole('heading', { name: '应助尽助' }).waitFor();
    await page.getByText('应助 11 人，已发放 0 人').waitFor();
    await page.getByText('还差 11 人：5 人正在办理，6 人未助。').waitFor();
    // Office, shares, entitled, paid, approved, applied, not handed in, refused, to be verified.
    const numbers = async (row: string) =>
      Promise.all([2, 3, 4, 5, 6, 7, 8].map(async (at) => Number(await cell(page, row, at).textContent())));
    expect(await numbers('寨坪中心小学')).toEqual([10, 0, 2, 3, 4, 1, 0]);
    expect(await numbers('不在本县学籍')).toEqual([1, 0, 0, 0, 0, 0, 1]);
    expect(await numbers('合计')).toEqual([11, 0, 2, 3, 4, 1, 1]);
    await screenshot(page, 'coverage');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('opens a school and reads each missing child with its reason, and comes back by the path', async () => {
    const page = await office.signIn('townshipSupervisor');
    await page.getByRole('link', { name: '寨坪中心小学' }).click();
    await expectCount(page.locator('.ant-table-row'), 5);
    await page.getByText('姓名与学籍不符').waitFor();
    await page.getByText('已建草稿，尚未报送').waitFor();
    await expectCount(page.getByRole('button', { name: /为 \d+ 人建立申请/ }), 0);
    await screenshot(page, 'coverage-school');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('navigation', { name: '当前单位' }).getByRole('link', { name: '寨坪镇' }).click();
    await cell(page, '不在本县学籍', 8).getByRole('link').click();
    await page.getByText('户编号 H901，2017-03-05 出生').waitFor();
    await page.getByText('段小花').waitFor();
    await screenshot(page, 'coverage-to-verify');
    await page.context().close();
  });

  it('reads it on a telephone as well', async () => {
    const page = await office.signIn('townshipSupervisor', TELEPHONE);
    await page.getByText('应助 11 人，已发放 0 人').waitFor();
    await screenshot(page, 'coverage-telephone');
    await expectFits(page, TELEPHONE);
    await page.getByRole('link', { name: '寨坪中心小学' }).click();
    await page.getByText('姓名与学籍不符').waitFor();
    await screenshot(page, 'coverage-school-telephone');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('takes the figures along as a workbook', async () => {
    const page = await office.signIn('townshipSupervisor');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载表格' }).click();
    expect((await download).suggestedFilename()).toBe('应助尽助-寨坪镇-20261.xlsx');
    await page.context().close();
  });
});

describe('a school’s clerk', () => {
  it('begins drafts for the missing with card and telephone; what is wrong names the child and loses nothing', async () => {
    const page = await office.signIn('clerk');
    await page.getByRole('link', { name: '应助尽助' }).click();
    await page.getByRole('button', { name: '为 4 人建立申请' }).click();
    const form = page.getByRole('dialog');
    const lines = form.getByRole('region');
    await expectCount(lines, 4);
    await form
      .getByRole('button', { name: /^本次不办/ })
      .first()
      .click();
    await expectCount(lines, 3);
    for (const [i, line] of (await lines.all()).entries()) {
      await line.getByRole('textbox', { name: /银行卡号$/ }).fill(bankCard(500 + i));
      await line.getByRole('textbox', { name: /开户银行$/ }).fill('农村信用社');
      await line.getByRole('textbox', { name: /联系电话$/ }).fill(i === 1 ? '12345' : '19900001234');
    }
    await form.getByRole('button', { name: '为 3 人建立申请' }).click();
    const name = (await lines.nth(1).getAttribute('aria-label'))!;
    await lines.nth(1).getByText(`${name}：联系电话应为11位手机号`).waitFor();
    expect(
      await lines
        .nth(0)
        .getByRole('textbox', { name: /银行卡号$/ })
        .inputValue(),
    ).toBe(bankCard(500));
    await screenshot(page, 'coverage-begin');
    expect(await seriousFaults(page)).toEqual([]);
    await lines
      .nth(1)
      .getByRole('textbox', { name: /联系电话$/ })
      .fill('19900005678');
    await form.getByRole('button', { name: '为 3 人建立申请' }).click();
    await page.getByText('已为 3 人建立草稿').waitFor();
    await page.getByRole('button', { name: '为 1 人建立申请' }).waitFor();
    await screenshot(page, 'coverage-begun');
    const [row] = await office.api.persistence.db.query<{ n: number }>(
      't-drafts',
      "SELECT count(*) AS n FROM applications WHERE school = $1 AND phase = 'draft'",
      [SCHOOL],
    );
    expect(row!.n).toBe(1 + 3);
    await page.context().close();
  });
});

describe('a county', () => {
  it('of several townships shows them with their direct schools, programme by programme', async () => {
    const page = await office.signIn('countySupervisor');
    await page.getByText('应助 21 人，已发放 0 人').waitFor();
    await page.getByRole('row', { name: '寨坪镇' }).waitFor();
    await page.getByRole('row', { name: '云岭县实验小学' }).waitFor();
    await page.getByRole('navigation', { name: '资助项目' }).getByText('学前教育贫困家庭幼儿资助').click();
    await page.waitForURL(/programme=preschool-aid/);
    await expectCount(page.getByRole('row', { name: '云岭县实验小学' }), 0);
    await page.context().close();
  });

  it('without a registry says what to do', async () => {
    await office.api.persistence.db.query('t-no-registry', "UPDATE snapshots SET county = 'x' WHERE kind = 'registry'");
    const page = await office.signIn('countySupervisor');
    await page.getByText('还没有帮扶家庭名册，无法统计谁应受助').waitFor();
    await screenshot(page, 'coverage-empty');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
    await office.api.persistence.db.query('t-registry', "UPDATE snapshots SET county = $1 WHERE kind = 'registry'", [
      COUNTY,
    ]);
  });
});
