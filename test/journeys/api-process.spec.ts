import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Persistence } from '#persistence';
import { PASSWORD, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { Caller } from '../harness/api.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

const MAIN = path.resolve(import.meta.dirname, '../../dist/apps/api/src/main.js');

let database: TestDatabase;
let persistence: Persistence;
let county: SmallCounty;

beforeAll(async () => {
  database = await createTestDatabase();
  persistence = new Persistence({ url: database.url, keys: process.env.ZHUDAO_KEYS! });
  county = await smallCounty(persistence, 1);
});
afterAll(async () => {
  await persistence.close();
  await database.drop();
});

interface Running {
  readonly process: ChildProcess;
  readonly lines: () => string[];
  readonly exit: Promise<number | null>;
}

function start(settings: Record<string, string | undefined>): Running {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: database.url,
    LOG_LEVEL: 'info',
    ...settings,
  };
  const child = spawn(process.execPath, [MAIN], { env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk));
  return {
    process: child,
    lines: () => output.split('\n').filter(Boolean),
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
}

async function addressOf({ lines, process: child }: Running): Promise<string> {
  for (let i = 0; i < 300 && child.exitCode === null; i++) {
    const address = lines()
      .join('\n')
      .match(/http:\/\/127\.0\.0\.1:\d+/);
    if (address) return address[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the API did not start: ${lines().join('\n')}`);
}

describe('the API as a process', () => {
  it.each([
    ['DATABASE_URL', undefined, 'DATABASE_URL: is not set'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL: is not an address that begins with postgres://'],
    ['PORT', 'eighty', 'PORT: must be a whole number from 0 to 65535, not "eighty"'],
    ['ZHUDAO_KEYS', undefined, 'ZHUDAO_KEYS: is not set'],
    ['ZHUDAO_KEYS', '/no/such/folder', 'key file /no/such/folder/personal-data.key is missing'],
  ])('does not start with %s = %s, and says what to mend', async (name, value, sentence) => {
    const api = start({ [name]: value });
    expect(await api.exit).toBe(1);
    expect(api.lines().join('\n')).toContain(sentence);
  });

  it('logs each request as one JSON line with its id, and nobody’s data', async () => {
    const api = start({});
    const anonymous = new Caller(await addressOf(api), null);
    await anonymous.post('/session', {
      body: { login: 'somebody-secret', password: 'hunter2' },
      headers: { 'x-request-id': 'request-0001' },
    });
    await anonymous.get('/applications?school=secret-school');
    api.process.kill('SIGTERM');
    expect(await api.exit).toBe(0);
    const lines = api
      .lines()
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines.find((line) => line.reqId === 'request-0001' && line.msg === 'answered')).toMatchObject({
      method: 'POST',
      route: '/api/v1/session',
      status: 401,
      ms: expect.any(Number),
    });
    expect(api.lines().join('\n')).not.toMatch(/secret|hunter2/);
  });

  it('finishes what it was asked before it stops, and takes nothing new', async () => {
    const api = start({});
    const anonymous = new Caller(await addressOf(api), null);
    const { login, id } = county.staff.reviewer;
    // Somebody holds the row which the sign-in must count its attempt in: the request is under way until they let go.
    const holder = await persistence.db.door.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM staff WHERE id = $1 FOR UPDATE', [id]);
    const underWay = anonymous.post('/session', { body: { login, password: PASSWORD } });
    await untilSomebodyWaits();
    api.process.kill('SIGTERM');
    await untilRefused(anonymous);
    await holder.query('COMMIT');
    holder.release();
    expect((await underWay).status).toBe(204);
    expect(await api.exit).toBe(0);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await persistence.db.query('t-waiting', waiting)).length === 0) await pause();
}

async function untilRefused(caller: Caller): Promise<void> {
  const answered = () =>
    caller.get('/health/live').then(
      ({ status }) => status === 200,
      () => false,
    );
  while (await answered()) await pause();
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
