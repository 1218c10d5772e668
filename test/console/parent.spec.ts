import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Clock, closeNotice, toNotice } from '../factories/payment.js';
import { DIRECT_SCHOOL, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, expectFits, OFFICE, screenshot, seriousFaults, TELEPHONE } from './browser.js';
import { printed } from './pdf.js';

const clock: Clock = { now: Date.now() };
const SUPERVISION = '0851-6612345';
const SAID = '这户人家在县城有两套房，去年买了车。';
const WHO = '张大山 19900001111';
let office: ConsoleUnderTest;
let ids: string[];
/** The child that is objected to, by its name on the notice. */
let child: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(8, { clock: () => clock.now });
  ids = await office.county.draft(3);
  await toNotice(office.county, ids);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const clockRuns = async () => {
  const rows = await office.api.persistence.db.query<{ objected: boolean }>(
    't-objected',
    'SELECT objected FROM applications WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return rows.filter(({ objected }) => !objected).length;
};

describe('what stands under a notice', () => {
  it('is set by the county’s supervisor', async () => {
    const page = await office.signIn('countySupervisor');
    await page.getByRole('link', { name: '公示异议' }).click();
    await page.getByText('还没有设置监督电话').waitFor();
    await page.getByLabel('监督电话').fill('打电话');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('请填写电话号码').waitFor();
    await page.getByLabel('监督电话').fill(SUPERVISION);
    await screenshot(page, 'notice-settings');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    await page.getByText('还没有设置监督电话').waitFor({ state: 'detached' });
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('a parent on a telephone', () => {
  it('finds the child on the notice, without signing in, and how to object', async () => {
    const page = await office.open(TELEPHONE);
    await page.goto(`/notice/${SCHOOL}`);
    await page.getByRole('heading', { name: '寨坪中心小学学生资助公示' }).waitFor();
    await expectCount(page.getByRole('link', { name: /^对.*提出异议$/ }), 3);
    child = (await page.getByRole('row').nth(1).getByRole('cell').nth(1).textContent()) ?? '';
    expect(child).toMatch(/^学生\d+$/);
    await page.getByText(`监督电话：${SUPERVISION}`).waitFor();
    await screenshot(page, 'telephone-notice');
    expect(await seriousFaults(page)).toEqual([]);
    await expectFits(page, TELEPHONE);
    await page.context().close();
  });

  it('objects to a row by a form that needs no script, and gets a number', async () => {
    const page = await office.open(TELEPHONE);
    await page.goto(`/notice/${SCHOOL}`);
    await page.getByRole('link', { name: `对${child}提出异议` }).click();
    await page.getByText(`所指学生：${child}`).waitFor();
    await page.getByLabel('反映的情况').fill('短短短短');
    await page.getByLabel('您的姓名和联系电话').fill(WHO);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请写明反映的情况').waitFor();
    expect(await page.getByLabel('您的姓名和联系电话').inputValue()).toBe(WHO);
    await page.getByLabel('反映的情况').fill(SAID);
    await screenshot(page, 'telephone-objection');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText(/编号：/).waitFor();
    expect(page.url()).toMatch(/\/objection\/[0-9a-f-]{36}$/);
    await screenshot(page, 'telephone-objection-received');
    expect(await clockRuns()).toBe(3); // anybody may speak; nothing is suspended by it
    await page.context().close();
  });

  it('comes out of the printer with the telephone, room for a seal and nothing to click', async () => {
    const page = await office.open(OFFICE);
    await page.goto(`/notice/${SCHOOL}`);
    expect(await printed(page, 'print-notice')).toEqual({ pages: 1 });
    await page.emulateMedia({ media: 'print' });
    await page.getByText('（公章）').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    await page.context().close();
  });
});

describe('the township', () => {
  it('hears who spoke and confirms it: from then on that child’s notice stands still', async () => {
    const page = await office.signIn('reviewer2');
    await page.goto('/objections');
    await screenshot(page, 'objections');
    await page.getByRole('button', { name: /^查看寨坪中心小学/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(SAID).waitFor();
    await dialog.getByText(WHO).waitFor();
    await screenshot(page, 'objection');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '已核实身份，受理' }).click();
    await page.getByText('没有这类异议').waitFor();
    expect(await clockRuns()).toBe(2);
    await page.context().close();
  });

  it('finds that nothing is in it, and the notice goes on', async () => {
    const page = await office.signIn('reviewer2');
    await page.goto('/objections');
    await page.getByText('已受理').click();
    await page.getByRole('button', { name: /^查看寨坪中心小学/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('调查结论').fill('经核实，房屋属其兄。');
    await screenshot(page, 'objection-resolve');
    await dialog.getByRole('button', { name: '异议不成立，恢复公示' }).click();
    await page.getByText('没有这类异议').waitFor();
    expect(await clockRuns()).toBe(3);
    await page.context().close();
  });
});

describe('a notice', () => {
  it('is gone by itself when its days are over', async () => {
    const [id] = await office.county.draft(1, DIRECT_SCHOOL);
    await toNotice(office.county, [id!], DIRECT_SCHOOL);
    const page = await office.open(TELEPHONE);
    await page.goto(`/notice/${DIRECT_SCHOOL}`);
    await page.getByText('学生').first().waitFor();
    await closeNotice(office.county, clock, id!);
    await page.reload();
    await page.getByText('目前没有公示中的名单').waitFor();
    await screenshot(page, 'telephone-notice-over');
    await page.context().close();
  });
});
