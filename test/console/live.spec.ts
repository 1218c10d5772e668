import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleUnderTest, expectCount } from './browser.js';

/** More than a screen shows. */
const CHILDREN = 60;
let office: ConsoleUnderTest;
let ids: string[];

beforeAll(async () => {
  office = await ConsoleUnderTest.start(CHILDREN);
  ids = await office.county.draft(CHILDREN);
  await office.county.handIn(ids);
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const rows = (page: Page) => page.locator('.ant-table-row');
const open = async (page: Page) => {
  const heard = page.waitForResponse(/\/api\/v1\/live$/);
  await page.goto('/worklist?view=flat');
  await rows(page).first().waitFor();
  await heard;
};
const rowOf = (page: Page, id: string) => page.locator(`.ant-table-row[data-row-key="${id}"]`);
const topOf = async (page: Page, id: string) => (await rowOf(page, id).boundingBox())!.y;
const listed = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>("[...document.querySelectorAll('.ant-table-row')].map((row) => row.dataset.rowKey)");

describe('an open worklist', () => {
  it('loses a row that a colleague decides, and nothing else: selection, keyboard and focus stay', async () => {
    const page = await office.signIn('reviewer');
    await open(page);
    const [first, second, third, fourth] = await listed(page);
    await rowOf(page, third!).getByRole('checkbox').check();
    await rowOf(page, fourth!).getByRole('checkbox').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expectCount(page.locator(`.row-here[data-row-key="${third}"]`), 1);
    expect((await office.county.approve('reviewer2', second!)).ok).toBe(true);
    await rowOf(page, second!).waitFor({ state: 'detached' });
    await expectCount(rowOf(page, first!), 1);
    await expectCount(page.locator(`.row-here[data-row-key="${third}"]`), 1);
    expect(await rowOf(page, third!).getByRole('checkbox').isChecked()).toBe(true);
    await page.getByText(/已选 1 件/).waitFor();
    expect(await page.evaluate('document.activeElement.closest("[data-row-key]")?.dataset.rowKey')).toBe(fourth);
    await page.context().close();
  });

  it('stays where it was scrolled to when rows above are decided', async () => {
    const page = await office.signIn('reviewer');
    await open(page);
    const above = (await listed(page)).slice(0, 3);
    await page.locator('.ant-table-tbody-virtual-holder').hover();
    await page.mouse.wheel(0, 900);
    await expectCount(rowOf(page, above[0]!), 0);
    await pause(300);
    const seen = (await listed(page))[8]!;
    const before = await topOf(page, seen);
    for (const id of above) expect((await office.county.approve('reviewer2', id)).ok).toBe(true);
    await showsCount(page);
    expect(Math.abs((await topOf(page, seen)) - before)).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  it('keeps a half-filled form, and says at once that it is too late', async () => {
    const page = await office.signIn('reviewer');
    await open(page);
    const [first] = await listed(page);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByLabel(/意见/).fill('户口本缺页');
    expect((await office.county.approve('reviewer2', first!)).ok).toBe(true);
    await dialog.getByText(/刚刚有了变化/).waitFor();
    expect(await dialog.getByLabel(/意见/).inputValue()).toBe('户口本缺页');
    expect(await dialog.getByRole('checkbox').first().isChecked()).toBe(true);
    await page.context().close();
  });
});

/** The stage's count in the filter is the database's. */
async function showsCount(page: Page): Promise<void> {
  const [row] = await office.api.persistence.db.query<{ count: number }>(
    't-open',
    "SELECT count(*)::int AS count FROM tasks WHERE office = '99010101' AND role = 'reviewer'",
  );
  await page.getByRole('combobox', { name: '环节' }).click();
  await page.getByText(`(${row!.count})`).first().waitFor();
  await page.keyboard.press('Escape');
}
