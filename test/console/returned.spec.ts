import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleUnderTest, expectCount, OFFICE, screenshot, seriousFaults } from './browser.js';

let office: ConsoleUnderTest;
let id: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start();
  [id] = (await office.county.draft(1)) as [string];
  await office.county.handIn([id]);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

describe('An application that is sent back', () => {
  it('is returned by the township, which names what to correct and says why', async () => {
    const page = await office.signIn('reviewer');
    await page.goto(`/applications/${id}`);
    await page.getByRole('button', { name: '退回补正' }).click();
    const dialog = page.getByRole('dialog');
    for (const item of ['银行卡号', '监护人', '家庭类型']) await dialog.getByRole('checkbox', { name: item }).check();
    await dialog.getByLabel(/意见/).fill('卡号与户名不符，请核对。');
    await dialog.getByRole('button', { name: '退回补正' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goto(`/applications/${id}`);
    await page.getByText('已退回学校补正').waitFor();
    await screenshot(page, 'returned-route');
    await page.goto('/applications');
    await page.getByText('计时暂停').waitFor();
    await page.context().close();
  });

  it('is corrected by the school’s clerk, who reads why and what is on file, and handed in again', async () => {
    const page = await office.signIn('clerk', OFFICE);
    await page.getByRole('link', { name: '本校名单' }).click();
    await page.getByText('卡号与户名不符，请核对。').waitFor();
    await page.getByRole('button', { name: '补正' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('请先在那里更正，再重新报送').waitFor();
    await dialog.getByRole('checkbox', { name: '银行卡号' }).check();
    await dialog.getByRole('checkbox', { name: '监护人' }).check();
    await dialog.getByLabel('新的银行卡号').fill('6228480000000000019');
    await dialog.getByText(/现为：\*+\d{4}/).waitFor();
    await dialog.getByLabel('监护人姓名').fill('沈大河');
    await dialog.getByLabel(/补正说明/).fill('原卡已注销。');
    await screenshot(page, 'returned-correction');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '补正后重新报送' }).click();
    await dialog.getByText('银行卡号不正确，请核对每一位数字').first().waitFor();
    await dialog.getByLabel('新的银行卡号').fill('6228480000000000018');
    await dialog.getByRole('button', { name: '补正后重新报送' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('卡号与户名不符，请核对。').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('comes back to the reviewer, who reads from what to what it was changed', async () => {
    const page = await office.signIn('reviewer');
    await page.goto(`/applications/${id}`);
    await page.getByText(/补正后重新报送：/).waitFor();
    const told = page.getByRole('alert').filter({ hasText: '学校已补正：' });
    await told.getByText(/银行卡号：\*+\d{4} → \*+0018/).waitFor();
    await told.getByText(/监护人姓名：.+ → 沈大河/).waitFor();
    await told.getByText('原卡已注销。').waitFor();
    await expectCount(page.getByText('原卡已注销。'), 2); // there, and in the timeline for good
    await page.getByRole('button', { name: '同意' }).waitFor();
    await screenshot(page, 'returned-seen');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});
