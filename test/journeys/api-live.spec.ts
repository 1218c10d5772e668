import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DIRECT_SCHOOL,
  KINDERGARTEN,
  SCHOOL,
  type SmallCounty,
  type StaffName,
  smallCounty,
  TOWNSHIP,
} from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';
import { Listener } from '../harness/listener.js';

let api: ApiUnderTest;
let county: SmallCounty;
const listeners: Listener[] = [];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 12);
});
afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.leave())));
afterAll(() => api.stop());

async function listen(caller: Caller): Promise<Listener> {
  const listener = await Listener.of(caller);
  listeners.push(listener);
  return listener;
}
const page = async (who: StaffName) => listen(await api.signIn(county.staff[who]));

describe('an open page', () => {
  it('is told at once that a decision changed its office’s lists, and nothing else', async () => {
    const [id] = (await county.draft(1)) as [string];
    await county.handIn([id]);
    const [mine, other] = [await page('reviewer2'), await page('kindergartenClerk')];
    expect((await county.approve('reviewer', id)).ok).toBe(true);
    await mine.hears(`data: {"offices":["${TOWNSHIP}"]}`);
    expect(mine.offices).toEqual(new Set([TOWNSHIP]));
    expect(mine.text).not.toContain(id);
    expect(mine.text).not.toMatch(/[\u4e00-\u9fff]/);
    expect(other.offices).toEqual(new Set());
  });

  it('of the school hears of what is decided on its children, and not of another school’s', async () => {
    const [school, kindergarten] = [await page('directClerk'), await page('kindergartenClerk')];
    await county.draft(1, KINDERGARTEN);
    await kindergarten.hears(KINDERGARTEN);
    expect(school.offices).toEqual(new Set());
    await county.draft(1, DIRECT_SCHOOL);
    await school.hears(DIRECT_SCHOOL);
    expect(kindergarten.offices).toEqual(new Set([KINDERGARTEN]));
  });

  it('hears one message for many changes at once', async () => {
    const clerk = await page('clerk');
    await county.draft(5);
    await clerk.hears(SCHOOL);
    await pause(500);
    expect(clerk.text.match(/^data: /gm)!.length).toBeLessThanOrEqual(3);
  });

  it('keeps no proxy between from passing on what it hears', async () => {
    const { headers } = await page('clerk');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
  });

  it('hears no more once its person has signed out', async () => {
    const caller = await api.signIn(county.staff.head);
    const [one, two] = [await listen(caller), await listen(caller)];
    const colleague = await page('clerk');
    expect((await caller.delete('/session')).status).toBe(204);
    await Promise.all([one.ends(), two.ends()]);
    expect(colleague.over).toBe(false);
    expect((await caller.get('/live')).status).toBe(401);
  });

  it('gives way to the ninth of the same person', async () => {
    const caller = await api.signIn(county.staff.auditor);
    const open: Listener[] = [];
    for (let i = 0; i < 9; i++) open.push(await listen(caller));
    await open[0]!.ends();
    expect(open.slice(1).some(({ over }) => over)).toBe(false);
  });

  it('does not keep the server from stopping', async () => {
    const another = await ApiUnderTest.start();
    const there = await smallCounty(another.persistence, 1);
    const listener = await listen(await another.signIn(there.staff.clerk));
    await another.stop();
    await listener.ends();
  });

  it('goes on hearing after the database closed the connection, and is told that it may have missed something', async () => {
    const clerk = await page('clerk');
    await api.persistence.db.query(
      't-cut',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'zhudao live' AND datname = current_database()",
    );
    await clerk.hears(SCHOOL);
    clerk.text = '';
    await county.draft(1);
    await clerk.hears(SCHOOL);
  });
});
