import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { QUEUES } from '#contracts';
import { addWorkingDays, localDate, openOfWorkAt, type WorkingCalendar } from '#domain';
import { Deliveries, type DeliveriesOptions } from '../../apps/worker/src/deliveries/deliveries.js';
import { testPersistence } from '../factories/persistence.js';
import { SCHOOL, type SmallCounty, type StaffName, smallCounty } from '../factories/small-county.js';
import { eventually } from '../harness/eventually.js';
import { background } from './harness.js';

const HOUR = 3_600_000;
const REDIS = process.env.ZHUDAO_TEST_REDIS_URL!;
/** A Wednesday at ten in the morning, when offices work. */
const WEDNESDAY = Date.parse('2026-09-16T10:00:00+08:00');

let county: SmallCounty;
let calendar: WorkingCalendar;
let now = WEDNESDAY;
let close: () => Promise<void>;
let prefix: string;
let test = 0;
let stop = async () => {};

beforeEach(async () => {
  now = WEDNESDAY;
  prefix = `spec-${process.pid}-${test++}`;
  const opened = await testPersistence(() => now);
  close = opened.close;
  county = await smallCounty(opened.persistence);
  calendar = await opened.persistence.reference.currentCalendar();
}, 60_000);

afterEach(async () => {
  await stop();
  stop = async () => {};
  await close();
});

/** Deliveries whose clock goes on from the test's. */
function deliver(options: Partial<DeliveriesOptions> = {}): void {
  const { db, reference } = county.persistence;
  const from = Date.now();
  const base = now;
  const clock = () => base + (Date.now() - from);
  const deliveries = new Deliveries({
    db,
    reference,
    redisUrl: REDIS,
    prefix,
    mail: null,
    note: () => {},
    clock,
    mailBackoff: 50,
    ...options,
  });
  stop = background((stopping) => deliveries.run(stopping));
}

/** Applications in township review on which nobody has decided by the deadline; returns the ids. */
async function late(count: number): Promise<string[]> {
  const ids = await county.draft(count);
  await county.handIn(ids, SCHOOL);
  for (const rung of ['before-deadline', 'at-deadline']) {
    for (const id of ids) await reachNext(id, rung);
  }
  return ids;
}

/** Lets time pass to the application's next moment. */
async function reachNext(id: string, rung: string): Promise<void> {
  const [row] = await county.persistence.db.query<{ next_moment: string; next_moment_at: number }>(
    't-next',
    'SELECT next_moment, next_moment_at FROM applications WHERE id = $1',
    [id],
  );
  const { next_moment: moment, next_moment_at: at } = row!;
  expect(moment).toBe(`1/${rung}`);
  now = Math.max(now, at);
  await county.must(county.system({ kind: 'application', id, command: { type: 'ReachMoment', moment } }));
}

interface Message {
  id: string;
  subject: string;
  body: string;
  items: { link: string; audience: string }[];
  mail_state: string | null;
}

const inboxOf = (who: StaffName) =>
  county.persistence.db.query<Message & Record<string, unknown>>(
    't-inbox',
    'SELECT id, subject, body, items, mail_state FROM inbox_messages WHERE staff_id = $1 ORDER BY id',
    [county.staff[who].id],
  );

const first = (who: StaffName) => eventually(async () => (await inboxOf(who))[0], 20_000);

const statesOf = async (ids: readonly string[]) =>
  (
    await county.persistence.db.query<{ state: string; reason: string | null }>(
      't-states',
      'SELECT DISTINCT state, reason FROM reminders WHERE stream = ANY($1::uuid[]) ORDER BY 1',
      [ids],
    )
  ).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));

describe('A digest', () => {
  it('is one message per person, however many applications are late', async () => {
    const ids = await late(8);
    deliver();
    const [reviewer, colleague, supervisor] = await Promise.all([
      first('reviewer'),
      first('reviewer2'),
      first('townshipSupervisor'),
    ]);

    expect(reviewer.subject).toBe('【助到】催办提醒 8 件（已逾期 8 件）');
    expect(colleague.subject).toBe(reviewer.subject);
    expect(supervisor.subject).toBe('【助到】督办提醒 8 件（已逾期 8 件）');
    expect(supervisor.body).toContain('寨坪镇中心学校');
    expect(supervisor.items[0]).toMatchObject({ link: `/applications/${ids[0]}`, audience: 'supervisor' });
    await eventually(async () => (await statesOf(ids)).join() === 'sent');
    for (const who of ['reviewer', 'reviewer2', 'townshipSupervisor'] as const)
      expect(await inboxOf(who)).toHaveLength(1);
  }, 40_000);

  it('names no child', async () => {
    await late(3);
    deliver();
    const { subject, body, items } = await first('reviewer');
    for (const { name, idNumber } of county.children) {
      expect(`${subject}${body}${JSON.stringify(items)}`).not.toContain(name);
      expect(`${subject}${body}${JSON.stringify(items)}`).not.toContain(idNumber);
    }
  }, 40_000);

  it('does not mention what was decided meanwhile', async () => {
    const ids = await late(2);
    await county.must(county.approve('reviewer', ids[0]!));
    deliver();
    const message = await first('reviewer2');
    expect(new Set(message.items.map(({ link }) => link))).toEqual(new Set([`/applications/${ids[1]}`]));
    await eventually(async () => (await statesOf([ids[0]!])).join() === 'dropped: decided');
  }, 40_000);

  it('waits for the working hours of the next working day', async () => {
    const ids = await late(1);
    now += 4 * HOUR; // the deadline was the close of work
    deliver();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await inboxOf('reviewer')).toEqual([]);
    expect(await statesOf(ids)).toEqual(['pending']);
    await stop();

    now = openOfWorkAt(calendar, addWorkingDays(calendar, localDate(calendar, now), 1).date);
    deliver();
    await first('reviewer');
  }, 40_000);
});

describe('Redis', () => {
  it('may be emptied between the due moment and the sending', async () => {
    const ids = await late(2);
    // The jobs stand in the queue, and would for an hour: then everything in Redis is gone.
    const queue = new Queue(QUEUES.digests, { connection: { url: REDIS }, prefix });
    const staff = Object.values(county.staff).map(({ id }) => id);
    await queue.addBulk(
      staff.map((id) => ({ name: 'digests', data: { id }, opts: { jobId: `digests-${id}`, delay: HOUR } })),
    );
    deliver();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await inboxOf('reviewer')).toEqual([]);

    const redis = new Redis(REDIS);
    await redis.flushall();
    await Promise.all([redis.quit(), queue.close()]);
    await first('reviewer');
    await eventually(async () => (await statesOf(ids)).join() === 'sent');
  }, 40_000);

  it('may be away: what is owed is kept, and the worker can still be stopped', async () => {
    const ids = await late(1);
    const notes: string[] = [];
    deliver({ redisUrl: 'redis://127.0.0.1:1', note: (text) => notes.push(text) });
    await eventually(async () => notes.some((note) => note.includes('what is owed is kept')));
    const asked = Date.now();
    await stop();
    stop = async () => {};
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await statesOf(ids)).toEqual(['pending']);

    deliver();
    await first('reviewer');
  }, 40_000);
});

describe('E-mail', () => {
  let server: SMTPServer;
  let port: number;
  let refusals = 0;
  const received: { messageId?: string; subject?: string; text?: string; to: string }[] = [];

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData(stream, session, done) {
        void simpleParser(stream).then(({ messageId, subject, text }) => {
          if (refusals-- > 0) return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
          received.push({ messageId, subject, text, to: session.envelope.rcptTo[0]!.address });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.server.address() as { port: number }).port;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('carries the same message, is tried again when refused, and has an id that never changes', async () => {
    await late(1);
    refusals = 2;
    deliver({ mail: { smtpUrl: `smtp://127.0.0.1:${port}`, from: '助到 <zhudao@example.test>' } });
    const message = await first('townshipSupervisor');
    const mail = await eventually(
      async () => received.find(({ to }) => to === 'townshipSupervisor@example.test'),
      20_000,
    );
    expect(mail.messageId).toBe(`<${message.id}@zhudao>`);
    expect(mail.subject).toBe(message.subject);
    expect(mail.text).toContain('督办提醒');
    await eventually(async () => (await inboxOf('townshipSupervisor'))[0]!.mail_state === 'sent');
  }, 40_000);
});
