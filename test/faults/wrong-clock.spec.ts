import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KINDERGARTEN } from '../factories/small-county.js';
import type { Caller } from '../harness/caller.js';
import { clockAhead, makeClockMovable, stepDatabaseClock } from './harness/clocks.js';
import { eventually } from './harness/people.js';
import { owed, toldTwice } from './harness/reminders.js';
import { Stack } from './harness/stack.js';
import { doubled, eventsOf } from './harness/trail.js';

const SECONDS = 'demo-seconds';
const HOUR = 3_600_000;
/** Of its programme in seconds: the limits of the two reviews, by visit, and how much of one is left at each rung. */
const LIMITS: Readonly<Record<number, number>> = { 1: 12_000, 2: 20_000 };
const LEFT: Readonly<Record<string, number>> = { 'half-time': 0.5, 'before-deadline': 0.25 };

let stack: Stack;
let reviewer: Caller;
let approver: Caller;
beforeAll(async () => {
  stack = await Stack.start({ childrenPerSchool: 20 });
  [reviewer, approver] = [await stack.signIn('reviewer'), await stack.signIn('approver')];
});
afterAll(() => stack?.stop());

let submissions = 0;
async function handIn(count: number): Promise<string[]> {
  const ids = await stack.county.draft(count, KINDERGARTEN, SECONDS);
  submissions += 1;
  await stack.county.handIn(ids, KINDERGARTEN, SECONDS, submissions);
  return ids;
}

async function approve(by: Caller, id: string): Promise<void> {
  const body = { revision: await stack.county.revision(id) };
  expect(await by.post(`/applications/${id}/approve`, { body })).toMatchObject({ status: 200 });
}

describe('A clock that is wrong', () => {
  /** Everything that has come due for these has, by PostgreSQL's clock; and people were told after that. */
  async function nothingIsEarly(ids: readonly string[]): Promise<void> {
    for (const { at, payload } of await eventsOf(stack, ids, 'ReminderCameDue')) {
      const { visit, rung, dueAt } = payload as { visit: number; rung: string; dueAt: number };
      expect(at).toBeGreaterThanOrEqual(dueAt - (LEFT[rung] ?? 0) * LIMITS[visit]!);
    }
    const early = await stack.persistence.db.query(
      't-early',
      `SELECT m.at, r.came_due_at, r.moment, m.subject FROM inbox_messages m CROSS JOIN LATERAL jsonb_array_elements(m.items) AS item
       JOIN reminders r ON r.stream = (item->>'stream')::uuid AND r.moment = item->>'moment' AND r.due_at = (item->>'dueAt')::bigint
       WHERE m.at < r.came_due_at`,
    );
    expect(early).toEqual([]);
  }

  const rightNow = async () => {
    const [row] = await stack.persistence.db.query<{ now: number }>(
      't-now',
      'SELECT floor(extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::bigint AS now',
    );
    return row!.now;
  };

  it.each([
    ['ahead of', HOUR],
    ['behind', -HOUR],
  ])(
    'of api and worker, an hour %s PostgreSQL’s: decisions and reminders come at PostgreSQL’s time',
    async (_, ahead) => {
      const { machines } = stack;
      await stack.step('api and worker started with that clock', async () => {
        for (const name of ['api', 'worker']) await machines.kill(name, 'SIGTERM');
        await Promise.all([stack.startApi('api', clockAhead(ahead)), stack.startWorker('worker', clockAhead(ahead))]);
      });
      await stack.step('one is decided, one is left lying', async () => {
        const from = await rightNow();
        const [decided, lying] = (await handIn(2)) as [string, string];
        await approve(reviewer, decided);
        await eventually('its people to be told', async () => {
          const reminders = await owed(stack, [lying]);
          return reminders.some(({ moment, state }) => moment.includes('at-deadline') && state === 'sent');
        });
        const until = await rightNow();
        for (const type of ['ApplicationApproved', 'ReminderCameDue'])
          for (const { at } of await eventsOf(stack, [decided, lying], type)) {
            expect(at).toBeGreaterThanOrEqual(from);
            expect(at).toBeLessThanOrEqual(until);
          }
        await nothingIsEarly([decided, lying]);
        await approve(reviewer, lying);
      });
    },
  );

  it('of PostgreSQL, set back an hour and put right: no event is before the last, nobody is reminded early or twice', async () => {
    const { machines } = stack;
    await stack.step('clocks put right', async () => {
      for (const name of ['api', 'worker']) await machines.kill(name, 'SIGTERM');
      await makeClockMovable(stack);
      await Promise.all([stack.startApi('api'), stack.startWorker('worker')]);
    });
    const [decided, lying] = (await handIn(2)) as [string, string];
    await approve(reviewer, decided);
    await eventually('the first reminder', async () => (await owed(stack, [lying])).length > 0);

    await stack.step('set back an hour: what the timers of Temporal claim is not due', async () => {
      await stepDatabaseClock(stack, -HOUR);
      const before = (await eventsOf(stack, [lying], 'ReminderCameDue')).length;
      await approve(approver, decided);
      await sleep(15_000); // its deadline passes, by the clock it was planned with
      expect(await eventsOf(stack, [lying], 'ReminderCameDue')).toHaveLength(before);
      const [first, second] = await eventsOf(stack, [decided], 'ApplicationApproved');
      expect(second!.at).toBe(first!.at);
    });
    await stack.step('put right: what has come due meanwhile is reminded of, once', async () => {
      await stepDatabaseClock(stack, 0);
      await eventually('the deadline', async () => {
        const events = await eventsOf(stack, [lying], 'ReminderCameDue');
        return events.some(({ payload }) => !(payload.rung === 'half-time' || payload.rung === 'before-deadline'));
      });
      await nothingIsEarly([lying]);
      expect([await doubled(stack), await toldTwice(stack)]).toEqual([[], []]);
    });
    await stack.step('set ahead an hour and back again: what was decided then is not decided before now', async () => {
      const [ahead] = (await handIn(1)) as [string];
      await stepDatabaseClock(stack, HOUR);
      await approve(reviewer, ahead);
      await stepDatabaseClock(stack, 0);
      await approve(approver, ahead);
      const [first, second] = await eventsOf(stack, [ahead], 'ApplicationApproved');
      expect(second!.at).toBeGreaterThanOrEqual(first!.at);
      expect(first!.at).toBeGreaterThan((await rightNow()) + HOUR / 2);
      await nothingIsEarly([ahead]);
    });
  });
});
