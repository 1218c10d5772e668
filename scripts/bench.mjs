// npm run bench [-- [--quick [--full-reads]] [--profile] [--json FILE]]: services, api and worker of its own in a folder of
// its own, then dist/bench/main.js drives them and prints a table. With `-- --start` only how long npm start takes.
// See docs/benchmark.md.
import fs from 'node:fs';
import path from 'node:path';
import './lib/node-version.mjs';
import './lib/output.mjs';
import { findChromium } from './lib/chromium.mjs';
import { installPackages } from './lib/install.mjs';
import { applicationEnv, claimInstance, startApplication } from './lib/instance.mjs';
import { ensureKeys } from './lib/keys.mjs';
import { checkout, openDataFolder } from './lib/paths.mjs';
import { portBook } from './lib/ports.mjs';
import { endRunningCommands, runAttached } from './lib/run.mjs';
import { step } from './lib/step.mjs';
import { Supervisor } from './lib/supervisor.mjs';

/** The benchmark must never fill somebody's real servers. */
const OUTSIDE = [
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'REDIS_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'ZHUDAO_KEYS',
  'SMTP_URL',
  'PORT',
];
for (const name of OUTSIDE) delete process.env[name];
process.env.ZHUDAO_DEMO = '0';

/** A database of its own for what is carried to paid with another clock; no relay or worker looks into it. */
const PAID = 'bench_paid';
/** A person never asks so fast; the limit stays, it is only out of the driver's reach. */
const LIMITS = { ZHUDAO_REQUESTS_PER_MINUTE: '10000000', ZHUDAO_SIGN_INS_PER_MINUTE: '10000000' };

// Beside the test runs, whose next one clears away what a killed benchmark left.
const data = openDataFolder(path.join(checkout, 'test/.tmp', `bench-${process.pid}`));
const supervisor = new Supervisor(data);
let release = () => {};
let stopping = false;

async function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  endRunningCommands();
  await supervisor.stop({ hurry: true });
  release();
  fs.rmSync(data, { recursive: true, force: true });
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(130));

async function bench() {
  release = (await claimInstance(data)).release;
  await step('packages', installPackages, (installed) => (installed ? 'installed' : 'up to date'));
  const [{ build }, { bringUpServices }, { migrate }, { ensureSearchAttributes, NAMESPACE }] = await Promise.all(
    ['build', 'services', 'migrate', 'temporal'].map((name) => import(`./lib/${name}.mjs`)),
  );
  await step('build', build, (outcome) => outcome);
  const program = (name) => ['--enable-source-maps', path.join(checkout, `dist/bench/${name}.js`)];
  if (process.argv.includes('--start'))
    return runAttached(process.execPath, program('start'), { env: { ...process.env, BENCH_ROOT: checkout } });
  const services = await bringUpServices({ data, supervisor, ui: false });
  const { ownerUrl, appUrl, adminUrl } = services.database;
  const paid = (url) => Object.assign(new URL(url), { pathname: `/${PAID}` }).href;
  await step('databases', async () => {
    const { queryOnce } = await import('./lib/roles.mjs');
    await queryOnce(adminUrl, `CREATE DATABASE ${PAID} OWNER ${new URL(ownerUrl).username}`);
    for (const url of [ownerUrl, paid(ownerUrl)]) await migrate(url);
  });
  const { SEARCH_ATTRIBUTES } = await import('../dist/libs/contracts/src/index.js');
  await ensureSearchAttributes(services.temporal.address, SEARCH_ATTRIBUTES);
  const port = await portBook(data)('api');
  const env = { ...applicationEnv({ services, port, keys: ensureKeys(data), data, namespace: NAMESPACE }), ...LIMITS };
  const profile = path.join(data, 'api.cpuprofile');
  const preload = `--import=${path.join(checkout, 'dist/bench/profile-on-signal.js')}`;
  const profiling = process.argv.includes('--profile');
  const profiled = profiling ? { NODE_OPTIONS: preload, ZHUDAO_PROFILE: profile } : {};
  await step('api and worker', () => startApplication({ supervisor, env: { ...env, ...profiled }, port }));
  const noBrowser = ({ message }) => console.error(`the figures of the console are left out: ${message}`);
  const chromium = profiling ? '' : ((await findChromium().catch(noBrowser)) ?? '');
  const addresses = {
    BENCH_CHROMIUM: chromium,
    BENCH_API: `http://127.0.0.1:${port}`,
    BENCH_ADMIN_URL: adminUrl,
    BENCH_OWNER_URL: ownerUrl,
    ZHUDAO_PROFILE: profile,
    BENCH_PAID_APP_URL: paid(appUrl),
    BENCH_PAID_OWNER_URL: paid(ownerUrl),
    BENCH_ROOT: checkout,
    BENCH_PIDS: JSON.stringify(supervisor.pids),
  };
  return runAttached(process.execPath, [...program('main'), ...process.argv.slice(2)], {
    env: { ...env, ...addresses },
  });
}

try {
  await stop(await bench());
} catch (error) {
  if (!stopping) console.error(`\n${process.env.DEBUG ? error.stack : error.message}`);
  await stop(1);
}
