import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { INVARIANTS } from '#persistence';
import { testPersistence } from '../factories/persistence.js';
import { smallCounty } from '../factories/small-county.js';

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/verify.mjs');

// Each run is a process that loads the whole library.
jest.setTimeout(60_000);

describe('npm run verify', () => {
  let opened: Awaited<ReturnType<typeof testPersistence>>;
  let application: string;

  beforeAll(async () => {
    opened = await testPersistence();
    const county = await smallCounty(opened.persistence);
    [application] = (await county.draft()) as [string];
    await county.handIn([application]);
  });
  afterAll(() => opened.close());

  /** As the application's own role, like an operator without the owner's password. */
  const run = (language: string, more: NodeJS.ProcessEnv = {}) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const temporal = process.env.ZHUDAO_TEST_TEMPORAL;
      const env = {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: opened.database.url,
        TEMPORAL_ADDRESS: temporal,
        ...more,
      };
      execFile(process.execPath, [SCRIPT, '--lang', language], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      );
    });

  it('prints a line for each thing that holds, and ends with 0', async () => {
    const { code, output } = await run('zh');
    expect(output).toMatch(/^2 个流，5 个事件 · /);
    expect(output).toMatch(/\nok {3}事件链完整 · 核对 5 · /);
    expect(output).toMatch(/\n全部相符。\n$/);
    expect(output.match(/^ok {3}/gm)).toHaveLength(Object.keys(INVARIANTS).length);
    expect(code).toBe(0);
  });

  it('names what does not, says what to look at, and ends with 1', async () => {
    await opened.persistence.db.query('t-more', 'UPDATE applications SET amount_fen = 1 WHERE id = $1', [application]);
    const { code, output } = await run('en');
    expect(output).toMatch(/BAD {2}rows and tasks are what the events say · 2 looked at · 1 wrong/);
    expect(output).toContain(`${application}  applications.amount_fen: 1 ≠ 50000`);
    expect(output).toContain('→ a column is not what the events say (table ≠ events): the events count');
    expect(output).toMatch(/1 of these do not hold, see above\.\n$/);
    expect(code).toBe(1);
  });

  it('does not look at one system with the keys of another', async () => {
    const { code, output } = await run('en', { ZHUDAO_KEYS: '' });
    expect(output).toContain('with DATABASE_URL, ZHUDAO_KEYS must name the folder with its keys');
    expect(code).toBe(1);
  });

  it('asks Temporal who follows each plan, and says so where Temporal does not answer', async () => {
    const { db } = opened.persistence;
    await db.query('t-mended', 'UPDATE applications SET amount_fen = 50000 WHERE id = $1', [application]);
    await db.query('t-told', 'DELETE FROM outbox');
    const asked = await run('en');
    expect(asked.output).toMatch(
      /BAD {2}every open plan has its workflow, or waits to be told · 1 looked at · 1 wrong/,
    );
    expect(asked.output).toContain(`${application}  application/${application}`);
    expect(asked.code).toBe(1);
    for (const TEMPORAL_ADDRESS of ['', '127.0.0.1:1']) {
      const { code, output } = await run('zh', { TEMPORAL_ADDRESS });
      expect(output).toMatch(/\n\? {4}每个时限计划都有工作流盯着 · 核对 0 · 未核对：Temporal 没有应答/);
      expect(output).toMatch(/\n已核对的全部相符；未核对的见上。\n$/);
      expect(code).toBe(0);
    }
  });
});
