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
    const seen: { application: string; dueAt: number }[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: typeof seen; next: string | null } } = await reviewer.get(
        `/worklist?limit=4${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.items);
      cursor = body.next;
    } while (cursor);
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
    expect(body.more).toBe(false);
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
