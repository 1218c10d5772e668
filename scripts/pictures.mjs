// node scripts/pictures.mjs [folder]: takes the README's pictures from a fresh demo, as its people see it: the roster
// that the demo leaves out is uploaded, corrected, handed in and approved on the way. `npm start` first.
import path from 'node:path';
import { chromium } from 'playwright-core';
import './lib/node-version.mjs';
import { accountsFile, readAccounts } from './lib/accounts.mjs';
import { findChromium } from './lib/chromium.mjs';
import { readCounty } from './lib/county-load.mjs';
import { Film } from './lib/film.mjs';
import { readRun } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { checkout, dataFolder } from './lib/paths.mjs';

const PROGRAMME = '义务教育家庭经济困难学生生活补助';
/** The common office screen. */
const VIEWPORT = { width: 1366, height: 768 };
const ROSTERS = path.join(checkout, 'demo/yunling');

const [folder = path.join(checkout, 'docs/images')] = process.argv.slice(2);

/** People of the demo, each at a screen of their own. */
class Stage {
  #accounts = readAccounts(accountsFile(dataFolder()));
  #screens = new Map();

  constructor(browser, api) {
    this.browser = browser;
    this.api = api;
  }

  /** The screen of somebody who has signed in, at an address of the console. */
  async at(login, address) {
    if (!this.#screens.has(login)) this.#screens.set(login, await this.#signIn(login));
    const page = this.#screens.get(login);
    await page.goto(address);
    return page;
  }

  async #signIn(login) {
    const account = this.#accounts.get(login);
    if (!account) throw new Error(`there is no account ${login}`);
    const context = await this.browser.newContext({
      viewport: VIEWPORT,
      baseURL: this.api,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('账号').fill(account.login);
    await page.getByLabel('密码').fill(account.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('banner').waitFor();
    return page;
  }
}

/** The story, and on its way the pictures that stand alone. */
async function takeAll({ stage, county }) {
  const film = new Film();
  const still = (page, name) =>
    page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' }).then(() => say(`${name}.png`));
  const { school, roster } = await leftOut(stage, county);
  const countyCode = county.organisations.find(({ level }) => level === 'county').code;
  const rows = '.ant-table-row';

  const clerk = await stage.at(`${school.code}-clerk`, '/imports');
  await clerk.getByText('把花名册文件拖到这里').waitFor();
  await film.show(clerk, `学校经办人上传花名册，就是平时用的那张表　·　The clerk drops the roster the school keeps`);
  await clerk.locator('input[type=file]').setInputFiles(roster.path);
  await clerk.getByRole('button', { name: /去报送/ }).waitFor();
  await clerk.locator(rows).first().waitFor();
  await film.show(clerk, '逐行核对：学籍、帮扶家庭名册、身份证号、银行卡　·　Every row is checked', 2);
  await clerk.getByText('有错误的', { exact: true }).click();
  await clerk.locator(rows, { hasText: '错误' }).first().waitFor();
  await film.show(clerk, '有错误的行，哪里错、怎么改　·　Rows with errors: what is wrong and what to do', 3);
  await still(clerk, 'import');
  await correctBirthDate(clerk, film);

  await clerk.getByRole('button', { name: /去报送/ }).click();
  await clerk.getByRole('combobox', { name: '资助项目' }).click();
  await clerk.getByTitle(PROGRAMME).click();
  await clerk.getByRole('button', { name: '先看结果' }).click();
  await clerk.getByRole('button', { name: /^报送 \d+ 件$/ }).waitFor();
  await film.show(clerk, '先看结果，再报送　·　Preview, then hand in');
  await clerk.getByRole('button', { name: /^报送 \d+ 件$/ }).click();
  await clerk.getByText('待校长确认').first().waitFor();

  const head = await stage.at(`${school.code}-head`, '/submissions');
  await head.getByRole('button', { name: '确认报送' }).first().click();
  const meeting = head.getByRole('dialog');
  for (const member of ['周敏', '李家长']) {
    await meeting.getByRole('combobox').fill(member);
    await head.keyboard.press('Enter');
  }
  await film.show(head, '校长开评审会后确认　·　The head confirms after the review meeting');
  await meeting.getByRole('button', { name: '确认报送' }).click();
  await meeting.waitFor({ state: 'detached' });

  const reviewer = await stage.at(`${school.parentCode}-reviewer`, '/worklist');
  await reviewer
    .getByText(/还剩|到期|逾期/)
    .first()
    .waitFor();
  await film.show(reviewer, '乡镇中心学校的待办，按报送批次，最急的在前　·　The township: what is due first');
  await reviewer.getByRole('button', { name: school.name }).first().click();
  await reviewer.getByRole('button', { name: '同意全部无提示的' }).click();
  const bulk = reviewer.getByRole('dialog');
  await bulk.getByRole('button', { name: '先看结果' }).click();
  await bulk.getByRole('button', { name: /确认办理/ }).waitFor();
  await film.show(reviewer, '没有提示的一次同意，先看结果　·　All without flags at once, previewed', 3);
  await bulk.getByRole('button', { name: /确认办理/ }).click();
  await reviewer.getByText(/已办理 \d+ 件/).waitFor();
  await film.show(reviewer, '有提示的留下，逐件打开　·　Those with flags are left, to be opened', 2);
  await reviewer.locator(rows).first().getByRole('link').first().click();
  await reviewer.getByText('记录完整，未被改动').waitFor();
  await film.show(reviewer, '申请内容、核对结果、审批流程　·　What is decided on, the checks, the route', 3);

  const approver = await stage.at(`${countyCode}-approver`, '/worklist');
  await approver.getByRole('button', { name: school.name }).first().click();
  await approver.locator(rows).first().getByRole('link').first().click();
  await approver.getByText('记录完整，未被改动').waitFor();
  await film.show(approver, '县里审批：前面谁、何时、什么意见，一目了然　·　The county sees who decided before', 3);
  await still(approver, 'application');

  const supervisor = await stage.at(`${countyCode}-supervisor`, '/coverage?programme=compulsory-living');
  await supervisor.locator(rows).first().waitFor();
  await film.show(supervisor, '应助尽助：谁应当得到资助，走到了哪里　·　Coverage: every entitled child, how far', 4);
  await still(supervisor, 'coverage');
  const size = await film.write(path.join(folder, 'journey.webp'));
  say(`journey.webp (${Math.round(size / 1024)} KiB)`);
}

const say = (name) => console.log(path.join(path.relative(process.cwd(), folder), name));

/** The school whose roster the demo leaves to whoever tries it. */
async function leftOut(stage, { rosters, organisations }) {
  for (const roster of rosters.toReversed()) {
    const school = organisations.find(({ code }) => code === roster.schoolCode);
    if (school.schoolStage !== 'primary') continue;
    const clerk = await stage.at(`${school.code}-clerk`, '/imports');
    await clerk.getByText('最近导入').waitFor();
    const { length } = await (await clerk.request.get('/api/v1/imports')).json();
    if (length === 0) return { school, roster };
  }
  throw new Error('every roster has been uploaded: `npm run reset`, then `npm start`, gives a new county');
}

/** A date of birth that is not the identity number's: taken over from there, where the row stands. */
async function correctBirthDate(clerk, film) {
  const row = clerk.locator('.ant-table-row', { hasText: '出生日期填的是' }).first();
  const [, date] = /身份证号中是 (\d{4}-\d{2}-\d{2})/.exec(await row.textContent());
  await row.getByRole('button', { name: /更正/ }).click();
  await clerk.getByLabel('出生日期').fill(date);
  await film.show(clerk, '就地改正，不用改表重传　·　Corrected in place, no second upload');
  await clerk.getByRole('button', { name: '保存并重新核对' }).click();
  await row.waitFor({ state: 'detached' });
  await film.show(clerk, '改正的一行已通过　·　The corrected row is accepted', 2);
}

await main(async () => {
  const run = readRun(dataFolder());
  if (!run?.api) throw new Error('nothing is running here: `npm start` first, in another terminal');
  const county = await readCounty(ROSTERS);
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox'],
    env: { ...process.env, LANGUAGE: 'zh_CN' },
  });
  try {
    await takeAll({ stage: new Stage(browser, run.api), county });
  } finally {
    await browser.close();
  }
});
