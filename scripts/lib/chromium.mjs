// Where the browser of the console's tests comes from: CHROMIUM_PATH, the PATH, apt under root, the npm package.
import fs from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
const INSTALL_MS = 300_000;

const onPath = () =>
  FOLDERS.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file)) ?? null;

const isRootOnDebian = () => process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get');

async function apt(...packages) {
  const options = { timeoutMs: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  if ((await install()).code === 0) return true;
  await run('apt-get', ['update'], options); // a fresh image has no lists yet
  return (await install()).code === 0;
}

/** Without a Chinese font the pages are blank where there should be text, and every look at them is worthless. */
async function hasChineseFont() {
  const { code, output } = await run('fc-list', [':lang=zh', 'family']);
  return code === 0 && output.trim() !== '';
}

async function ofNpm() {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'; // read at import: unpacks the libraries a bare machine lacks
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** Resolves to the browser's path. Rejects with what to do where there is none, or no Chinese font. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given && !fs.existsSync(given)) throw new Error(`CHROMIUM_PATH: there is no ${given}`);
  let found = given ?? onPath();
  if (!found && isRootOnDebian() && (await apt('chromium', 'fonts-wqy-microhei'))) found = onPath();
  found ??= await ofNpm().catch(() => null);
  if (!found)
    throw new Error(
      'no browser for the tests of the console: install chromium (or name one in CHROMIUM_PATH) and run again',
    );
  if (!(await hasChineseFont()) && isRootOnDebian()) await apt('fontconfig', 'fonts-wqy-microhei');
  if (!(await hasChineseFont()))
    throw new Error('no Chinese font for the tests of the console: install fonts-wqy-microhei and run again');
  return found;
}
