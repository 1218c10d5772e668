import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Somebody who has never had it waits as long for the servers' downloads and the demo county as for the packages. */
const PATIENCE_MS = 15 * 60_000;

/** Settings that would lead to somebody's running servers, or to his caches. */
const OURS = /^(DATABASE_|REDIS_|TEMPORAL_|ZHUDAO_|SMTP_|BENCH_|XDG_|NODE_|PORT$|HOST$)/;

/** Seconds from `npm start` to its line `ready`. */
export interface ReadyFigures {
  /** A fresh clone, a person without any cache: packages, servers, build and demo county included. */
  readonly first: number;
  /** The same again, after it was stopped. */
  readonly second: number;
}

/**
 * Clones HEAD of this checkout into a folder of its own, and starts it twice as whoever has just heard of it would. What
 * it prints goes to `say`: where the time goes.
 */
export async function measureReady(checkout: string, say: (line: string) => void): Promise<ReadyFigures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-ready-'));
  fs.chmodSync(folder, 0o755); // under root PostgreSQL runs as nobody, who must get to its data
  const clone = path.join(folder, 'zhudao');
  const env = strangersEnvironment(folder);
  try {
    await run('git', ['clone', '--quiet', checkout, clone]);
    const first = await untilReady(clone, env, say);
    const second = await untilReady(clone, env, say);
    return { first, second };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** An empty home and no caches; but the registries which this machine is told to use. */
function strangersEnvironment(folder: string): NodeJS.ProcessEnv {
  const home = path.join(folder, 'home');
  fs.mkdirSync(home);
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name) && !/^npm_/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    npm_config_cache: path.join(folder, 'npm-cache'),
    npm_config_userconfig: path.join(os.homedir(), '.npmrc'),
    ZHUDAO_HOME: path.join(folder, 'data'),
  };
}

/** Starts it, waits for its line, and stops it again; seconds. */
async function untilReady(cwd: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const stop = () => run('npm', ['stop'], { cwd, env });
  const started = performance.now();
  const child = spawn('npm', ['start'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const late = setTimeout(stop, PATIENCE_MS);
  process.once('SIGTERM', stop); // whoever ends the benchmark must not leave this behind
  try {
    return await new Promise<number>((resolve, reject) => {
      let ready = false;
      createInterface({ input: child.stdout })
        .on('line', (line) => {
          ready ||= line.startsWith('ready ');
          if (ready) resolve((performance.now() - started) / 1_000);
          else if (line) say(line);
        })
        .on('close', () => reject(new Error('npm start ended before it was ready; what it printed is above')));
    });
  } finally {
    clearTimeout(late);
    process.off('SIGTERM', stop);
    await stop();
    await ended;
  }
}

/** Row of the report's table: figure, value, ratio (none) and mark. */
export const readyLines = (figures: ReadyFigures | null): string[][] =>
  figures
    ? [
        [
          '`npm start` until `ready`: from empty caches / again',
          `${figures.first.toFixed(0)} s / ${figures.second.toFixed(1)} s`,
          '',
          '≤ 180 s / ≤ 20 s',
        ],
      ]
    : [];
