import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Clock, toPayment } from '../factories/payment.js';
import { ConsoleUnderTest, screenshot, seriousFaults } from './browser.js';

const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(8, { clock: () => clock.now });
  await toPayment(office.county, clock, await office.county.draft(3));
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

describe('county finance', () => {
  it('sees what a batch would pay, makes it, and is not offered to release it alone', async () => {
    const page = await office.signIn('finance');
    await page.getByRole('combobox', { name: '资助项目' }).click();
    await page.getByTitle('义务教育家庭经济困难学生生活补助').click();
    await page.getByRole('button', { name: '先看结果' }).click();
    await page.getByText('将发放 3 件，共 1,500.00 元').waitFor();
    await screenshot(page, 'payments');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '建立批次' }).click();
    await page.waitForURL(/payments\/[0-9a-f-]{36}/);
    await page.getByText('正在核对').waitFor();
    await page.getByRole('button', { name: '取消批次' }).waitFor();
    expect(await page.getByRole('button', { name: '复核放行' }).count()).toBe(0);
    await screenshot(page, 'payment-batch');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('finds the batch in the list', async () => {
    const page = await office.signIn('finance2');
    await page.getByRole('link', { name: /义务教育家庭经济困难学生生活补助/ }).click();
    await page.getByText('正在核对').waitFor();
    await page.context().close();
  });
});

describe('an auditor', () => {
  it('sees what one person decided, and from there the application with its proven record', async () => {
    const page = await office.signIn('auditor');
    await page.goto(`/late?from=2026-09-01&to=2026-10-31&person=${office.county.staff.approver.id}`);
    await page.getByRole('heading', { name: '李卫东 的全部决定' }).waitFor();
    await page.getByRole('link', { name: '同意' }).nth(2).waitFor();
    await screenshot(page, 'decisions');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '同意' }).first().click();
    await page.getByText('记录完整，未被改动').waitFor();
    await page.context().close();
  });
});
