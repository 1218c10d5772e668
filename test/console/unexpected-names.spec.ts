import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { toNotice } from '../factories/payment.js';
import { type Lives, severalLives } from '../factories/several-lives.js';
import { SCHOOL, type StaffName } from '../factories/small-county.js';
import { ConsoleUnderTest, expectFits, OFFICE, screenshot, TELEPHONE } from './browser.js';

const LONG_SCHOOL = '云岭县寨坪镇人民政府与东部协作帮扶单位联合举办的'.repeat(4).slice(0, 80);
const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>';
const clock = { now: Date.parse('2026-09-07T09:00+08:00') };
let office: ConsoleUnderTest;
let lives: Lives;
let submission: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(14, { clock: () => clock.now });
  const { db } = office.api.persistence;
  await db.query('t-long-school', 'UPDATE organisations SET name = $2 WHERE code = $1', [SCHOOL, LONG_SCHOOL]);
  await db.query(
    't-hostile',
    'UPDATE persons p SET name = $2 || r.roll_number FROM roll_entries r WHERE r.person_id = p.id AND r.school = $1',
    [SCHOOL, HOSTILE],
  );
  lives = await severalLives(office.county, clock);
  const [row] = await db.query<{ submission_id: string }>(
    't-submission',
    'SELECT submission_id FROM applications WHERE id = $1',
    [lives.late],
  );
  submission = row!.submission_id;
  // The notice is told by the wall's clock: what is on it has come there now.
  clock.now = Date.now();
  await toNotice(office.county, await office.county.draft());
}, 120_000);
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const CHILD = HOSTILE;
/** Which pages show children's names, and which schools' alone. */
const PAGES: readonly [StaffName, () => readonly (readonly [address: string, shown: string])[]][] = [
  [
    'clerk',
    () => [
      ['/my-school', CHILD],
      ['/applications', CHILD],
      ['/submissions', LONG_SCHOOL],
      [`/submissions/${submission}`, CHILD],
      ['/coverage', CHILD],
    ],
  ],
  [
    'reviewer',
    () => [
      ['/worklist', LONG_SCHOOL],
      ['/worklist?view=flat', CHILD],
      [`/applications/${lives.late}`, CHILD],
      ['/coverage', LONG_SCHOOL],
      ['/objections', LONG_SCHOOL],
    ],
  ],
  ['townshipSupervisor', () => [['/supervision?show=tasks&due=open', CHILD]]],
  [
    'finance',
    () => [
      [`/payments/${lives.batch}`, LONG_SCHOOL],
      [`/payments/${lives.batch}/schools/${SCHOOL}`, CHILD],
    ],
  ],
  [
    'auditor',
    () => [
      ['/history?office=99010101&from=2026-08-01&to=2026-12-31', CHILD],
      [`/trail/application/${lives.paid}`, CHILD],
    ],
  ],
];

/** What a name would have become if it were not text. */
const INJECTED = 'body script:not([src]), body img[src="x"]';

async function expectText(page: Page, shown: string): Promise<void> {
  await page.getByText(shown).filter({ visible: true }).first().waitFor();
  expect(await page.locator(INJECTED).count()).toBe(0);
}

describe('a child whose name is a program, in a school whose name has 80 characters', () => {
  it('are text on the public notice, and where a parent objects', async () => {
    const page = await office.open();
    page.on('dialog', (dialog) => office.complaints.push(`a script ran: ${dialog.message()}`));
    await page.goto(`/notice/${SCHOOL}`);
    await expectText(page, CHILD);
    await expectText(page, LONG_SCHOOL);
    await screenshot(page, 'unexpected-notice');
    await expectFits(page, TELEPHONE);
    await screenshot(page, 'telephone-unexpected-notice');
    await page
      .getByRole('link', { name: /提出异议$/ })
      .first()
      .click();
    await expectText(page, CHILD);
    await expectFits(page, TELEPHONE);
    await expectFits(page, OFFICE);
    await page.getByLabel('反映的情况').fill(`${HOSTILE}家里有两辆车`);
    await page.getByLabel('您的姓名和联系电话').fill('张大山 19900001111');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('已收到。编号').waitFor();
    await page.context().close();
  });

  it.each(PAGES)('are text on every page of the %s, on paper too, and break none', async (who, pages) => {
    expect([...LONG_SCHOOL]).toHaveLength(80);
    const page = await office.signIn(who);
    page.on('dialog', (dialog) => office.complaints.push(`a script ran: ${dialog.message()}`));
    for (const [address, shown] of pages()) {
      await page.goto(address);
      await expectText(page, shown);
      const name = address.replace(/[0-9a-f-]{36}|\W+/g, '-');
      await screenshot(page, `unexpected-${who}${name}`);
      await expectFits(page, OFFICE);
      await expectFits(page, TELEPHONE);
      await screenshot(page, `telephone-unexpected-${who}${name}`);
      await page.setViewportSize(OFFICE);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator(INJECTED).count()).toBe(0);
      await page.emulateMedia({ media: 'screen' });
    }
    await page.context().close();
  });
});
