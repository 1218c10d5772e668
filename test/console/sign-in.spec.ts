import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectFits, screenshot, seriousFaults, TELEPHONE } from './browser.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-demo-'));
const demoFile = path.join(folder, 'demo.json');
let office: ConsoleUnderTest;
let id: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(2, {}, { demoFile });
  const { staff } = office.county;
  const people = [
    { ...staff.clerk, office: '寨坪中心小学' },
    { ...staff.reviewer, office: '寨坪镇中心学校' },
    { ...staff.countySupervisor, office: '云岭县学生资助管理中心' },
  ].map(({ login, name, password, office, role }) => ({ login, name, password, office, role }));
  fs.writeFileSync(demoFile, JSON.stringify({ people }));
  [id] = (await office.county.draft()) as [string];
  await office.county.handIn([id]);
});
afterAll(async () => {
  await office.stop();
  fs.rmSync(folder, { recursive: true });
});
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

describe('where a demo runs', () => {
  it('one click on a named person of the row is enough to be in their post, on their first page', async () => {
    const page = await office.open();
    await page.goto('/');
    await page.getByText('演示：选一个人的身份进入，不用密码').waitFor();
    await screenshot(page, 'demo-people');
    expect(await seriousFaults(page)).toEqual([]);
    await expectFits(page, TELEPHONE);
    await screenshot(page, 'telephone-demo-people');
    await page.getByRole('button', { name: /^以寨坪镇中心学校 审核人.*身份进入$/ }).click();
    await page.waitForURL(/worklist/);
    await page.getByRole('button', { name: '寨坪中心小学' }).waitFor();
    await page.context().close();
  });
});

/** All that a browser keeps of an address, as text: two kinds of storage, databases, caches and what a script sees of cookies. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate<string>(`(async () => JSON.stringify({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url))),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }))()`);

describe('a browser', () => {
  it('keeps of a whole morning’s work the language, and nothing of anybody', async () => {
    const child = office.county.children.find(({ school }) => school === SCHOOL)!;
    const page = await office.signIn('reviewer');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '寨坪中心小学' }).click();
    await page.getByRole('link', { name: child.name, exact: true }).click();
    await page.getByRole('button', { name: '显示全部' }).first().click();
    await page.getByText(child.idNumber).waitFor();
    await page.getByRole('button', { name: '退回补正' }).click();
    await page.getByRole('dialog').getByLabel(/意见/).fill('户口本缺页');
    const nothing = { session: {}, databases: [], caches: [], workers: 0, cookies: '' };
    expect(JSON.parse(await keptBy(page))).toEqual({ ...nothing, local: { 'zhudao.language': 'zh' } });
    // What goes into an address stays in the browser's history.
    expect(decodeURIComponent(page.url())).not.toMatch(new RegExp(`${child.name}|${child.idNumber}`));
    const answer = await page.context().request.get(`/api/v1/applications/${id}`);
    expect(answer.headers()['cache-control']).toBe('no-store');
    await page.context().close();
  });
});
