import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleUnderTest, expectCount, expectFits, OFFICE, screenshot, seriousFaults, TELEPHONE } from './browser.js';

let office: ConsoleUnderTest;

beforeAll(async () => {
  office = await ConsoleUnderTest.start();
  await office.county.handIn(await office.county.draft(6));
});
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const phaseOf = async (id: string) => {
  const [row] = await office.api.persistence.db.query<{ phase: string }>(
    't-phase',
    'SELECT phase FROM applications WHERE id = $1',
    [id],
  );
  return row!.phase;
};

describe('a township reviewer', () => {
  it('signs in and finds the school’s submission, with what is due in words', async () => {
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: '寨坪中心小学' }).waitFor();
    await page
      .getByText(/还剩 \d 个工作日|今天到期/)
      .first()
      .waitFor();
    await screenshot(page, 'worklist-submissions');
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('decides by keyboard: down, approve, and the row is gone', async () => {
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    const rows = page.locator('.ant-table-row');
    await expectCount(rows, 6);
    await screenshot(page, 'worklist-flat');
    expect(await seriousFaults(page)).toEqual([]);
    const second = (await rows.nth(1).getByRole('link').textContent()) ?? '';
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.getByRole('dialog').getByText(second).waitFor();
    await screenshot(page, 'decision-dialog');
    await page.keyboard.press('Enter');
    await expectCount(rows, 5);
    expect(await page.getByRole('link', { name: second, exact: true }).count()).toBe(0);
    await page.context().close();
  });

  it('reads an application and returns it, naming what the programme lets be corrected', async () => {
    const page = await office.signIn('reviewer');
    await page.goto('/worklist?view=flat');
    await page.locator('.ant-table-row').first().getByRole('link').click();
    await page.getByText('审批流程').waitFor();
    await page.getByText('确认报送').first().waitFor();
    await screenshot(page, 'application');
    expect(await seriousFaults(page)).toEqual([]);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1); // the approval form, on one A4 page
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, 'approval-form');
    await page.emulateMedia({ media: 'screen' });
    const id = page.url().split('/').at(-1)!;
    await page.getByRole('button', { name: '退回补正' }).click();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('dialog').getByRole('button', { name: '退回补正' }).click();
    await page.waitForURL(/worklist/);
    expect(await phaseOf(id)).toBe('returned');
    await page.context().close();
  });

  it('sees a masked number in full only when asking, and that is recorded', async () => {
    const page = await office.signIn('reviewer');
    await page.goto('/worklist?view=flat');
    await page.locator('.ant-table-row').first().getByRole('link').click();
    await page.getByRole('button', { name: '显示全部' }).first().click();
    await page.getByText(/^\d{17}[\dX]$/).waitFor();
    await page.context().close();
  });

  it('approves all without flags after seeing what would happen, and the progress survives a reload', async () => {
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    await page.getByRole('button', { name: '同意全部无提示的' }).click();
    await page.getByRole('button', { name: '先看结果' }).click();
    await page.getByText(/将办理 4 件/).waitFor();
    await screenshot(page, 'bulk-preview');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '确认办理 4 件' }).click();
    await page.waitForURL(/bulk=/);
    await page.reload();
    await page.getByText(/已办理 4 件/).waitFor();
    await page.getByText('没有符合条件的待办').waitFor();
    await screenshot(page, 'bulk-done');
    await page.context().close();
  });
});

describe('a county approver', () => {
  it('reads the worklist and an application on a telephone', async () => {
    const page = await office.signIn('approver', TELEPHONE);
    await page.getByRole('button', { name: '寨坪中心小学' }).waitFor();
    await screenshot(page, 'telephone-worklist');
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    await page.locator('.ant-table-row').first().waitFor();
    await screenshot(page, 'telephone-flat');
    await page.locator('.ant-table-row').first().getByRole('link').click();
    await page.getByText('审批流程').waitFor();
    await screenshot(page, 'telephone-application');
    await expectFits(page, TELEPHONE);
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('is told in words when a colleague decided the same application a moment before', async () => {
    const [one, other] = [await office.signIn('approver', OFFICE), await office.signIn('approver2', OFFICE)];
    for (const page of [one, other]) await page.goto('/worklist?view=flat');
    const href = await one.locator('.ant-table-row').first().getByRole('link').getAttribute('href');
    for (const page of [one, other]) {
      await page.goto(href!);
      await page.getByRole('button', { name: '同意' }).click();
      await page.getByRole('dialog').getByLabel(/意见/).fill('情况属实');
    }
    await one.getByRole('dialog').getByRole('button', { name: '同意' }).click();
    await one.getByRole('dialog').waitFor({ state: 'detached' });
    await other.getByRole('dialog').getByRole('button', { name: '同意' }).click();
    await other.getByRole('dialog').getByRole('alert').waitFor();
    await screenshot(other, 'decided-elsewhere');
    expect(await other.getByRole('dialog').getByLabel(/意见/).inputValue()).toBe('情况属实');
    for (const page of [one, other]) await page.context().close();
  });
});
