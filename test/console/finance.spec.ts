import fs from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freezeBatch, settleBank, writeBankFiles } from '#persistence';
import { type Clock, setAccount, toPayment } from '../factories/payment.js';
import { ConsoleUnderTest, screenshot, seriousFaults } from './browser.js';

const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
const PROGRAMME = '义务教育家庭经济困难学生生活补助';
const CO_OPERATIVE = '农村信用社';
const FARMERS_BANK = '农业银行';
const CORRECTED = '6228480000000009993';
let office: ConsoleUnderTest;
/** The batch's id, once the first person has made it. */
let batch: string;
/** The child whose money came back. */
let sentBackTo: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(8, { clock: () => clock.now });
  const ids = await office.county.draft(3);
  await setAccount(office.county, ids[2]!, '6228480000000001234', FARMERS_BANK);
  await toPayment(office.county, clock, ids);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const makeBatch = async (page: Page) => {
  await page.goto('/payments');
  await page.getByRole('combobox', { name: '资助项目' }).click();
  await page.getByTitle(PROGRAMME).click();
  await page.getByRole('button', { name: '先看结果' }).click();
};
const open = async (who: 'finance' | 'finance2') => {
  const page = await office.signIn(who);
  await page.goto(`/payments/${batch}`);
  return page;
};
/** A bank's answer to the file it was sent, read as the bank reads it. */
const answer = (sent: string, results: readonly string[]) =>
  [
    '序号,金额,结果,原因',
    ...sent
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line, i) => {
        const [number, , , amount] = line.split(',');
        return `${number},${amount},${results[i]}`;
      }),
  ].join('\n');
const csv = (text: string) => ({ name: '回单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
const files = new Map<string, string>();

describe('county finance', () => {
  it('sees what a batch would pay and makes it', async () => {
    const page = await office.signIn('finance');
    await makeBatch(page);
    await page.getByText('将发放 3 件，共 1,500.00 元').waitFor();
    await screenshot(page, 'payments');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '建立批次' }).click();
    await page.waitForURL(/payments\/[0-9a-f-]{36}/);
    batch = page.url().split('/').at(-1)!;
    await page.getByText('正在核对').waitFor();
    await page.context().close();
  });

  it('who made it does not release it, and reads who can', async () => {
    await freezeBatch(office.api.persistence, batch);
    const page = await open('finance');
    await page.getByText('须由另一位财务人员复核放行。可由 许峰 办理。').waitFor();
    expect(await page.getByRole('button', { name: '复核放行' }).count()).toBe(0);
    await screenshot(page, 'payment-batch-first-person');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('who tries all the same is told in words, by name', async () => {
    const finance = await office.api.signIn(office.county.staff.finance);
    const { status, body } = await finance.post(`/payment-batches/${batch}/release`, { body: { totalFen: 150_000 } });
    expect({ status, zh: body.messages.zh }).toEqual({
      status: 403,
      zh: '批次是您建立的，须由另一位财务人员复核放行。可由许峰办理。',
    });
  });

  it('is released by the second person, who sees the total once more', async () => {
    const page = await open('finance2');
    await page.getByRole('button', { name: '复核放行' }).click();
    await page.getByText('确认放行 1,500.00 元？').waitFor();
    await screenshot(page, 'payment-release');
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByText('正在生成银行文件').waitFor();
    await page.context().close();
  });

  it('downloads one file per bank, with account numbers in full, and that is recorded', async () => {
    await writeBankFiles(office.api.persistence, batch);
    const page = await open('finance');
    for (const bank of [CO_OPERATIVE, FARMERS_BANK]) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `下载${bank}文件` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`发放-20261-${bank}.csv`);
      files.set(bank, await fs.readFile(await download.path(), 'utf8'));
    }
    expect(files.get(FARMERS_BANK)!.split('\r\n')[1]).toMatch(/^\d,学生\d+,6228480000000001234,500\.00,/);
    expect(files.get(CO_OPERATIVE)!.trim().split('\r\n')).toHaveLength(3);
    await page.reload(); // no longer over the link: it has its own colour again
    await page.getByRole('link', { name: `下载${FARMERS_BANK}文件` }).waitFor();
    await screenshot(page, 'payment-batch-sent');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('reads line by line what is wrong with a return that is not this batch’s', async () => {
    const page = await open('finance');
    await page.locator('input[type=file]').setInputFiles(csv('序号,金额,结果\n9,500.00,成功\n1,499.00,成功'));
    await page.getByText(/本批次没有序号 9/).waitFor();
    await screenshot(page, 'payment-return-faulty');
    await page.context().close();
  });

  it('uploads the returns; what came back stands there with its reason', async () => {
    const page = await open('finance');
    const upload = page.locator('input[type=file]');
    await upload.setInputFiles(csv(answer(files.get(CO_OPERATIVE)!, ['成功,', '失败,收款人户名不符'])));
    await page.getByText(`${CO_OPERATIVE}：到账 1 笔，退票 1 笔，不明 0 笔`).waitFor();
    await settleBank(office.api.persistence, batch, CO_OPERATIVE);
    await upload.setInputFiles(csv(answer(files.get(FARMERS_BANK)!, ['成功,'])));
    await page.getByText(`${FARMERS_BANK}：到账 1 笔，退票 0 笔，不明 0 笔`).waitFor();
    await settleBank(office.api.persistence, batch, FARMERS_BANK);
    await page.getByText('已结清').waitFor();
    await page.getByText('退票', { exact: true }).last().click();
    await page.getByRole('cell', { name: '户名不符' }).waitFor();
    sentBackTo =
      (await page
        .getByRole('row', { name: /户名不符/ })
        .getByRole('cell')
        .nth(1)
        .textContent()) ?? '';
    await screenshot(page, 'payment-batch-settled');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('reissues it with the corrected card, after the check digit has caught a slip of the pen', async () => {
    const page = await open('finance');
    await page.getByRole('button', { name: '重新发放' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('更正后的银行卡号').fill(`${CORRECTED.slice(0, -1)}6`);
    await dialog.getByRole('button', { name: '重新发放' }).click();
    await dialog.getByText('卡号的校验位不符').waitFor();
    await screenshot(page, 'payment-reissue');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByLabel('更正后的银行卡号').fill(CORRECTED);
    await dialog.getByRole('button', { name: '重新发放' }).click();
    await page.getByText('已转入待发放').waitFor();
    await page.getByRole('button', { name: '重新发放' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('and the next batch pays that child alone, to the corrected card', async () => {
    const page = await office.signIn('finance2');
    await makeBatch(page);
    await page.getByText('将发放 1 件，共 500.00 元').waitFor();
    await page.getByRole('button', { name: '建立批次' }).click();
    await page.waitForURL(/payments\/[0-9a-f-]{36}/);
    batch = page.url().split('/').at(-1)!;
    await freezeBatch(office.api.persistence, batch);
    const second = await open('finance');
    await second.getByRole('button', { name: '复核放行' }).click();
    await second.getByRole('button', { name: '确定' }).click();
    await second.getByText('正在生成银行文件').waitFor();
    await writeBankFiles(office.api.persistence, batch);
    await second.getByRole('link', { name: `下载${CO_OPERATIVE}文件` }).waitFor();
    await second.locator('input[type=file]').setInputFiles(csv('序号,金额,结果\n1,500.00,成功'));
    await second.getByText(/到账 1 笔/).waitFor();
    await settleBank(office.api.persistence, batch, CO_OPERATIVE);
    await second.getByText('已结清').waitFor();
    await second.getByRole('cell', { name: sentBackTo }).waitFor();
    await second.getByRole('cell', { name: '***************9993' }).waitFor();
    for (const each of [page, second]) await each.context().close();
  });

  it('finds both batches in the list', async () => {
    const page = await office.signIn('finance2');
    await page
      .getByRole('link', { name: new RegExp(PROGRAMME) })
      .nth(1)
      .waitFor();
    await screenshot(page, 'payments-list');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('an auditor', () => {
  it('reads a batch and is offered nothing to do with it', async () => {
    const page = await office.signIn('auditor');
    await page.goto(`/payments/${batch}`);
    await page.getByText('已结清').waitFor();
    expect(await page.getByRole('link', { name: /下载/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /放行|上传|取消批次|重新发放/ }).count()).toBe(0);
    await page.context().close();
  });
});
