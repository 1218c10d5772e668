import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { COVERAGE_KINDS } from '#domain';
import { Yunling } from '../factories/yunling.js';
import { type ExpectedCoverage, expectedCoverage } from '../factories/yunling-coverage.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

/** 38 rosters uploaded by their clerks take some twenty seconds; two cores are shared with others. */
const LONG = 240_000;
jest.setTimeout(LONG);
const COUNTY = '990101';
const PROGRAMMES = ['preschool-aid', 'compulsory-living'];

let api: ApiUnderTest;
let yunling: Yunling;
let expected: ExpectedCoverage;
let leader: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  yunling = await Yunling.load(api, [...PROGRAMMES, 'demo-seconds']);
  await yunling.uploadAll();
  expected = await expectedCoverage(yunling.rosters);
  leader = await yunling.person(COUNTY, 'supervisor');
});
afterAll(() => api.stop());

interface Shown {
  programmes: {
    programme: string;
    counts: Record<string, number>;
    offices: { office: { code: string; level: string } | null; counts: Record<string, number> }[];
  }[];
}

const overview = async (office: string): Promise<Shown> => {
  const { status, body } = await leader.get(`/coverage?office=${office}`);
  expect(status).toBe(200);
  return body;
};

/** As the expectation has it: children nobody began differently for have none of the other kinds. */
const kinds = ({ applied, approved, paid, ...counts }: Record<string, number>) => {
  expect([applied, approved, paid]).toEqual([0, 0, 0]);
  return counts;
};

describe('the coverage of 云岭县, its rosters uploaded and nothing handed in', () => {
  it('is exact for every school, and for every township’s children on no roll', async () => {
    const seen: ExpectedCoverage = {};
    const county = await overview(COUNTY);
    for (const { programme, offices } of county.programmes.filter((each) => PROGRAMMES.includes(each.programme))) {
      for (const { office, counts } of offices) {
        if (office!.level === 'school') seen[`${programme} ${office!.code}`] = kinds(counts) as never;
      }
    }
    const townships = county.programmes[0]!.offices.flatMap(({ office }) =>
      office!.level === 'township' ? [office!.code] : [],
    );
    expect(townships).toHaveLength(6);
    for (const township of townships) {
      const { programmes } = await overview(township);
      for (const { programme, offices } of programmes.filter((each) => PROGRAMMES.includes(each.programme))) {
        for (const { office, counts } of offices)
          seen[`${programme} ${office?.code ?? township}`] = kinds(counts) as never;
      }
    }
    expect(seen).toEqual(expected);
    const sum = (kind: 'entitled' | 'refused' | 'to-verify') =>
      Object.values(seen).reduce((total, counts) => total + counts[kind], 0);
    expect(sum('entitled')).toBe(1_868 + sum('to-verify'));
    expect(sum('to-verify')).toBeGreaterThan(30);
    expect(sum('refused')).toBeGreaterThan(100);
  });

  it('adds up: each office is the sum of those below it, and each number is the length of its list', async () => {
    const county = await overview(COUNTY);
    for (const { programme, counts, offices } of county.programmes) {
      for (const kind of ['entitled', ...COVERAGE_KINDS])
        expect(offices.reduce((sum, office) => sum + office.counts[kind]!, 0)).toBe(counts[kind]);
      for (const { office, counts: below } of offices.filter((each) => each.office?.level === 'township')) {
        const shown = (await overview(office!.code)).programmes.find((each) => each.programme === programme)!;
        expect(shown.counts).toEqual(below);
      }
      for (const kind of COVERAGE_KINDS) expect((await children(COUNTY, programme, kind)).length).toBe(counts[kind]);
    }
  });

  it('lists each missing child once, with where it is, why, and its number masked', async () => {
    for (const programme of PROGRAMMES) {
      const missing = await children(COUNTY, programme, 'missing');
      expect(new Set(missing.map(({ person }) => person)).size).toBe(missing.length);
      for (const child of missing) {
        expect(child.idNumber).toMatch(/^\d{6}\*{8}\w{4}$/);
        expect(child.school === null).toBe(child.kind === 'to-verify');
        expect(child.householdNo !== null && child.birthDate !== null).toBe(child.kind === 'to-verify');
        expect(child.reason !== null).toBe(child.kind === 'refused' || child.application !== null);
      }
      const reasons = new Set(missing.filter(({ kind }) => kind === 'refused').map(({ reason }) => reason));
      expect([...reasons]).toEqual(expect.arrayContaining(['id_checksum', 'name_mismatch', 'birth_date_mismatch']));
    }
  });

  it('moves a school’s children from not handed in to applied as its head confirms them', async () => {
    const school = '99010101002';
    const before = expected[`compulsory-living ${school}`]!;
    const [clerk, head] = [await yunling.person(school, 'clerk'), await yunling.person(school, 'head')];
    const drafts = (await children(school, 'compulsory-living', 'not-handed-in')).filter(
      ({ reason }) => reason === 'draft',
    ).length;
    const { body } = await clerk.post('/submissions', { body: { programmeCode: 'compulsory-living', period: 20261 } });
    const members = ['罗建国', '沈慧', '家长代表'];
    await head.post(`/submissions/${body.id}/confirm`, { body: { meetingOn: '2026-09-10', members } });
    const { counts } = (await overview(school)).programmes.find((each) => each.programme === 'compulsory-living')!;
    expect(counts).toMatchObject({
      entitled: before.entitled,
      applied: body.count,
      'not-handed-in': before['not-handed-in'] - body.count,
      refused: before.refused,
    });
    expect(body.count).toBe(drafts - body.leftOut.length);
  });
});

describe('the statement that counts', () => {
  it('is one for a county, whatever the number of its children', async () => {
    const { db } = api.persistence;
    const asked: string[] = [];
    const query = db.query.bind(db);
    db.query = ((name: string, text: string, values?: unknown[]) => {
      asked.push(name);
      return query(name, text, values);
    }) as typeof db.query;
    try {
      await overview(COUNTY);
    } finally {
      db.query = query;
    }
    expect(asked.filter((name) => name === 'count-coverage')).toHaveLength(1);
    expect(asked.length).toBeLessThan(10);
  });
});

interface Child {
  person: string;
  idNumber: string;
  school: string | null;
  kind: string;
  reason: string | null;
  application: string | null;
  householdNo: string | null;
  birthDate: string | null;
}
const children = (office: string, programme: string, show: string) =>
  leader.all<Child>(`/coverage/children?office=${office}&programme=${programme}&show=${show}&limit=200`);
