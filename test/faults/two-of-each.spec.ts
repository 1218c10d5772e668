import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIRECT_SCHOOL, KINDERGARTEN, PERIOD, SCHOOL, TOWNSHIP } from '../factories/small-county.js';
import type { Caller } from '../harness/caller.js';
import { Listener } from '../harness/listener.js';
import { Mailbox } from './harness/mailbox.js';
import { awaitingPayment } from './harness/past.js';
import { eventually, type Insisted, insist } from './harness/people.js';
import { everythingIsSent, mailDiffers, owed, toldTwice } from './harness/reminders.js';
import { Holder, standingStill } from './harness/rows.js';
import { Stack } from './harness/stack.js';
import { doubled, eventsOf } from './harness/trail.js';
import { attendance } from './harness/workflows.js';

/** More than one chunk of a bulk, which has 100. */
const MANY = 160;
const PAID = 12;
/** Commands of one person that are under way at a time. */
const HANDS = 4;
/** Of one hand between two decisions, ms. */
const PAUSE = 60;
/** A page is told within two seconds; this machine is busy. */
const TOLD_WITHIN = 5_000;

let mailbox: Mailbox;
let stack: Stack;
beforeAll(async () => {
  mailbox = await Mailbox.open();
  stack = await Stack.start({
    apis: 2,
    workers: 2,
    childrenPerSchool: MANY + PAID,
    settings: { SMTP_URL: mailbox.url },
  });
});
afterAll(async () => {
  await stack?.stop();
  await mailbox.close();
});

/** One person at work on cases in their order; what each was answered. */
function decide(by: Caller, ids: readonly string[], revisions: ReadonlyMap<string, number>) {
  const answers = new Map<string, Insisted>();
  const left = ids.values();
  const hand = async () => {
    for (const id of left) {
      const ask = { key: `${by.cookie}-${id}`, body: { revision: revisions.get(id) } };
      answers.set(id, await insist(by, `/applications/${id}/approve`, ask));
      await sleep(PAUSE);
    }
  };
  return { answers, done: Promise.all(Array.from({ length: HANDS }, hand)) };
}

/** The same cases a few at a time, of which the last comes first: now the one is ahead, now the other. */
const zigzag = (ids: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / 8) }, (_, i) => ids.slice(8 * i, 8 * i + 8).reverse()).flat();

/** Ids handed in as one submission, in the order in which a bulk takes them, and the revision people see. */
async function handIn(school: string) {
  const ids = (await stack.county.draft(MANY, school)).sort();
  const submission = await stack.county.handIn(ids, school, undefined, 2);
  const revisions = new Map<string, number>();
  for (const id of ids) revisions.set(id, await stack.county.revision(id));
  return { ids, submission, revisions };
}

describe('Two APIs and two workers at once, of which one each is killed', () => {
  it('decide each case once, pay each child once, tell each person once, and keep each other’s pages fresh', async () => {
    const { county, machines } = stack;
    const [one, two] = stack.addresses as [string, string];
    const paid = await awaitingPayment(stack, PAID);
    const [atTownship, atCounty] = [await handIn(SCHOOL), await handIn(DIRECT_SCHOOL)];
    const lying = await county.draft(3, KINDERGARTEN, 'demo-seconds');
    const [reviewer, rival, approver, bulkApprover, finance, finance2, finance2There] = (await Promise.all([
      stack.signIn('reviewer', one),
      stack.signIn('reviewer2', two),
      stack.signIn('approver', one),
      stack.signIn('approver2', two),
      stack.signIn('finance', one),
      stack.signIn('finance2', one),
      stack.signIn('finance2', two),
    ])) as [Caller, Caller, Caller, Caller, Caller, Caller, Caller];
    const { body: batch } = await finance.post('/payment-batches', {
      body: { programmeCode: 'compulsory-living', period: PERIOD },
    });
    const view = async () => (await finance.get(`/payment-batches/${batch.id}`)).body;
    await eventually('the batch to be frozen', async () => (await view()).phase === 'frozen');

    const open = await Listener.of(rival);
    let contest = null as { answers: Map<string, Insisted>; done: Promise<unknown> }[] | null;
    await stack.step('both decide on the same cases; who waits at the one API is told by the other', async () => {
      await county.handIn(lying, KINDERGARTEN, 'demo-seconds', 2);
      const first = atTownship.ids[0]!;
      const revision = atTownship.revisions.get(first);
      expect(await reviewer.post(`/applications/${first}/approve`, { body: { revision } })).toMatchObject({
        status: 200,
      });
      await open.hears(TOWNSHIP, TOLD_WITHIN);
      const rest = atTownship.ids.slice(1);
      contest = [decide(reviewer, rest, atTownship.revisions), decide(rival, zigzag(rest), atTownship.revisions)];
    });

    const inBulk = await Holder.application(stack, atCounty.ids[120]!);
    const files = await Holder.writesTo(stack, 'bank_files');
    const bulk = await bulkApprover.post('/bulk-decisions', {
      body: { command: 'approve', selection: { submissionId: atCounty.submission } },
    });
    // He takes from the end what the bulk has yet to come to.
    const single = decide(approver, atCounty.ids.slice(-30).reverse(), atCounty.revisions);

    await stack.step(
      'an API killed within its bulk and among decisions, a worker while bank files are written',
      async () => {
        const { totalFen } = await view();
        const releases = await Promise.all(
          [finance2, finance2There].map((by) =>
            by.post(`/payment-batches/${batch.id}/release`, { body: { totalFen } }),
          ),
        );
        expect(releases.map(({ status }) => status).sort()).toEqual([200, 409]);
        await eventually('bulk and bank files to stand still', async () => (await standingStill(stack)) >= 2);
        await machines.kill('api-2');
        await machines.kill('worker');
        await inBulk.letGo();
        await files.letGo();
      },
    );
    await stack.step('the others go on alone, and those two are started again', async () => {
      await eventually('the payment to be sent', async () => (await view()).phase === 'sent');
      await Promise.all([machines.restart('api-2'), machines.restart('worker')]);
      await Promise.all([...contest!.map(({ done }) => done), single.done]);
    });

    await stack.step('of each case one of the two has decided, and the other was told so', async () => {
      const taken = await eventsOf(stack, atTownship.ids, 'ApplicationApproved');
      expect(taken.map(({ stream }) => stream).sort()).toEqual(atTownship.ids);
      for (const id of atTownship.ids.slice(1)) {
        const answers = contest!.map(({ answers }) => answers.get(id)!);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
        const winner = [county.staff.reviewer, county.staff.reviewer2][
          answers.findIndex(({ status }) => status === 200)
        ]!;
        expect(taken.find(({ stream }) => stream === id)).toMatchObject({ actor: winner.id });
      }
      const won = contest!.map(({ answers }) => [...answers.values()].filter(({ status }) => status === 200).length);
      expect(Math.min(...won)).toBeGreaterThan(0);
      expect([...contest![1]!.answers.values()].some(({ before }) => before.length > 0)).toBe(true);
    });
    await stack.step('of the bulk each item is decided once, by it or by who was faster', async () => {
      const report = await eventually('the bulk to be done', async () => {
        const { body } = await bulkApprover.get(`/bulk-decisions/${bulk.body.id}`);
        return body.state === 'done' && body;
      });
      const faster = [...single.answers.values()].filter(({ status }) => status === 200).length;
      expect(report).toMatchObject({ total: MANY, accepted: MANY - faster, refused: faster });
      const taken = await eventsOf(stack, atCounty.ids, 'ApplicationApproved');
      expect(taken.map(({ stream }) => stream)).toEqual(atCounty.ids);
    });
    await stack.step('nobody was told twice, and everybody once', async () => {
      await eventually('the deadline', async () => {
        const late = (await owed(stack, lying)).filter(({ moment }) => moment.includes('at-deadline'));
        return late.length >= lying.length;
      });
      for (const id of lying) {
        const body = { revision: await county.revision(id), reason: 'not-enrolled' };
        expect(await reviewer.post(`/applications/${id}/reject`, { body })).toMatchObject({ status: 200 });
      }
      await eventually('all to be sent', () => everythingIsSent(stack));
      expect(await owed(stack, lying)).not.toEqual([]);
      expect([await toldTwice(stack), await doubled(stack)]).toEqual([[], []]);
      expect(await mailDiffers(stack, mailbox)).toEqual([]);
    });
    await stack.step('one payment line for each child; pages hear of each other again', async () => {
      expect((await view()).banks).toMatchObject([{ lines: PAID }]);
      expect(await eventsOf(stack, paid, 'ApplicationFrozenForPayment')).toHaveLength(PAID);
      for (const [number, here, there] of [
        [3, one, two],
        [4, two, one],
      ] as const) {
        const listening = await Listener.of(await stack.signIn('reviewer2', there));
        const [id] = (await county.draft(1, KINDERGARTEN)) as [string];
        await county.handIn([id], KINDERGARTEN, undefined, number);
        listening.text = '';
        const body = { revision: await county.revision(id) };
        const decided = await (await stack.signIn('reviewer', here)).post(`/applications/${id}/approve`, { body });
        expect(decided).toMatchObject({ status: 200 });
        await listening.hears(TOWNSHIP, TOLD_WITHIN);
        await listening.leave();
      }
      await eventually('each plan to have its workflow', async () => (await attendance(stack)).unattended.length === 0);
    });
  });
});
