import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { KINDERGARTEN, PERIOD, SCHOOL } from '../factories/small-county.js';
import type { Caller } from '../harness/caller.js';
import { Mailbox } from './harness/mailbox.js';
import { eventually } from './harness/people.js';
import { everythingIsSent, mailDiffers, owed, toldTwice } from './harness/reminders.js';
import { Stack } from './harness/stack.js';
import { backlog, doubled } from './harness/trail.js';
import { attendance } from './harness/workflows.js';

const SECONDS = 'demo-seconds';
const OUTAGE = 60_000;
/** Decided one by one while Temporal is away: twice as many decisions. */
const MANY = 60;

let mailbox: Mailbox;
let stack: Stack;
let reviewer: Caller;
let approver: Caller;
beforeAll(async () => {
  mailbox = await Mailbox.open();
  stack = await Stack.start({ childrenPerSchool: MANY, settings: { SMTP_URL: mailbox.url } });
  [reviewer, approver] = [await stack.signIn('reviewer'), await stack.signIn('approver')];
});
afterAll(async () => {
  await stack?.stop();
  await mailbox.close();
});

let submissions = 0;
/** Handed in under limits of seconds, and left lying: reminders fall due for as long as nobody decides. */
async function leftLying(count: number): Promise<string[]> {
  const ids = await stack.county.draft(count, KINDERGARTEN, SECONDS);
  submissions += 1;
  await stack.county.handIn(ids, KINDERGARTEN, SECONDS, submissions);
  return ids;
}

async function decide(by: Caller, id: string, command: 'approve' | 'reject'): Promise<void> {
  const revision = await stack.county.revision(id);
  const body = command === 'approve' ? { revision } : { revision, reason: 'not-enrolled' };
  const answer = await by.post(`/applications/${id}/${command}`, { body });
  expect(answer).toMatchObject({ status: 200 });
}

/** Has a moment of this rung come due for each? */
const cameDue = async (ids: readonly string[], rung: string) =>
  (await owed(stack, ids)).filter(({ moment }) => moment.includes(rung)).length >= ids.length;

describe('Redis and Temporal carry, and decide nothing', () => {
  it('Redis is emptied again and again while reminders fall due: each is sent, and nobody is told twice', async () => {
    const ids = await leftLying(3);
    const redis = new Redis(stack.broughtUp.services.redis.url);
    await stack.step('Redis emptied ten times a second until the deadline has passed', async () => {
      const emptying = setInterval(() => void redis.flushall(), 100);
      await eventually('the deadline', () => cameDue(ids, 'at-deadline'));
      await sleep(2_000); // what is told is gathered for a while: this is when it would be sent
      clearInterval(emptying);
      await redis.quit();
    });
    for (const id of ids) await decide(reviewer, id, 'reject');
    await stack.step('everything owed has been sent, by e-mail too', async () => {
      await eventually('all to be sent', () => everythingIsSent(stack));
      const reminders = await owed(stack, ids);
      expect(reminders.filter(({ moment, state }) => /half-time/.test(moment) && state !== 'sent')).toEqual([]);
      expect(await toldTwice(stack)).toEqual([]);
      expect(await mailDiffers(stack, mailbox)).toEqual([]);
    });
  });

  it('Redis is away for a minute, and in the middle of it Temporal goes for another: no decision waits', async () => {
    const { machines } = stack;
    const ids = await stack.county.draft(MANY, SCHOOL);
    await stack.county.handIn(ids, SCHOOL);
    const [lying, onTheWay] = [await leftLying(3), await leftLying(1)];
    for (const by of [reviewer, approver]) await decide(by, onTheWay[0]!, 'approve');

    await stack.step('Redis killed: reminders fall due and are kept', async () => {
      await machines.kill('redis');
      const away = sleep(OUTAGE / 2);
      await eventually('the deadline', () => cameDue(lying, 'at-deadline'));
      await away;
      const reminders = await owed(stack, lying);
      expect(reminders.length).toBeGreaterThanOrEqual(9);
      expect([...new Set(reminders.map(({ state }) => state))]).toEqual(['pending']);
    });

    await machines.kill('temporal');
    const back = sleep(OUTAGE);
    const deciding = (async () => {
      for (const by of [reviewer, approver])
        for (const id of ids) {
          await decide(by, id, 'approve');
          await sleep(OUTAGE / MANY / 2.5); // twice for each: most of the minute
        }
    })();
    deciding.catch(() => {}); // awaited below

    await stack.step('Redis back while Temporal is away: what was owed arrives', async () => {
      await sleep(OUTAGE / 2);
      await machines.restart('redis');
      await eventually('all to be sent', () => everythingIsSent(stack));
      expect(await toldTwice(stack)).toEqual([]);
      expect(await mailDiffers(stack, mailbox)).toEqual([]);
    });
    await stack.step('every decision was taken while Temporal was away, and waits to be told', async () => {
      await deciding;
      expect(machines.isUp('temporal')).toBe(false);
      expect(await backlog(stack)).toBeGreaterThanOrEqual(MANY);
    });
    await back;
    await stack.step('Temporal back: it hears of everything, and reminds again', async () => {
      const before = (await owed(stack, lying)).length;
      await machines.restart('temporal');
      await eventually('the backlog to drain', async () => (await backlog(stack)) === 0);
      expect((await attendance(stack)).unattended).toEqual([]);
      await eventually('more reminders', async () => (await owed(stack, lying)).length > before);
      for (const id of lying) await decide(reviewer, id, 'reject');
      await eventually('all to be sent', () => everythingIsSent(stack));
      expect([await doubled(stack), await toldTwice(stack)]).toEqual([[], []]);
    });
  });

  it('Temporal loses its whole database: recover tells it every open plan again, and what waited goes on', async () => {
    const { machines } = stack;
    const [finance, finance2] = [await stack.signIn('finance'), await stack.signIn('finance2')];
    const body = { programmeCode: SECONDS, period: PERIOD };
    const batch = await eventually('a payment batch', async () => {
      const { status, body: made } = await finance.post('/payment-batches', { body });
      return status === 201 && made;
    });
    const view = async () => (await finance.get(`/payment-batches/${batch.id}`)).body;
    await eventually('the batch to be frozen', async () => (await view()).phase === 'frozen');

    await stack.step('Temporal killed, its file deleted, and started empty', async () => {
      await machines.kill('temporal');
      for (const name of fs.readdirSync(stack.data))
        if (/^temporal-.*\.db/.test(name)) fs.rmSync(path.join(stack.data, name));
      await machines.restart('temporal');
      const { open, unattended } = await attendance(stack);
      expect(open).toBeGreaterThan(MANY);
      expect(unattended).toHaveLength(open);
    });
    await stack.step('npm run recover: every open plan has its workflow', async () => {
      const { code, printed } = await stack.run('scripts/recover.mjs');
      expect(printed).toContain('Temporal knows them all');
      expect(code).toBe(0);
      expect((await attendance(stack)).unattended).toEqual([]);
    });
    await stack.step('the batch that waited for its second person is released and written', async () => {
      const released = await finance2.post(`/payment-batches/${batch.id}/release`, {
        body: { totalFen: (await view()).totalFen },
      });
      expect(released.status).toBe(200);
      await eventually('the bank files', async () => (await view()).phase === 'sent');
    });
  });
});
