import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KINDERGARTEN, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let reviewer: Caller;
let primary: string[];
let preschool: string[];
let submission: string;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 12);
  primary = await county.draft(7);
  submission = await county.handIn(primary);
  preschool = await county.draft(3, KINDERGARTEN);
  await county.handIn(preschool, KINDERGARTEN);
  reviewer = await api.signIn(county.staff.reviewer);
});
afterAll(() => api.stop());

const ids = (body: { items: { application: string }[] }) => body.items.map(({ application }) => application);

describe('a worklist', () => {
  it('has the tasks of one’s seat in due order, page by page, none twice', async () => {
    const seen = await reviewer.all<{ application: string; dueAt: number }>('/worklist?limit=4');
    expect(seen.map(({ application }) => application).sort()).toEqual([...primary, ...preschool].sort());
    expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).sort((a, b) => a - b));
  });

  it('shows names, masked numbers and the revision to decide on', async () => {
    const { body } = await reviewer.get('/worklist?limit=1');
    const revision = await county.revision(body.items[0].application);
    expect(body.items[0]).toMatchObject({
      stage: 'township-review',
      office: '99010101',
      role: 'reviewer',
      barred: false,
      revision,
    });
    expect(body.items[0].name).toMatch(/^学生/);
    expect(body.items[0].idNumber).toMatch(/^\d{6}\*{8}[\dX]{4}$/);
  });

  it('is empty for who has nothing to do there', async () => {
    const auditor = await api.signIn(county.staff.auditor);
    expect((await auditor.get('/worklist')).body).toEqual({ items: [], next: null });
  });

  it('filters by school, programme, submission and deadline', async () => {
    expect(ids((await reviewer.get(`/worklist?school=${KINDERGARTEN}`)).body).sort()).toEqual([...preschool].sort());
    expect(ids((await reviewer.get('/worklist?programme=preschool-aid')).body).sort()).toEqual([...preschool].sort());
    expect(ids((await reviewer.get(`/worklist?submission=${submission}`)).body).sort()).toEqual([...primary].sort());
    expect(ids((await reviewer.get('/worklist?dueBefore=1')).body)).toEqual([]);
    expect(ids((await reviewer.get('/worklist?flagged=true')).body)).toEqual([]);
    expect(ids((await reviewer.get('/worklist?stage=county-approval')).body)).toEqual([]);
  });

  it('is grouped by what each school handed in', async () => {
    const { body } = await reviewer.get('/worklist/submissions');
    expect(body.next).toBe(null);
    const group = body.items.find((each: { school: string }) => each.school === SCHOOL);
    expect(group).toMatchObject({
      submission,
      number: 1,
      schoolName: '寨坪中心小学',
      stage: 'township-review',
      count: 7,
      flagged: 0,
      late: 0,
      totalFen: 7 * 50_000,
    });
    expect(body.items.map(({ count }: { count: number }) => count).sort()).toEqual([3, 7]);
  });

  it('has its groups in due order too, page by page, none twice and none left out', async () => {
    const seen = (await reviewer.all('/worklist/submissions?limit=1')).map(({ submission }) => submission);
    const all: { submission: string }[] = (await reviewer.get('/worklist/submissions')).body.items;
    expect(seen).toEqual(all.map(({ submission }) => submission));
    expect(new Set(seen).size).toBe(2);
    const here = async (filter: string) =>
      (await reviewer.get(`/worklist/submissions?${filter}`)).body.items.map((each: { school: string }) => each.school);
    expect(await here(`school=${SCHOOL}`)).toEqual([SCHOOL]);
    expect(await here('programme=preschool-aid')).toEqual([KINDERGARTEN]);
    expect(await here(`submission=${submission}`)).toEqual([SCHOOL]);
    expect(await here('flagged=true')).toEqual([]);
    expect((await reviewer.get('/worklist/submissions?cursor=bm9uZQ')).body.code).toBe('REQUEST.CURSOR_INVALID');
  });

  it('says what a school hands in more or less than in the period before', async () => {
    const group = async () =>
      (await reviewer.get(`/worklist/submissions?school=${SCHOOL}`)).body.items[0].differenceToLastPeriod;
    expect(await group()).toBe(null);
    await api.persistence.db.query(
      't-before',
      `INSERT INTO submissions (id, period, programme_code, programme_version, school, township, county, number, phase, count, total_fen, version, revision, last_at, last_hash)
       SELECT gen_random_uuid(), 20252, programme_code, programme_version, school, township, county, n, 'confirmed', 4, total_fen + 100, 1, 1, 1, ''
       FROM submissions, generate_series(1, 2) AS n WHERE id = $1`,
      [submission],
    );
    const [row] = await api.persistence.db.query<{ total: number }>(
      't-total',
      'SELECT total_fen AS total FROM submissions WHERE id = $1',
      [submission],
    );
    expect(await group()).toEqual({ count: 7 - 8, totalFen: row!.total - 2 * (row!.total + 100) });
  });

  it('counts what it lists', async () => {
    const { body } = await reviewer.get('/worklist/counts');
    expect(body.items).toEqual([
      { stage: 'township-review', office: '99010101', role: 'reviewer', count: 10, shown: '10' },
    ]);
  });

  it('leaves out what four eyes forbids, in lists, groups and counts alike', async () => {
    const { db } = api.persistence;
    const second = '0190a000-0000-7000-8000-0000000000f1';
    await db.query('t-post', "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, '990101', 'approver')", [
      second,
      county.staff.reviewer.id,
    ]);
    await county.must(county.approve('reviewer', primary[0]!));
    await county.must(county.approve('reviewer2', primary[1]!));
    const atCounty = `post=${second}&stage=county-approval`;
    expect(ids((await reviewer.get(`/worklist?${atCounty}`)).body)).toEqual([primary[1]]);
    expect(ids((await reviewer.get(`/worklist?${atCounty}&barred=only`)).body)).toEqual([primary[0]]);
    expect(ids((await reviewer.get(`/worklist?${atCounty}&barred=include`)).body).sort()).toEqual(
      primary.slice(0, 2).sort(),
    );
    expect((await reviewer.get(`/worklist/counts?${atCounty}`)).body.items).toMatchObject([
      { stage: 'county-approval', count: 1 },
    ]);
    expect((await reviewer.get(`/worklist/submissions?${atCounty}`)).body.items).toMatchObject([
      { stage: 'county-approval', count: 1 },
    ]);
  });

  it('is the union over all of one’s seats, and of one where it is asked for', async () => {
    const all = await reviewer.get('/worklist?limit=100');
    expect(new Set(all.body.items.map(({ office }: { office: string }) => office))).toEqual(
      new Set(['99010101', '990101']),
    );
    const one = await reviewer.get(`/worklist?post=${county.staff.reviewer.postId}`);
    expect(new Set(one.body.items.map(({ office }: { office: string }) => office))).toEqual(new Set(['99010101']));
    expect((await reviewer.get(`/worklist?post=${county.staff.approver.postId}`)).body).toMatchObject({
      status: 403,
      code: 'ACCESS.NOT_YOUR_POST',
    });
  });

  it('caps its counts', async () => {
    const { db } = api.persistence;
    await db.query(
      't-many',
      `INSERT INTO tasks (application_id, visit, office, role, stage, period, programme_code, school, amount_fen, flagged, stopped, due_at, barred)
       SELECT gen_random_uuid(), 1, '990101', 'finance', 'payment', 20261, 'x', $1, 1, false, false, 1, '{}' FROM generate_series(1, 1200)`,
      [SCHOOL],
    );
    const finance = await api.signIn(county.staff.finance);
    expect((await finance.get('/worklist/counts')).body.items).toMatchObject([
      { stage: 'payment', count: 1000, shown: '999+' },
    ]);
  });
});
