import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Lives, severalLives } from '../factories/several-lives.js';
import {
  DIRECT_SCHOOL,
  KINDERGARTEN,
  PERIOD,
  SCHOOL,
  type SmallCounty,
  smallCounty,
} from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

const CHILDREN = 14;
const clock = { now: Date.parse('2026-09-07T09:00+08:00') };
let api: ApiUnderTest;
let county: SmallCounty;
let lives: Lives;
let clerk: Caller;
let head: Caller;
let draft: string;

beforeAll(async () => {
  api = await ApiUnderTest.start({}, { clock: () => clock.now });
  county = await smallCounty(api.persistence, CHILDREN);
  lives = await severalLives(county, clock);
  [clerk, head] = [await api.signIn(county.staff.clerk), await api.signIn(county.staff.head)];
  await county.draft(2);
  await clerk.post('/submissions', { body: { programmeCode: 'compulsory-living', period: PERIOD } });
  [draft] = (await county.draft(1)) as [string];
});
afterAll(() => api.stop());

type Child = {
  person: string;
  name: string;
  grade: string;
  className: string;
  entitled: boolean;
  missing: boolean;
  enrolled: boolean;
  applications: { id: string; phase: string; standing: string; returned: object | null }[];
};

const children = (who: Caller, query = '') => who.all<Child>(`/my-school/children?limit=4${query}`);
const withApplication = async (id: string) =>
  (await children(head)).find(({ applications }) => applications.some((each) => each.id === id))!;

describe('a school’s children', () => {
  it('are all on its roll, each once, page by page, and nobody else’s', async () => {
    const own = county.children.filter(({ school }) => school === SCHOOL).map(({ personId }) => personId);
    expect((await children(clerk)).map(({ person }) => person).sort()).toEqual([...own].sort());
  });

  it('stand by class, grades in the order in which children pass through them', async () => {
    const { db } = api.persistence;
    const moved = ['二年级', '10班', '二年级', '2班', '一年级', '1班'];
    const some = county.children.filter(({ school }) => school === DIRECT_SCHOOL).slice(0, 3);
    for (const [i, child] of some.entries())
      await db.query('t-class', 'UPDATE roll_entries SET grade = $2, class_name = $3 WHERE person_id = $1', [
        child.personId,
        moved[i * 2],
        moved[i * 2 + 1],
      ]);
    const other = await api.signIn(county.staff.directHead);
    const order = (await children(other)).slice(0, 4).map(({ grade, className }) => `${grade}${className}`);
    expect(order).toEqual(['一年级1班', '二年级2班', '二年级10班', '四年级1班']);
    const { body } = await other.get('/my-school');
    expect(body.classes.map((each: { children: number }) => each.children)).toEqual([1, 1, 1, CHILDREN - 3]);
    expect(await children(other, `&grade=${encodeURIComponent('二年级')}&className=10班`)).toHaveLength(1);
  });

  it('show where each application is, and never an identity number', async () => {
    expect((await withApplication(lives.paid)).applications).toMatchObject([{ phase: 'paid', standing: 'paid' }]);
    expect((await withApplication(lives.late)).applications).toMatchObject([{ standing: 'under-way' }]);
    const numbers = county.children.map(({ idNumber }) => idNumber);
    const { body } = await head.get('/my-school/children');
    for (const number of numbers) expect(JSON.stringify(body)).not.toContain(number);
  });

  it('say what was sent back: by whom, which items, in which words', async () => {
    const [application] = (await withApplication(lives.returned)).applications;
    expect(application).toMatchObject({
      standing: 'returned',
      returned: {
        by: '周文',
        office: '寨坪镇中心学校',
        items: [county.programme().correctableItems[0]!.code],
        opinion: '年级与学籍不符，请核对。',
      },
    });
  });

  it('who left the roll stays in the list as long as an application is theirs', async () => {
    const child = await withApplication(lives.objected);
    await api.persistence.db.query('t-leave', 'UPDATE roll_entries SET school = $2 WHERE person_id = $1', [
      child.person,
      KINDERGARTEN,
    ]);
    expect(await withApplication(lives.objected)).toMatchObject({ enrolled: false, missing: false, grade: '' });
    await api.persistence.db.query('t-return', 'UPDATE roll_entries SET school = $2 WHERE person_id = $1', [
      child.person,
      SCHOOL,
    ]);
  });
});

describe('the school head’s four counts', () => {
  it('are each the length of the list they lead to', async () => {
    const { body } = await head.get('/my-school');
    expect(body.period).toBe(PERIOD);
    for (const show of ['to-confirm', 'missing', 'returned', 'paid'])
      expect({ show, count: (await children(head, `&show=${show}`)).length }).toEqual({
        show,
        count: body.counts[show],
      });
    expect(body.counts).toEqual({ all: CHILDREN, 'to-confirm': 2, missing: 4, returned: 1, paid: 2 });
  });

  it('count a draft as missing until it is handed in, and what was handed in and refused once not', async () => {
    const missing = (await children(head, '&show=missing')).map(({ person }) => person);
    expect(missing).toContain((await withApplication(draft)).person);
    expect(missing).not.toContain((await withApplication(lives.appealed)).person);
  });

  it('count as missing whom coverage lists as not handed in, and nobody else', async () => {
    const listed = (await clerk.get('/coverage/children?programme=compulsory-living&show=not-handed-in')).body.items;
    const missing = (await children(clerk, '&show=missing')).map(({ person }) => person);
    expect(missing.sort()).toEqual(listed.map(({ person }: { person: string }) => person).sort());
    expect(missing.length).toBeGreaterThan(0);
  });

  it('count nobody as missing who is registered, but in no grade that a programme is for', async () => {
    const { db } = api.persistence;
    const [registered] = await children(head, '&show=missing');
    const inStage = (stage: string) =>
      db.query('t-stage', 'UPDATE roll_entries SET school_stage = $2 WHERE person_id = $1', [
        registered!.person,
        stage,
      ]);
    await inStage('senior-high');
    const [seen] = (await children(head)).filter(({ person }) => person === registered!.person);
    expect(seen).toMatchObject({ entitled: false, missing: false });
    await inStage('primary');
  });

  it('count nobody as missing whom another school has applied for', async () => {
    const { db } = api.persistence;
    const [free] = (await children(head, '&show=missing')).filter(({ applications }) => applications.length === 0);
    await db.query('t-transfer', 'UPDATE applications SET subject_id = $1 WHERE id = $2', [
      free!.person,
      lives.objected,
    ]);
    await db.query('t-other-school', 'UPDATE applications SET school = $1 WHERE id = $2', [
      DIRECT_SCHOOL,
      lives.objected,
    ]);
    expect((await children(head, '&show=missing')).map(({ person }) => person)).not.toContain(free!.person);
  });
});

describe('whoever has no school', () => {
  it('is refused', async () => {
    const reviewer = await api.signIn(county.staff.reviewer);
    for (const path of ['/my-school', '/my-school/children'])
      expect(await reviewer.get(path)).toMatchObject({ status: 403, body: { code: 'ACCESS.WRONG_ROLE' } });
    expect(await head.get('/my-school/children?cursor=nonsense')).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.CURSOR_INVALID' },
    });
  });
});
