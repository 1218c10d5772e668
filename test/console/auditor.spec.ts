import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, expectFits, screenshot, seriousFaults, TELEPHONE } from './browser.js';

const clock = { now: Date.now() - 20 * 86_400_000 };
let office: ConsoleUnderTest;
let late: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(6, { clock: () => clock.now });
  const { county } = office;
  const [inTime, other] = (await county.draft(2)) as [string, string];
  await county.handIn([inTime, other], SCHOOL);
  await county.must(county.approve('reviewer', inTime));
  clock.now = Date.now();
  await county.must(county.approve('reviewer2', other));
  late = other;
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const rows = '.ant-table-row';

describe('an auditor', () => {
  it('begins with what was decided late, sees who did it, and that the record is whole', async () => {
    const page = await office.signIn('auditor');
    await page.getByRole('link', { name: '历史查询' }).click();
    await expectCount(page.locator(rows), 1);
    await page.getByText('孙丽').waitFor();
    await screenshot(page, 'history-late');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: /^查验 学生\d+ 的记录$/ }).click();
    await page.getByText(/记录完整，未被改动：\d+ 条/).waitFor();
    await page.getByText('寨坪镇中心学校 · 审核人').first().waitFor();
    await page.locator('.ant-table-row-expand-icon').last().click();
    await page.getByText('"late":true').waitFor();
    await screenshot(page, 'trail');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('finds all that one person decided, by name', async () => {
    const page = await office.signIn('auditor');
    await page.goto('/history');
    await page.getByRole('combobox', { name: '办理人' }).fill('周文');
    await page.getByTitle(/^周文/).click();
    await page.getByRole('checkbox', { name: '只看逾期办理的', checked: false }).waitFor();
    await page.getByRole('button', { name: '周文' }).waitFor();
    await expectCount(page.locator(rows), 1);
    await page.reload();
    await expectCount(page.locator(rows), 1);
    await screenshot(page, 'history-person');
    await page.goto('/history');
    await page.getByRole('combobox', { name: '办理单位' }).fill('寨坪镇');
    await page.getByTitle('寨坪镇中心学校').click();
    await page.getByRole('checkbox', { name: '只看逾期办理的', checked: false }).waitFor();
    await expectCount(page.locator(rows), 2);
    await page.context().close();
  });

  it('finds a child by number; the number stands in no address, and the search is on record', async () => {
    const page = await office.signIn('auditor');
    await page.goto('/history?by=child');
    const child = office.county.children.find(({ school }) => school === SCHOOL)!;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByLabel('姓名或身份证号').fill(child.idNumber);
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText(child.name, { exact: true }).waitFor();
    await screenshot(page, 'history-child');
    expect(await seriousFaults(page)).toEqual([]);
    expect(addresses.filter((address) => address.includes(child.idNumber))).toEqual([]);
    const [found] = await office.api.persistence.db.query<{ detail: object }>(
      't-searched',
      "SELECT detail FROM audit.access WHERE kind = 'children-searched'",
    );
    expect(found!.detail).toEqual({ by: 'id-number', found: [child.personId] });
    await page.getByLabel('姓名或身份证号').fill('学');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('姓名请至少输入两个字').waitFor();
    await page.context().close();
  });

  it('is shown where a record was altered', async () => {
    const owner = new pg.Client({ connectionString: office.api.database.ownerUrl });
    await owner.connect();
    await owner.query('UPDATE audit.events SET at = at + 1 WHERE stream = $1 AND version = 3', [late]);
    await owner.end();
    const page = await office.signIn('auditor');
    await page.goto(`/trail/application/${late}`);
    await page.getByRole('alert').waitFor();
    await page.getByText('第 3 条的内容与其哈希不符').waitFor();
    await screenshot(page, 'trail-altered');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('reads history and trail on a telephone', async () => {
    const page = await office.signIn('auditor', TELEPHONE);
    await page.goto('/history');
    await page.getByText('孙丽').waitFor();
    await screenshot(page, 'telephone-history');
    await expectFits(page, TELEPHONE);
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`/trail/application/${late}`);
    await page.locator(rows).first().waitFor();
    await screenshot(page, 'telephone-trail');
    await expectFits(page, TELEPHONE);
    await page.context().close();
  });
});
