import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIRECT_SCHOOL, KINDERGARTEN, SCHOOL } from '../factories/small-county.js';
import type { Caller } from '../harness/caller.js';
import { eventually, insist } from './harness/people.js';
import { Stack } from './harness/stack.js';
import { doubled, eventsOf } from './harness/trail.js';

/** Decided one by one while PostgreSQL goes and comes, and as many again by a bulk. */
const MANY = 200;
const PEOPLE = 6;
/** Of one person between two decisions, ms. */
const PAUSE = 60;

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ childrenPerSchool: MANY });
});
afterAll(() => stack?.stop());

let submissions = 1; // the first is that of the load

/** What people were answered while they worked: "200", or "503 SERVICE.UNAVAILABLE", or what must not be. */
const answers = new Map<string, number>();
const note = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);

/** Decides on each, at both levels; a command that was not answered is repeated under its key. */
async function decide(ids: string[], reviewer: Caller, approver: Caller): Promise<void> {
  for (let id = ids.pop(); id; id = ids.pop()) {
    for (const [stage, by] of [reviewer, approver].entries()) {
      // The revision counts what was decided: one more at each stage.
      const revision = (first.get(id) ?? 0) + stage;
      const answer = await insist(by, `/applications/${id}/approve`, { key: `${id}-${stage}`, body: { revision } });
      note(`${answer.status}`);
      for (const status of answer.before) note(status === 0 ? 'no answer' : `${status}`);
      if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
      await sleep(PAUSE);
    }
  }
}
const first = new Map<string, number>();

/** Somebody who only looks, and one who signs in again and again. */
async function look(by: Caller, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const seen = await by.get('/worklist');
    note(seen.status === 503 ? `503 ${seen.body.code}` : `${seen.status}`);
    const { login, password } = stack.county.staff.head;
    const session = await stack.anonymous().post('/session', { body: { login, password } });
    note(session.status === 503 ? `503 ${session.body.code}` : `${session.status}`);
    await sleep(PAUSE);
  }
}

describe('PostgreSQL, restarted under load', () => {
  it('loses nothing and halves nothing; people hear 200 or 503, and api and worker recover by themselves', async () => {
    const { county, machines } = stack;
    const ids = await county.draft(MANY, SCHOOL);
    await county.handIn(ids, SCHOOL);
    const inBulk = await county.draft(MANY, DIRECT_SCHOOL);
    const submissionId = await county.handIn(inBulk, DIRECT_SCHOOL);
    for (const id of ids) first.set(id, await county.revision(id));
    const [reviewer, approver, approver2] = [
      await stack.signIn('reviewer'),
      await stack.signIn('approver'),
      await stack.signIn('approver2'),
    ];
    const programs = [machines.pid('api'), machines.pid('worker')];

    const left = [...ids];
    const done = new AbortController();
    const looking = look(reviewer, done.signal);
    const deciding = Promise.all(Array.from({ length: PEOPLE }, () => decide(left, reviewer, approver)));
    const leftAtMost = (share: number) =>
      Promise.race([deciding, eventually('people at work', async () => left.length < MANY * share)]);
    await leftAtMost(0.8);
    const { body: bulk } = await approver2.post('/bulk-decisions', {
      body: { command: 'approve', selection: { submissionId } },
    });

    await stack.step('restarted as by its administrator (SIGINT) while people decide', async () => {
      await machines.kill('postgres', 'SIGINT');
      await sleep(1_000);
      await machines.restart('postgres');
      await leftAtMost(0.4);
    });
    await stack.step('killed (SIGKILL) while people decide, and recovered from its log', async () => {
      await machines.kill('postgres');
      await sleep(1_000);
      await machines.restart('postgres');
    });
    await stack.step('everybody’s command was answered in the end, and carried out once', async () => {
      await deciding;
      done.abort();
      await looking;
      const decisions = await eventsOf(stack, ids, 'ApplicationApproved');
      expect(decisions.length).toBe(2 * MANY);
      expect(await doubled(stack)).toEqual([]);
      expect([...answers.keys()].sort()).toEqual(['200', '204', '503', '503 SERVICE.UNAVAILABLE']);
    });
    await stack.step('the worker reminds again, and the bulk has gone on', async () => {
      const [late] = (await county.draft(1, KINDERGARTEN, 'demo-seconds')) as [string];
      await county.handIn([late], KINDERGARTEN, 'demo-seconds');
      const inbox = async () => (await reviewer.get('/inbox')).body.items;
      await eventually('the reviewer to be reminded', async () => (await inbox()).length > 0);
      await eventually('the bulk to be done', async () => {
        const { state, accepted } = (await approver2.get(`/bulk-decisions/${bulk.id}`)).body;
        return state === 'done' && accepted === MANY;
      });
      expect([machines.pid('api'), machines.pid('worker')]).toEqual(programs);
      expect([machines.isUp('api'), machines.isUp('worker')]).toEqual([true, true]);
    });
  });
});

/** For a statement that is not answered, and after it for a connection that does not come about. */
const BOUND_SECONDS = 35;

describe('PostgreSQL, away', () => {
  it.each([
    [
      'stopped',
      (): Promise<void> => stack.machines.kill('postgres', 'SIGINT'),
      () => stack.machines.restart('postgres'),
    ],
    [
      'hanging, and all its connections with it',
      async () => stack.machines.signalFamily('postgres', 'SIGSTOP'),
      async () => stack.machines.signalFamily('postgres', 'SIGCONT'),
    ],
  ])('%s: a command is answered “not now”, and taken under the same key when it is back', async (_, leave, back) => {
    submissions += 1;
    const [id] = (await stack.county.draft(1, KINDERGARTEN)) as [string];
    await stack.county.handIn([id], KINDERGARTEN, undefined, submissions);
    const reviewer = await stack.signIn('reviewer');
    const ask = { key: `away-${id}`, body: { revision: await stack.county.revision(id) } };
    const approve = () => reviewer.post(`/applications/${id}/approve`, ask);

    await leave();
    const begun = performance.now();
    const [refused, alive] = await Promise.all([approve(), reviewer.get('/health/live')]);
    const waited = (performance.now() - begun) / 1_000;
    await back();
    expect(refused).toMatchObject({ status: 503, body: { status: 503, code: 'SERVICE.UNAVAILABLE' } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(waited).toBeLessThan(BOUND_SECONDS);
    expect(alive.status).toBe(200);

    await stack.step('back: the same command is carried out, once', async () => {
      const answer = await insist(reviewer, `/applications/${id}/approve`, ask);
      expect(answer.status).toBe(200);
      expect(await eventsOf(stack, [id], 'ApplicationApproved')).toHaveLength(1);
    });
  });
});
