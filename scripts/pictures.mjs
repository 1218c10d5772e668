// node scripts/pictures.mjs <address> [folder]: takes the README's picture of coverage from a running demo, as its
// township supervisor sees it. `npm start` prints the address.
import path from 'node:path';
import { chromium } from 'playwright-core';
import './lib/node-version.mjs';
import { findChromium } from './lib/chromium.mjs';
import { checkout } from './lib/paths.mjs';

const PICTURES = [
  {
    role: 'supervisor',
    address: '/coverage?programme=compulsory-living',
    shows: '.ant-table-row',
    file: 'coverage.png',
  },
];
/** The common office screen. */
const VIEWPORT = { width: 1366, height: 768 };

const [address, folder = path.join(checkout, 'docs/images')] = process.argv.slice(2);
if (!address) throw new Error('say where the demo runs: node scripts/pictures.mjs http://127.0.0.1:3000');

const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
try {
  for (const picture of PICTURES) {
    const context = await browser.newContext({
      ...{
        viewport: VIEWPORT,
        baseURL: address,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      },
    });
    const people = await (await context.request.get('/api/v1/demo/people')).json();
    const person = people.find(({ role }) => role.endsWith(picture.role));
    if (!person) throw new Error(`the demo at ${address} has no ${picture.role} to step into`);
    const page = await context.newPage();
    await page.goto('/');
    const entered = await context.request.post('/api/v1/demo/session', {
      data: { login: person.login },
      headers: { origin: address },
    });
    if (!entered.ok()) throw new Error(`stepping into ${person.name} was answered with ${entered.status()}`);
    await page.goto(picture.address);
    await page.locator(picture.shows).first().waitFor();
    await page.screenshot({ path: path.join(folder, picture.file), animations: 'disabled' });
    console.log(path.join(folder, picture.file));
    await context.close();
  }
} finally {
  await browser.close();
}
