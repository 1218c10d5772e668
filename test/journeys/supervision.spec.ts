import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oweSubmissions } from '#persistence';
import {
  COUNTY,
  DIRECT_SCHOOL,
  KINDERGARTEN,
  PERIOD,
  SCHOOL,
  type SmallCounty,
  smallCounty,
  TOWNSHIP,
} from '../factories/small-county.js';
import { beforeNextWorkingDay } from '../factories/working-days.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

const clock = { now: 0 };
let api: ApiUnderTest;
let county: SmallCounty;
let supervisor: Caller;
let township: Caller;
let late: string[];
let soon: string[];
let fine: string[];

beforeAll(async () => {
  api = await ApiUnderTest.start({}, { clock: () => clock.now });
  county = await smallCounty(api.persistence, 8);
  clock.now = await beforeNextWorkingDay(api.persistence, 11);
  late = await county.draft(3);
  await county.handIn(late, SCHOOL, undefined, 91);
  const [heardAgain] = late as [string];
  await county.must(
    county.give('reviewer', {
      kind: 'application',
      id: heardAgain,
      command: {
        type: 'RejectApplication',
        revision: await county.revision(heardAgain),
        reason: county.programme().rejectReasons[0]!.code,
      },
    }),
  );
  await county.must(
    county.give('head', { kind: 'application', id: heardAgain, command: { type: 'AppealApplication' } }),
  );
  // Three working days for a township: the next one is the last.
  clock.now = await beforeNextWorkingDay(api.persistence, 3);
  soon = await county.draft(1);
  await county.handIn(soon, SCHOOL, undefined, 92);
  clock.now = Date.now();
  fine = await county.draft(2, DIRECT_SCHOOL);
  await county.handIn(fine, DIRECT_SCHOOL, undefined, 93);
  await oweSubmissions(api.persistence, county.programme('preschool-aid'), PERIOD, COUNTY);
  await oweSubmissions(api.persistence, county.programme('demo-seconds'), PERIOD, COUNTY);
  for (const [who, school] of [
    ['clerk', SCHOOL],
    ['directClerk', DIRECT_SCHOOL],
  ] as const) {
    await county.draft(1, school);
    const clerk = await api.signIn(county.staff[who]);
    await clerk.post('/submissions', { body: { programmeCode: 'compulsory-living', period: PERIOD } });
  }
  await remind(late[1]!);
  [supervisor, township] = [
    await api.signIn(county.staff.countySupervisor),
    await api.signIn(county.staff.townshipSupervisor),
  ];
});
afterAll(() => api.stop());

/** The reminder that is due, told to whoever it is for. */
async function remind(id: string): Promise<void> {
  const { db } = api.persistence;
  const [row] = await db.query<{ next_moment: string }>(
    't-next',
    'SELECT next_moment FROM applications WHERE id = $1',
    [id],
  );
  const command = { type: 'ReachMoment' as const, moment: row!.next_moment };
  await county.must(county.system({ kind: 'application', id, command }));
  await db.query('t-told', "UPDATE reminders SET state = 'sent'");
}

function all<T>(who: Caller, path: string, query: Record<string, string | undefined> = {}): Promise<T[]> {
  const search = new URLSearchParams({ limit: '2' });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return who.all<T>(`/supervision/${path}?${search}`);
}

type ByDue = Record<'late' | 'soon' | 'open', { count: number; shown: string }>;
type SeatView = ByDue & { office: string; role: string; reminders: { count: number } };
type PersonView = ByDue & { person: string; name: string; office: string; role: string; decided: { count: number } };

describe('what a supervisor sees', () => {
  it('is late, about to be, and open, each with the cases behind it', async () => {
    const { body } = await supervisor.get('/supervision');
    expect(body).toMatchObject({
      period: PERIOD,
      late: { count: 3, shown: '3' },
      soon: { count: 1 },
      open: { count: 6 },
      reminders: { count: (await all(supervisor, 'reminders')).length },
    });
    const ids = async (due: string) =>
      (await all<{ application: string }>(supervisor, 'tasks', { due })).map(({ application }) => application).sort();
    expect(await ids('late')).toEqual([...late].sort());
    expect(await ids('soon')).toEqual(soon);
    expect(await ids('open')).toEqual([...late, ...soon, ...fine].sort());
  });

  it('leads from every figure of every office and person to exactly as many cases', async () => {
    for (const who of [supervisor, township]) {
      const { body }: { body: { seats: SeatView[]; persons: PersonView[] } } = await who.get('/supervision');
      expect(body.persons.length).toBeGreaterThan(0);
      for (const each of [...body.seats, ...body.persons])
        for (const due of ['late', 'soon', 'open'] as const) {
          const { office, role } = each;
          const person = 'person' in each ? each.person : undefined;
          const listed = await all(who, 'tasks', { office, role, person, due });
          expect({ office, role, person, due, count: listed.length }).toEqual({
            office,
            role,
            person,
            due,
            count: each[due].count,
          });
        }
      for (const { office, role, reminders } of body.seats)
        expect(await all(who, 'reminders', { office, role })).toHaveLength(reminders.count);
    }
  });

  it('counts for a person only what four eyes and an appeal let them take', async () => {
    const { body }: { body: { persons: PersonView[] } } = await township.get('/supervision');
    const figures = (name: string) => {
      const { late, open, decided } = body.persons.find((each) => each.name === name)!;
      return { late: late.count, open: open.count, decided: decided.count };
    };
    expect(figures('周文')).toEqual({ late: 2, open: 3, decided: 1 });
    expect(figures('孙丽')).toEqual({ late: 3, open: 4, decided: 0 });
  });

  it('does not call late what stands still', async () => {
    const id = late[2]!;
    const reason = api.persistence.texts.commit(id, '核实户籍')!;
    const { actor, postId: post } = county.staff.townshipSupervisor;
    const hold = { type: 'HoldApplication' as const, reason: reason.ref };
    const commands = [{ kind: 'application' as const, id, command: hold }];
    await county.must(api.persistence.door.execute({ actor, post, texts: [reason.row], commands }));
    expect((await supervisor.get('/supervision')).body).toMatchObject({ late: { count: 2 }, open: { count: 6 } });
    await county.must(
      county.give('townshipSupervisor', { kind: 'application', id, command: { type: 'ResumeApplication' } }),
    );
  });

  it('says how often somebody was reminded, and whom each reminder told', async () => {
    const tasks = await all<{ application: string; reminded: number }>(supervisor, 'tasks', { due: 'late' });
    expect(tasks.map(({ application, reminded }) => [application === late[1], reminded])).toEqual(
      expect.arrayContaining([
        [true, 1],
        [false, 0],
      ]),
    );
    const sent = await all<{ stream: string; officeName: string; schoolName: string; name: string }>(
      supervisor,
      'reminders',
    );
    expect(sent.map(({ stream }) => stream)).toEqual(sent.map(() => late[1]));
    expect(sent[0]).toMatchObject({ schoolName: '寨坪中心小学', name: expect.stringMatching(/^学生/) });
  });
});

describe('schools that have not handed in', () => {
  type School = { school: string; owed: { programme: string; phase: string; dueAt: number | null }[] };

  it('are counted as schools, and listed with every programme they owe', async () => {
    const schools = await all<School>(supervisor, 'schools');
    expect(schools.map(({ school }) => school).sort()).toEqual([KINDERGARTEN, SCHOOL, DIRECT_SCHOOL].sort());
    expect((await supervisor.get('/supervision')).body.schools.count).toBe(schools.length);
    const owed = schools.find(({ school }) => school === KINDERGARTEN)!.owed;
    expect(owed.map(({ programme }) => programme).sort()).toEqual(['demo-seconds', 'preschool-aid']);
    expect(owed.every(({ phase, dueAt }) => phase === 'owed' && typeof dueAt === 'number')).toBe(true);
    // What the clerk prepared is not handed in until the head has confirmed it.
    expect(schools.find(({ school }) => school === SCHOOL)!.owed).toMatchObject([{ phase: 'prepared', count: 1 }]);
  });

  it('are those of one’s own subtree', async () => {
    const schools = (await all<School>(township, 'schools')).map(({ school }) => school);
    expect(schools.sort()).toEqual([KINDERGARTEN, SCHOOL].sort());
    expect((await township.get('/supervision')).body.schools.count).toBe(2);
  });
});

describe('supervision', () => {
  it('ends at one’s own subtree, whatever is asked for', async () => {
    const { body } = await township.get('/supervision');
    expect(new Set(body.seats.map(({ office }: SeatView) => office))).toEqual(new Set([TOWNSHIP]));
    expect(await all(township, 'tasks', { office: COUNTY })).toEqual([]);
    expect(await all(township, 'tasks', { person: county.staff.approver.id })).toEqual([]);
  });

  it('is for supervisors alone', async () => {
    for (const name of ['reviewer', 'auditor', 'head'] as const) {
      const who = await api.signIn(county.staff[name]);
      for (const path of ['', '/schools', '/tasks', '/reminders'])
        expect(await who.get(`/supervision${path}`)).toMatchObject({
          status: 403,
          body: { code: 'ACCESS.WRONG_ROLE' },
        });
    }
  });

  it('refuses a cursor of another list, and an unknown way of being due', async () => {
    const { body } = await supervisor.get('/supervision/schools?limit=1');
    expect((await supervisor.get(`/supervision/tasks?cursor=${body.next}`)).body.code).toBe('REQUEST.CURSOR_INVALID');
    expect((await supervisor.get('/supervision/tasks?due=never')).status).toBe(400);
  });
});
