import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { spread } from './http.js';

const COLD_LOADS = 5;
const FILTER_ROUNDS = 5;
const PATIENCE_MS = 60_000;
/** The common office screen. */
const OFFICE = { viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };

/** Median milliseconds until the browser has painted it, in a headless Chromium beside everything else. */
export interface ConsoleFigures {
  readonly openTasks: number;
  /** From navigation, nothing cached and signed in, to the first row of the worklist by submission. */
  readonly coldLoad: number;
  /** From the click on another filter of the flat worklist to rows that had not been asked for before. */
  readonly filterChange: number;
}

/**
 * What an approver waits for in the browser, with a backlog that has flagged tasks and others. Null where BENCH_CHROMIUM
 * names no browser.
 */
export async function measureConsole(asked: {
  readonly api: string;
  readonly login: string;
  readonly password: string;
  readonly openTasks: number;
}): Promise<ConsoleFigures | null> {
  const executablePath = process.env.BENCH_CHROMIUM;
  if (!executablePath) return null;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const person = { ...OFFICE, baseURL: asked.api, storageState: await signIn(browser, asked) };
    await coldLoad(browser, person); // the browser itself starts once
    const loads: number[] = [];
    for (let i = 0; i < COLD_LOADS; i++) loads.push(await coldLoad(browser, person));
    const changes = await changeFilters(browser, person);
    return { openTasks: asked.openTasks, coldLoad: spread(loads).p50, filterChange: spread(changes).p50 };
  } finally {
    await browser.close();
  }
}

async function signIn(browser: Browser, { api, login, password }: { api: string; login: string; password: string }) {
  const context = await browser.newContext({ baseURL: api });
  const answer = await context.request.post('/api/v1/session', { data: { login, password } });
  if (!answer.ok()) throw new Error(`sign-in of ${login} in the browser answered ${answer.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A context of its own has a cache of its own: an empty one. */
async function coldLoad(browser: Browser, person: BrowserContextOptions): Promise<number> {
  return inWindow(browser, person, async (page) => {
    await page.goto('/worklist', { waitUntil: 'commit' });
    const { at } = await newRows(page, '');
    return at;
  });
}

/** Twice after each load: later on the page would have the rows already. */
async function changeFilters(browser: Browser, person: BrowserContextOptions): Promise<number[]> {
  return inWindow(browser, { ...person, reducedMotion: 'reduce' }, async (page) => {
    const took: number[] = [];
    for (let i = 0; i < FILTER_ROUNDS; i++) {
      await page.goto('/worklist?view=flat', { waitUntil: 'commit' });
      let { row } = await newRows(page, '');
      for (const filter of ['只看有提示', '只看无提示']) {
        await page.getByRole('combobox', { name: '提示' }).click();
        const option = page.locator('.ant-select-item-option', { hasText: filter });
        await option.waitFor();
        // Read in the page, not here: what this driver needs to hear of it is no wait of the person's.
        await page.evaluate("addEventListener('click', ({ timeStamp }) => { window.clickedAt = timeStamp; }, true)");
        await option.click();
        const shown = await newRows(page, row);
        took.push(shown.at - (await page.evaluate<number>('window.clickedAt')));
        row = shown.row;
      }
    }
    return took;
  });
}

/** The first row when it is another than `before`, and when it was painted: milliseconds since navigation, by the page's own clock. */
function newRows(page: Page, before: string): Promise<{ row: string; at: number }> {
  // With an end of its own: what waits inside the page is not bound by the page's patience.
  return page.evaluate(`new Promise((resolve, reject) => {
    const end = performance.now() + ${PATIENCE_MS};
    const look = () => {
      const row = document.querySelector('[data-row-key]')?.getAttribute('data-row-key');
      if (row && row !== ${JSON.stringify(before)}) return requestAnimationFrame((at) => resolve({ row, at }));
      if (performance.now() > end) return reject(new Error('no other first row within ${PATIENCE_MS} ms'));
      requestAnimationFrame(look);
    };
    look();
  })`);
}

async function inWindow<T>(browser: Browser, person: BrowserContextOptions, use: (page: Page) => Promise<T>) {
  const context = await browser.newContext(person);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Rows of the report's table: figure, value, ratio (none) and mark. */
export function consoleLines(figures: ConsoleFigures | null): string[][] {
  if (!figures) return [['the console in a browser', 'left out: no Chromium here', '', '']];
  const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;
  const tasks = figures.openTasks.toLocaleString('en');
  return [
    [`console with ${tasks} open tasks: cold load to the first row`, ms(figures.coldLoad), '', '< 1,500 ms'],
    ['… another filter to its rows', ms(figures.filterChange), '', '< 200 ms'],
  ];
}
