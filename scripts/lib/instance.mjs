// One running instance: its lock, its application processes, and what it tells others in run.json.
import fs from 'node:fs';
import path from 'node:path';
import { checkout, readJson, writePrivate } from './paths.mjs';
import { claim, endLeftovers, endProcess, HeldByAnother, isAlive } from './processes.mjs';
import { lastLines } from './run.mjs';

const READY_MS = 60_000;
const lockFile = (data) => path.join(data, 'start.lock');
const runFile = (data) => path.join(data, 'run.json');

export const readRun = (data) => readJson(runFile(data), null);
export const writeRun = (data, run) => writePrivate(runFile(data), `${JSON.stringify(run, null, 2)}\n`);

/** The record of the start script that runs on this data folder now, or null. */
export function runningStart(data) {
  const holder = readJson(lockFile(data), null);
  return isAlive(holder) ? holder : null;
}

/**
 * Makes this process the only one that starts things on the data folder, and ends what a killed one left behind.
 * Resolves to {release, leftovers}.
 */
export async function claimInstance(data, options) {
  try {
    const release = claim(lockFile(data));
    return { release, leftovers: await endLeftovers(data, options) };
  } catch (error) {
    if (!(error instanceof HeldByAnother)) throw error;
    const address = readRun(data)?.api;
    throw new Error(
      `Zhudao runs on ${data} already (process ${error.holder.pid}${address ? `, ${address}` : ''}). \`npm stop\` ends it.`,
    );
  }
}

/** Ends everything that runs on the data folder; resolves to the names of what was ended, `start` among them. */
export async function stopInstance(data) {
  const start = runningStart(data);
  if (start) await endProcess(start); // it ends its own in order
  const leftovers = await endLeftovers(data);
  fs.rmSync(lockFile(data), { force: true });
  fs.rmSync(runFile(data), { force: true });
  return [...(start ? ['start'] : []), ...leftovers];
}

export const forgetRun = (data) => fs.rmSync(runFile(data), { force: true });

/** What api and worker get to know. The owner's URL is not among it. */
export function applicationEnv({ services, port, keys, data, namespace }) {
  const { DATABASE_MIGRATION_URL: _, ...inherited } = process.env;
  return {
    NODE_ENV: 'production',
    ...inherited,
    DATABASE_URL: services.database.appUrl,
    REDIS_URL: services.redis.url,
    TEMPORAL_ADDRESS: services.temporal.address,
    TEMPORAL_NAMESPACE: namespace,
    PORT: String(port),
    ZHUDAO_KEYS: keys,
    ZHUDAO_HOME: data,
    // Whoever wants no demo has no people to step into either.
    ...(process.env.ZHUDAO_DEMO !== '0' && { ZHUDAO_DEMO_FILE: demoFile(data) }),
  };
}

/** How V8 keeps each process's memory; measured in docs/benchmark.md. (Semi-spaces are powers of two.) */
const MEMORY = {
  // Most of what a request makes is garbage when it is answered: with room for it, little is ever copied. Without the
  // minimum V8 takes the room back in quiet minutes, and the next bulk pays for it.
  api: ['--min-semi-space-size=64', '--max-semi-space-size=64', '--max-old-space-size=1024'],
  // The more a heap may grow, the later it is cleared: with the limit a roster of 100,000 rows needs less than half.
  worker: ['--max-semi-space-size=8', '--max-old-space-size=1024'],
};
/** One pool of freed memory for each of a dozen threads keeps 30 MiB of the worker from everybody. */
const ALLOCATOR = { MALLOC_ARENA_MAX: '2' };
const node = (...args) => ({ command: process.execPath, args: ['--enable-source-maps', ...args], cwd: checkout });

/** Starts api and worker together and waits until the API says that it can serve. */
export async function startApplication({ supervisor, env: given, port }) {
  const env = { ...ALLOCATOR, ...given };
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/api/v1/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.status === 200,
    );
  await Promise.all([
    supervisor.start('api', { ...node(...MEMORY.api, 'dist/apps/api/src/main.js'), env, readyMs: READY_MS, ready }),
    supervisor.start('worker', {
      ...node(...MEMORY.worker, 'dist/apps/worker/src/main.js'),
      env,
      lowPriority: true,
      graceMs: 15_000,
    }),
  ]);
}

const SEED = path.join(checkout, 'demo/seed.mjs');
const demoFile = (data) => path.join(data, 'demo.json');

export const readDemo = (data) => readJson(demoFile(data), null);
export const wantsDemo = (data) =>
  process.env.ZHUDAO_DEMO !== '0' && !fs.existsSync(demoFile(data)) && fs.existsSync(SEED);

/** The demo county is loaded once, by a program that uses the API like people do. */
export async function loadDemo({ run, env, api, note }) {
  const { code, output } = await run(process.execPath, ['--enable-source-maps', SEED], {
    cwd: checkout,
    env: { ...env, ZHUDAO_API: api },
    onLine: note,
  });
  if (code !== 0) throw new Error(`the demo county could not be loaded:\n${lastLines(output, 15)}`);
}
