import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiUnderTest } from '../harness/api.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const YUNLING = path.join(ROOT, 'demo/yunling');
/** The whole county with its services takes some ten seconds; two cores are shared with others. */
const LONG = 180_000;

type Outcomes = Record<string, { line: number; outcome: string }[]>;

let work: string;
let api: ApiUnderTest;

beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'zhudao-county-'));
  api = await ApiUnderTest.start();
});
afterAll(async () => {
  await api.stop();
  await rm(work, { recursive: true, force: true });
});

/** Runs `npm run county -- load` against an API, as its own process. */
async function load(
  folder: string,
  target: ApiUnderTest,
  home: string,
  ...more: string[]
): Promise<{ said: string; outcomes: Outcomes }> {
  const report = path.join(work, `report-${path.basename(home)}.json`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      'scripts/county.mjs',
      'load',
      folder,
      '--url',
      target.address,
      '--report',
      report,
      '--taken-on',
      '2026-09-01',
      ...more,
    ],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: target.database.url, ZHUDAO_HOME: path.join(work, home) } },
  );
  return { said: stdout, outcomes: JSON.parse(await readFile(report, 'utf8')) };
}

const expected = async (): Promise<Outcomes> =>
  JSON.parse(await readFile(path.join(YUNLING, 'expected-outcomes.json'), 'utf8'));

const count = async (target: ApiUnderTest, table: string): Promise<number> => {
  const [row] = await target.persistence.db.query<{ n: number }>(
    `t-count-${table}`,
    `SELECT count(*) AS n FROM ${table}`,
  );
  return row!.n;
};

describe('云岭县, loaded into the running system', () => {
  it(
    'comes to the expected outcome on each of 1,826 rows, through the HTTP API',
    async () => {
      const { outcomes } = await load(YUNLING, api, 'home');
      expect(Object.values(outcomes).flat()).toHaveLength(1_826);
      expect(outcomes).toEqual(await expected());
    },
    LONG,
  );

  it('drafts one application per recognised child and active programme it is entitled to', async () => {
    const rows = Object.values(await expected()).flat();
    const accepted = rows.filter(({ outcome }) => outcome.startsWith('accept')).length;
    // Pre-school aid covers kindergartens, the living allowance primary and junior schools: one programme per child.
    expect(await count(api, 'applications')).toBe(accepted);
    const [values] = await api.persistence.db.query<{ n: number }>(
      't-cards',
      "SELECT count(*) AS n FROM personal_values WHERE kind = 'card'",
    );
    expect(values!.n).toBeGreaterThan(accepted * 0.9);
  });

  it('leaves no number of a person in the clear in the database', async () => {
    const [first] = (await readFile(path.join(YUNLING, 'school-roll.csv'), 'utf8')).split('\n').slice(1);
    const idNumber = first!.split(',')[1]!;
    const tables = await api.persistence.db.query<{ name: string }>(
      't-tables',
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'audit') AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_prisma%'`,
    );
    for (const { name } of tables) {
      const [found] = await api.persistence.db.query<{ n: number }>(
        `t-leak-${name}`,
        `SELECT count(*) AS n FROM ${name} t WHERE t::text LIKE $1`,
        [`%${idNumber}%`],
      );
      expect({ name, n: found!.n }).toEqual({ name, n: 0 });
    }
  });

  it('gives every seat somebody, some people two posts, and each a password that only this file knows', async () => {
    const file = path.join(work, 'home/accounts.csv');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    const lines = (await readFile(file, 'utf8')).trim().split('\n').slice(1);
    expect(lines).toHaveLength(38 * 2 + 6 * 3 + 6);
    expect(lines.filter((line) => line.split(',')[3]!.includes(' '))).toHaveLength(12);
    const [login, password] = lines.find((line) => line.startsWith('99010101-reviewer,'))!.split(',');
    const reviewer = await api.signIn({ login: login!, password: password! });
    expect((await reviewer.get('/me')).body.post).toMatchObject({ officeName: '寨坪镇中心学校', role: 'reviewer' });
  });

  it('shows a school clerk its own pupils with their numbers masked, and whom it has not applied for', async () => {
    const accounts = await readFile(path.join(work, 'home/accounts.csv'), 'utf8');
    const [login, password] = accounts
      .split('\n')
      .find((line) => line.startsWith('99010101002-clerk,'))!
      .split(',');
    const clerk = await api.signIn({ login: login!, password: password! });
    const all = await clerk.all<{ person: string; idNumber: string }>('/my-school/children?limit=200');
    expect(all.filter(({ idNumber }) => !/^\d{6}\*+\w{4}$/.test(idNumber))).toEqual([]);
    const missing = await clerk.all('/my-school/children?limit=200&show=missing');
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.length).toBeLessThan(all.length);

    const own = all[0]!;
    const shown = await clerk.post(`/students/${own.person}/reveal-id-number`, { body: {} });
    expect(shown.body.idNumber.slice(-4)).toBe(own.idNumber.slice(-4));
    const [foreign] = await api.persistence.db.query<{ id: string }>(
      't-foreign',
      "SELECT person_id AS id FROM roll_entries WHERE school = '99010102002' LIMIT 1",
    );
    expect((await clerk.post(`/students/${foreign!.id}/reveal-id-number`, { body: {} })).status).toBe(404);
    const looks = await api.persistence.db.query(
      't-looks',
      "SELECT subject, seat FROM audit.access WHERE kind = 'unmasked'",
    );
    expect(looks).toEqual([{ subject: own.person, seat: '99010101002/clerk' }]);
  });

  it(
    'can be loaded again: new snapshots, and nobody and nothing twice',
    async () => {
      const tables = ['persons', 'staff', 'posts', 'organisations', 'applications', 'submissions'];
      const before = await Promise.all(tables.map((table) => count(api, table)));
      const { outcomes } = await load(YUNLING, api, 'home');
      expect(outcomes).toEqual(await expected());
      expect(await Promise.all(tables.map((table) => count(api, table)))).toEqual(before);
      expect(await count(api, 'snapshots')).toBe(6);
    },
    LONG,
  );
});

describe('another county', () => {
  it(
    'with other codes does as well, beside the first in one system',
    async () => {
      const folder = path.join(work, 'qingxi');
      const chosen = await copyCounty(folder, '990101', '880203');
      const { outcomes } = await load(folder, api, 'other-home', '--period', '20262');
      const of = await expected();
      expect(outcomes).toEqual(Object.fromEntries(chosen.map((name) => [name.replace('990101', '880203'), of[name]])));
      const accepted = Object.values(outcomes)
        .flat()
        .filter(({ outcome }) => outcome.startsWith('accept')).length;
      const [row] = await api.persistence.db.query<{ n: number }>(
        't-other-county',
        "SELECT count(*) AS n FROM applications WHERE county = '880203' AND period = 20262",
      );
      expect(row!.n).toBe(accepted);
    },
    LONG,
  );

  it('with faults in its files is told all of them, by file, line and column, and nothing is loaded', async () => {
    const folder = path.join(work, 'faulty');
    await copyCounty(folder, '990101', '880203');
    const roll = await readFile(path.join(folder, 'school-roll.csv'), 'utf8');
    await writeFile(path.join(folder, 'school-roll.csv'), roll.replace('880203', '777777').replace(/男/, ''));
    const before = await count(api, 'organisations');
    const failed = await load(folder, api, 'faulty-home').then(
      () => null,
      (error: { stderr: string }) => error.stderr,
    );
    expect(failed).toContain('school-roll.csv第2行“学校代码”列：organisations.csv 中没有“777777');
    expect(failed).toContain('“性别”列：没有填写');
    expect(await count(api, 'organisations')).toBe(before);
  });
});

/** The same people under other codes, and a handful of the rosters. */
async function copyCounty(folder: string, from: string, to: string): Promise<string[]> {
  await mkdir(path.join(folder, 'rosters'), { recursive: true });
  const code = new RegExp(`(?<![0-9A-Za-z])${from}(?=\\d{0,5}(?!\\d))`, 'g');
  for (const name of (await readdir(YUNLING)).filter((each) => each.endsWith('.csv'))) {
    const text = await readFile(path.join(YUNLING, name), 'utf8');
    await writeFile(path.join(folder, name), text.replace(code, to));
  }
  const chosen = (await readdir(path.join(YUNLING, 'rosters'))).sort().slice(0, 5);
  for (const name of chosen)
    await cp(path.join(YUNLING, 'rosters', name), path.join(folder, 'rosters', name.replace(from, to)));
  return chosen;
}
