import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '#contracts';
import { createEmptyDatabase, type TestDatabase } from '../harness/database.js';
import { eventually } from '../harness/eventually.js';

jest.setTimeout(120_000);

const ROOT = path.resolve(import.meta.dirname, '../..');
const IMAGE = path.join(ROOT, 'test/.tmp', `image-${process.pid}`);
const NAMESPACE = `image-${randomUUID()}`;
const DOCKERFILE = fs.readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');

/** What the last stage of the Dockerfile takes from the one before. */
const COPIED = [...DOCKERFILE.matchAll(/^COPY --from=build \/zhudao\/(\S+) /gm)].map(([, name]) => name!);
/** How it is started, without Node itself. */
const [, ...API] = JSON.parse(DOCKERFILE.match(/^CMD (\[.*\])$/m)![1]!) as string[];
const COMPOSE = fs.readFileSync(path.join(ROOT, 'deploy/compose.yaml'), 'utf8');
const WORKER = COMPOSE.match(/\[node, (.*worker\/src\/main\.js)\]/)![1]!.split(', ');

const npm = (...args: string[]) =>
  execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });

/** The packages that `npm prune --omit=dev` leaves, as they are installed here; the files are the same ones. */
function copyPackages(): void {
  const packages = npm('ls', '--omit=dev', '--all', '--parseable').split('\n').slice(1).filter(Boolean);
  for (const each of packages) {
    const target = path.join(IMAGE, path.relative(ROOT, each));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    // Packages inside this one are on the list themselves, where they belong to the image at all.
    const wanted = (file: string) => !path.relative(each, file).split(path.sep).includes('node_modules');
    fs.cpSync(each, target, { recursive: true, filter: wanted });
  }
}

describe('what the image holds', () => {
  let database: TestDatabase;
  let connection: Connection;
  let settings: NodeJS.ProcessEnv;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    for (const name of COPIED) {
      if (name === 'node_modules') copyPackages();
      else fs.cpSync(path.join(ROOT, name), path.join(IMAGE, name), { recursive: true });
    }
    database = await createEmptyDatabase();
    connection = await Connection.connect({ address: process.env.ZHUDAO_TEST_TEMPORAL! });
    await connection.workflowService.registerNamespace({
      namespace: NAMESPACE,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const redis = new URL(process.env.ZHUDAO_TEST_REDIS_URL!);
    redis.pathname = '/15'; // nobody else's jobs
    settings = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: database.url,
      REDIS_URL: redis.href,
      TEMPORAL_ADDRESS: process.env.ZHUDAO_TEST_TEMPORAL,
      TEMPORAL_NAMESPACE: NAMESPACE,
      ZHUDAO_KEYS: path.join(IMAGE, 'keys'),
      ZHUDAO_HOME: path.join(IMAGE, 'home'),
    };
  });
  afterAll(async () => {
    for (const each of running) each.kill('SIGKILL');
    await connection.close();
    await database.drop();
    fs.rmSync(IMAGE, { recursive: true, force: true });
  });

  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    execFileSync(process.execPath, args, { cwd: IMAGE, env: { ...settings, ...env }, encoding: 'utf8', stdio: 'pipe' });
  const start = (args: string[]) => {
    const child = spawn(process.execPath, args, { cwd: IMAGE, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk));
    running.push(child);
    return { child, printed: () => printed };
  };

  /** How many ask Temporal for the workflows of this namespace. */
  const pollers = async () => {
    const queue = { namespace: NAMESPACE, taskQueue: { name: TASK_QUEUE }, taskQueueType: 1 };
    return (await connection.workflowService.describeTaskQueue(queue)).pollers.length;
  };

  it('makes keys once, and never over others', () => {
    expect(run(['scripts/keys.mjs', 'keys'])).toContain('personal-data.key');
    expect(() => run(['scripts/keys.mjs', 'keys'])).toThrow(/is not empty/);
  });

  it('migrates the database, and has nothing to do the second time', () => {
    expect(() => run(['scripts/migrate.mjs'])).toThrow(/DATABASE_MIGRATION_URL/);
    const owner = { DATABASE_MIGRATION_URL: database.ownerUrl };
    expect(run(['scripts/migrate.mjs'], owner)).toMatch(/^[1-9]\d* migrations applied/);
    expect(run(['scripts/migrate.mjs'], owner)).toMatch(/^0 migrations applied/);
  });

  it('is enough for the API and the worker, which end when they are told to', async () => {
    const api = start(API);
    const worker = start(WORKER);
    const [address] = await eventually(async () => api.printed().match(/http:\/\/[\d.]+:\d+/));
    await eventually(async () => (await fetch(`${address}/api/v1/health/ready`)).status === 200);
    await eventually(async () => (await pollers()) > 0, 60_000); // a new namespace is known everywhere after some seconds
    expect([worker.child.exitCode, worker.printed()]).toEqual([null, expect.not.stringContaining('rror')]);
    expect(await (await fetch(`${address}/`)).text()).toContain('助到');
    for (const { child } of [api, worker]) child.kill('SIGTERM');
    const codes = await Promise.all([api, worker].map(async ({ child }) => (await once(child, 'exit'))[0]));
    expect({ codes, api: api.printed() }).toMatchObject({ codes: [0, 0] });
  });
});
