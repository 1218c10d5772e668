import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(360_000);

const ROOT = path.resolve(import.meta.dirname, '../..');
const HOME = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-product-'));

/** As on a newcomer's machine: nothing set but where the data go. */
const ENV = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(ZHUDAO_|DATABASE_|REDIS_|TEMPORAL_ADDRESS|NODE_OPTIONS|JEST_)/.test(name),
  ),
);
const env = { ...ENV, ZHUDAO_HOME: HOME };

interface Run {
  api: string;
  pids: Record<string, number>;
}
const runFile = path.join(HOME, 'run.json');
const readRun = (): Run => JSON.parse(fs.readFileSync(runFile, 'utf8'));
const alive = (pid: number): boolean => {
  try {
    // A zombie has ended; it only waits for its parent to ask.
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const script = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], { cwd: ROOT, env, encoding: 'utf8', timeout: 180_000 });

/** `npm start`, until it says where it is ready; what it printed. */
async function start(): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk;
      if (/^Ctrl-C, or/m.test(printed)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)));
  });
  return { child, printed };
}

describe('the product, started as a newcomer starts it', () => {
  let first: { child: ChildProcess; printed: string };
  beforeAll(async () => {
    first = await start();
  });
  afterAll(() => {
    script('scripts/stop.mjs');
    fs.rmSync(HOME, { recursive: true, force: true });
  });

  it('says where it is ready, who may sign in and what to try', () => {
    expect(first.printed).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/m);
    expect(first.printed).toMatch(
      /one application: http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/application/,
    );
    expect(first.printed.match(/^ {2}\w+ +\S+ \(\S+\) {2}\d+-\w+ \/ \w+$/gm)).toHaveLength(7);
    expect(first.printed).toMatch(/^ {2}3\. /m);
  });

  it('keeps passwords, keys and addresses to the one who started it', () => {
    for (const file of ['run.json', 'accounts.csv', 'demo.json', 'keys/personal-data.key', 'keys/lookup.key']) {
      expect(`${file} ${(fs.statSync(path.join(HOME, file)).mode & 0o777).toString(8)}`).toBe(`${file} 600`);
    }
  });

  it('walks one roster from upload to paid: a late reviewer is reminded, the supervisor told, the chain whole', () => {
    const walk = script('demo/walk.mjs');
    expect(walk.stderr).toBe('');
    expect(walk.stdout).toMatch(/催办：.+ 收到/);
    expect(walk.stdout).toMatch(/过了时限，分管领导 .+ 收到/);
    expect(walk.stdout).toMatch(/笔到账.*。助到。/);
    expect(walk.stdout).toMatch(/哈希链完整/);
    expect(walk.status).toBe(0);
  });

  it('goes on deciding while Temporal is stopped, and Temporal catches up when it is back', () => {
    const { temporal } = readRun().pids;
    const outage = script('demo/demo.mjs', 'outage');
    expect(outage.stderr).toBe('');
    expect(outage.stdout).toMatch(/停掉 Temporal（进程 \d+）/);
    expect(outage.stdout).toMatch(/同意 \S+：\d+ 毫秒/);
    expect(outage.stdout).toMatch(/发件箱里有 [1-9]\d* 件等着告诉 Temporal/);
    expect(outage.stdout).toMatch(/[1-9]\d* 件还停在“公示中”/);
    expect(outage.stdout).toMatch(/[1-9]\d* 件公示结束，等待发放/);
    expect(outage.status).toBe(0);
    expect(alive(temporal!)).toBe(false);
    expect(alive(readRun().pids.temporal!)).toBe(true);
  });

  it('leaves a database in which everything holds', () => {
    const verify = script('scripts/verify.mjs', '--lang', 'en');
    expect(verify.stdout + verify.stderr).toMatch(/holds/);
    expect(verify.status).toBe(0);
  });

  it('finds nothing to mend', () => {
    const doctor = script('scripts/doctor.mjs');
    expect(doctor.stdout).not.toMatch(/^(bad|fail|warn)/im);
    expect(doctor.status).toBe(0);
  });

  it('tells an emptied Temporal everything again', () => {
    const recover = script('scripts/recover.mjs');
    expect(recover.stderr).toBe('');
    expect(recover.stdout).toMatch(/\d/);
    expect(recover.status).toBe(0);
  });

  it('is found again and ended after a hard kill, and starts again with its data', async () => {
    const { pids } = readRun();
    first.child.removeAllListeners('exit');
    first.child.kill('SIGKILL');
    expect(script('scripts/stop.mjs').status).toBe(0);
    expect(Object.entries(pids).filter(([, pid]) => alive(pid))).toEqual([]);
    const accounts = fs.readFileSync(path.join(HOME, 'accounts.csv'), 'utf8');
    const second = await start();
    expect(second.printed).not.toMatch(/^demo county/m);
    expect(fs.readFileSync(path.join(HOME, 'accounts.csv'), 'utf8')).toBe(accounts);
    const ready = await fetch(`${readRun().api}/api/v1/health/ready`);
    expect(ready.status).toBe(200);
    second.child.removeAllListeners('exit');
    second.child.kill('SIGINT');
    await new Promise((resolve) => second.child.on('exit', resolve));
    expect(fs.existsSync(runFile) ? Object.values(readRun().pids).filter(alive) : []).toEqual([]);
  });
});
