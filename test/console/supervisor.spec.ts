import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { oweSubmissions } from '#persistence';
import { COUNTY, DIRECT_SCHOOL, PERIOD, SCHOOL } from '../factories/small-county.js';
import { beforeNextWorkingDay } from '../factories/working-days.js';
import { ConsoleUnderTest, expectCount, expectFits, screenshot, seriousFaults, TELEPHONE } from './browser.js';

const clock = { now: 0 };
let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(8, { clock: () => clock.now });
  const { county, api } = office;
  clock.now = await beforeNextWorkingDay(api.persistence, 11);
  const late = await county.draft(3);
  await county.handIn(late, SCHOOL, undefined, 91);
  // Three working days for a township: the next one is the last.
  clock.now = await beforeNextWorkingDay(api.persistence, 3);
  const [decided, waiting] = (await county.draft(2)) as [string, string];
  await county.handIn([decided, waiting], SCHOOL, undefined, 92);
  await county.must(county.approve('reviewer', decided));
  clock.now = Date.now();
  await county.handIn(await county.draft(2, DIRECT_SCHOOL), DIRECT_SCHOOL, undefined, 93);
  await oweSubmissions(api.persistence, county.programme('preschool-aid'), PERIOD, COUNTY);
  await remind(late[0]!);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

/** The reminder that is due, and told. */
async function remind(id: string): Promise<void> {
  const { db } = office.api.persistence;
  const [row] = await db.query<{ next_moment: string }>(
    't-next',
    'SELECT next_moment FROM applications WHERE id = $1',
    [id],
  );
  const command = { type: 'ReachMoment' as const, moment: row!.next_moment };
  await office.county.must(office.county.system({ kind: 'application', id, command }));
  await db.query('t-told', "UPDATE reminders SET state = 'sent'");
}

const rows = '.ant-table-row';

describe('a supervisor', () => {
  it('sees which schools owe a roster first, then what is late and whose it is', async () => {
    const page = await office.signIn('countySupervisor');
    await page.getByRole('link', { name: '督办' }).click();
    await page.getByRole('link', { name: /已逾期\s*3\s*件/ }).waitFor();
    await page.getByText('寨坪中心幼儿园').first().waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings).toEqual(['未报送学校', '各单位在办情况', '各人工作量']);
    await page.getByText('周文').waitFor();
    await screenshot(page, 'supervision');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('goes from each figure to exactly as many cases', async () => {
    const page = await office.signIn('countySupervisor');
    await page.goto('/supervision');
    for (const [name, count] of [
      [/^未报送学校\s*1/, 1],
      [/^已逾期\s*3/, 3],
      [/^即将到期\s*1/, 1],
      [/^在办\s*7/, 7],
    ] as const) {
      await page.getByRole('link', { name }).click();
      await expectCount(page.locator(rows), count);
    }
    await page.getByRole('link', { name: '返回总览' }).click();
    await page.getByRole('link', { name: '孙丽 已逾期 3' }).click();
    await expectCount(page.locator(rows), 3);
    await page.getByText('已提醒 1 次').waitFor();
    await screenshot(page, 'supervision-late');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: /^近30天已发提醒/ }).click();
    await page.getByText('督促下属').first().waitFor();
    await screenshot(page, 'supervision-reminders');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('opens a late one, holds it with a reason, and it is late no longer', async () => {
    const page = await office.signIn('townshipSupervisor');
    await page.goto('/supervision');
    await page.getByRole('link', { name: /^已逾期\s*3/ }).click();
    await page.locator(rows).first().getByRole('link').click();
    await page.getByRole('button', { name: '暂停' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('家庭情况需入户核实');
    await page.getByRole('dialog').getByRole('button', { name: '暂停' }).click();
    await page.waitForURL(/supervision/);
    await page.getByRole('link', { name: /^已逾期\s*2/ }).waitFor();
    await expectCount(page.locator(rows), 2);
    await page.context().close();
  });

  it('reads it on a telephone', async () => {
    const page = await office.signIn('countySupervisor', TELEPHONE);
    await page.goto('/supervision');
    await page.getByText('周文').waitFor();
    await screenshot(page, 'telephone-supervision');
    await page
      .getByRole('link', { name: /^已逾期/ })
      .first()
      .click();
    await page.locator(rows).first().waitFor();
    await screenshot(page, 'telephone-supervision-late');
    await expectFits(page, TELEPHONE);
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('whoever supervises nobody', () => {
  it('is told so', async () => {
    const page = await office.signIn('reviewer');
    expect(await page.getByRole('link', { name: '督办' }).count()).toBe(0);
    await page.goto('/supervision');
    await page.getByRole('alert').waitFor();
    await page.context().close();
  });
});
