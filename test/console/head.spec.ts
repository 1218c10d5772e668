import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { severalLives } from '../factories/several-lives.js';
import { PERIOD, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectCount, expectFits, OFFICE, screenshot, seriousFaults, TELEPHONE } from './browser.js';

const clock = { now: Date.parse('2026-09-07T09:00+08:00') };
let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(14, { clock: () => clock.now });
  await severalLives(office.county, clock);
  const clerk = await office.api.signIn(office.county.staff.clerk);
  await office.county.draft(2);
  await clerk.post('/submissions', { body: { programmeCode: 'compulsory-living', period: PERIOD } });
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const figure = (name: string, count: number) => ({ name: new RegExp(`^${name}\\s*${count}\\s*人$`) });
/** Rows that are children, not the line above their class. */
const CHILD_ROWS = '.ant-table-row:not(:has(.class-heading))';

describe('a school head at home', () => {
  it('sees to confirm, missing, returned and paid, and each number leads to as many children', async () => {
    const page = await office.signIn('head');
    await page.waitForURL(/my-school/);
    await page.getByRole('link', figure('待校长确认', 2)).waitFor();
    await page.locator(CHILD_ROWS).first().waitFor();
    await screenshot(page, 'my-school');
    expect(await seriousFaults(page)).toEqual([]);
    for (const [name, count] of [
      ['应助未报', 4],
      ['退回补正', 1],
      ['已发放', 2],
    ] as const) {
      await page.getByRole('link', figure(name, count)).click();
      await expectCount(page.locator(CHILD_ROWS), count);
    }
    await page.reload();
    await expectCount(page.locator(CHILD_ROWS), 2);
    await screenshot(page, 'my-school-paid');
    await page.context().close();
  });

  it('confirms what the clerk prepared, comes back, and nothing is left to confirm', async () => {
    const page = await office.signIn('head');
    await page.getByRole('link', figure('待校长确认', 2)).click();
    await page.getByRole('link', { name: '去确认报送' }).first().click();
    await page.getByRole('button', { name: '确认报送' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('罗建国');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '确认报送' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '本校名单' }).click();
    await page.getByRole('link', figure('待校长确认', 0)).waitFor();
    await page.context().close();
  });

  it('reads it on a telephone', async () => {
    const page = await office.signIn('head', TELEPHONE);
    await page.getByRole('link', figure('退回补正', 1)).click();
    await page.getByText(/请补正：/).waitFor();
    await screenshot(page, 'telephone-my-school');
    await expectFits(page, TELEPHONE);
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('a school clerk', () => {
  it('finds what was sent back, why, and corrects it there', async () => {
    const page = await office.signIn('clerk', OFFICE);
    await page.getByRole('link', { name: '本校名单' }).click();
    await page.getByRole('link', figure('退回补正', 1)).click();
    await page.getByText(/寨坪镇中心学校 周文 退回，请补正：姓名/).waitFor();
    await page.getByText('年级与学籍不符，请核对。').waitFor();
    await screenshot(page, 'my-school-returned');
    await page.getByRole('button', { name: '补正' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: '姓名' }).check();
    await screenshot(page, 'my-school-correction');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: /补正|报送/ }).click();
    await page.getByRole('link', figure('退回补正', 0)).waitFor();
    await page.getByText('没有这样的学生').waitFor();
    await page.context().close();
  });

  it('scrolls through a school of 1,500 without the page growing with it', async () => {
    await office.api.persistence.db.query(
      't-large-school',
      `WITH p AS (INSERT INTO persons (id, name) SELECT gen_random_uuid(), '生' || n FROM generate_series(1, 1500) n RETURNING id, name)
       INSERT INTO roll_entries (snapshot_id, person_id, school, roll_number, school_stage, grade, class_name, boarding)
       SELECT $1, id, $2, name, 'primary', '五年级', (1 + substr(name, 2)::int % 30) || '班', false FROM p`,
      [office.county.rollSnapshot, SCHOOL],
    );
    const page = await office.signIn('clerk');
    await page.getByRole('link', { name: '本校名单' }).click();
    await page.getByText('全校 1514 人').waitFor();
    const list = page.locator('.ant-table-tbody-virtual-holder');
    const last = page.getByText('生989', { exact: true });
    await list.hover();
    for (let i = 0; i < 100 && (await last.count()) === 0; i++) {
      await page.mouse.wheel(0, 6_000);
      await page.waitForTimeout(100);
    }
    await last.waitFor();
    expect(await page.locator('.ant-table-row').count()).toBeLessThan(120);
    await screenshot(page, 'my-school-large');
    await page.context().close();
  });
});
