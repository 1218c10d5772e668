import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, jest } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { PersistenceOptions } from '#persistence';
import type { ApiConfig } from '../../apps/api/src/config.js';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { PASSWORD, type SmallCounty, type StaffName, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest } from '../harness/api.js';

jest.setTimeout(120_000);

const PATIENCE_MS = 20_000;

/** The common office screen, and a telephone. */
export const OFFICE = { width: 1366, height: 768 };
export const TELEPHONE = { width: 390, height: 844 };
export const SCREENS = process.env.ZHUDAO_SCREENS ?? path.resolve(import.meta.dirname, '../.tmp/screens');

/** The console in a real browser over the whole API, with the small county behind it. */
export class ConsoleUnderTest {
  /** What browsers complained of since the last look. */
  readonly complaints: string[] = [];

  private constructor(
    readonly api: ApiUnderTest,
    readonly county: SmallCounty,
    private readonly browser: Browser,
  ) {}

  static async start(
    childrenPerSchool = 8,
    options: Partial<PersistenceOptions> = {},
    settings: Partial<ApiConfig> = {},
  ): Promise<ConsoleUnderTest> {
    const executablePath = await findChromium();
    const api = await ApiUnderTest.start(settings, options);
    const county = await smallCounty(api.persistence, childrenPerSchool);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    return new ConsoleUnderTest(api, county, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.api.stop();
  }

  /** A window of its own, nobody signed in. */
  async open(viewport = OFFICE): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({
      viewport,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      baseURL: this.api.address,
    });
    return this.tab(context);
  }

  /** One more tab of a window: it shares the sign-in. */
  async tab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // A refused request is told by the browser as well; the page shows it, and the tests look there.
      if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
    return page;
  }

  /** Signs in as a person would, by the form. */
  async signIn(who: StaffName, viewport = OFFICE): Promise<Page> {
    const page = await this.open(viewport);
    await page.goto('/');
    return this.enter(page, who);
  }

  /** Fills in the form of a page that asks who one is. */
  async enter(page: Page, who: StaffName): Promise<Page> {
    await page.getByLabel('账号').fill(this.county.staff[who].login);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('banner').waitFor();
    return page;
  }
}

/** Keeps how a page looks for a person to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), animations: 'disabled' });
}

/** Accessibility faults that shut somebody out, each with where it is. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
    );
}

/** Nobody has to push the page sideways: it is no wider than a window of that size, once it has settled in it. */
export async function expectFits(page: Page, viewport: typeof OFFICE): Promise<void> {
  await page.setViewportSize(viewport);
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  const until = Date.now() + 3_000;
  while ((await overflow()) > 0 && Date.now() < until) await pause(100);
  expect({ address: page.url(), overflow: Math.max(0, await overflow()) }).toEqual({
    address: page.url(),
    overflow: 0,
  });
}

/** Waits until so many are there: what a person sees, not what a moment happens to hold. */
export async function expectCount(locator: Locator, count: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while ((await locator.count()) !== count && Date.now() < until) await pause(100);
  expect(await locator.count()).toBe(count);
}
