import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { type MomentClaim, workflowId } from '#contracts';
import { addWorkingDays, localDate, openOfWorkAt, SYSTEM, type WorkingCalendar } from '#domain';
import { newId, type OutboxEntry } from '#persistence';
import { createActivities } from '../../apps/worker/src/activities/index.js';
import { Teller } from '../../apps/worker/src/relay/teller.js';
import { addSearchAttributes } from '../../apps/worker/src/relay/temporal-client.js';
import { createWorker } from '../../apps/worker/src/worker.js';
import { testPersistence } from '../factories/persistence.js';
import { PERIOD, SCHOOL, type SmallCounty, smallCounty, TOWNSHIP } from '../factories/small-county.js';
import { eventually } from '../harness/eventually.js';
import { bundleOf, quietRuntime, recordHistory, WORKFLOWS } from './harness.js';

const TASK_QUEUE = 'days-pass';
const MINUTE = 60_000;

/**
 * Temporal's time is skipped; the door's clock is set to it whenever somebody acts, so that both live through the same
 * days. The database is a real one.
 */
let now = Date.now();
let env: TestWorkflowEnvironment;
let client: Client;
let worker: Worker;
let running: Promise<void>;
let county: SmallCounty;
let calendar: WorkingCalendar;
let close: () => Promise<void>;
/** How much the door's clock lags Temporal's, and which moments the workflow claimed. */
let lag = 0;
let claims: MomentClaim[] = [];

beforeAll(async () => {
  quietRuntime();
  const opened = await testPersistence(() => now);
  close = opened.close;
  county = await smallCounty(opened.persistence);
  calendar = await opened.persistence.reference.currentCalendar();
  env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: process.env.ZHUDAO_TEST_SERVER_BIN! } },
  });
  // env.client skips time while it waits for a result and runs away by years; a client of one's own does not.
  client = new Client({ connection: env.connection });
  await addSearchAttributes(client);
  const activities = createActivities(opened.persistence);
  const { code } = await bundleOf(WORKFLOWS);
  worker = await createWorker(env.nativeConnection, {
    namespace: 'default',
    taskQueue: TASK_QUEUE,
    workflows: { code },
    activities: {
      ...activities,
      async reachMoment(claim) {
        claims.push(claim);
        now = (await env.currentTimeMs()) - lag;
        return activities.reachMoment(claim);
      },
    },
  });
  running = worker.run();
}, 60_000);

afterAll(async () => {
  worker?.shutdown();
  await running;
  await env?.teardown();
  await close?.();
});

beforeEach(async () => {
  await tick();
  claims = [];
  lag = 0;
});

/** The door's clock follows Temporal's. */
async function tick(): Promise<void> {
  now = await env.currentTimeMs();
}

async function sleepUntil(at: number): Promise<void> {
  await env.sleep(Math.max(at - (await env.currentTimeMs()), 0));
  await tick();
}

/** What the relay does, without its pacing, which goes by the real clock. */
async function tell(...ids: string[]): Promise<void> {
  const entries = ids.map((stream): OutboxEntry => ({ stream, kind: 'application', version: 0 }));
  for (const telling of await new Teller(county.persistence.db, client, TASK_QUEUE).prepare(entries)) await telling();
}

async function handedIn(): Promise<string> {
  const [id] = await county.draft(1);
  await county.handIn([id!], SCHOOL, 'compulsory-living', nextNumber++);
  await tell(id!);
  return id!;
}
let nextNumber = 1;

const rowOf = async (id: string) => {
  const [row] = await county.persistence.db.query<{
    phase: string;
    due_at: number;
    next_moment: string | null;
    next_moment_at: number;
  }>('t-row', 'SELECT phase, due_at, next_moment, next_moment_at FROM applications WHERE id = $1', [id]);
  return row!;
};

const remindersOf = (id: string) =>
  county.persistence.db.query<{ moment: string; office: string; role: string; came_due_at: number }>(
    't-reminders',
    'SELECT moment, office, role, came_due_at FROM reminders WHERE stream = $1 ORDER BY came_due_at, office, role',
    [id],
  );

const runOf = (id: string) => client.workflow.getHandle(workflowId('application', id));
const ended = (id: string) => eventually(async () => (await runOf(id).describe()).status.name === 'COMPLETED');

describe('An application that nobody attends to', () => {
  it('reminds the township one working day before the deadline, at the open of work', async () => {
    const id = await handedIn();
    const { due_at } = await rowOf(id);
    const dayBefore = openOfWorkAt(calendar, addWorkingDays(calendar, localDate(calendar, due_at), -1).date);

    await sleepUntil(dayBefore - MINUTE);
    expect(await remindersOf(id)).toEqual([]);

    await sleepUntil(dayBefore + MINUTE);
    const [reminder] = await eventually(async () => (await remindersOf(id)).length === 1 && remindersOf(id));
    expect(reminder).toMatchObject({ moment: 'before-deadline', office: TOWNSHIP, role: 'reviewer' });
    expect(reminder!.came_due_at - dayBefore).toBeLessThan(MINUTE);
  });

  it("tells the township's supervisor at the deadline, and the county two working days later", async () => {
    const id = await handedIn();
    const { due_at } = await rowOf(id);

    await sleepUntil(due_at - MINUTE);
    expect((await remindersOf(id)).map(({ role }) => role)).toEqual(['reviewer']);

    await sleepUntil(due_at + MINUTE);
    const atDeadline = await eventually(async () => {
      const told = (await remindersOf(id)).filter(({ moment }) => moment === 'at-deadline');
      return told.length === 2 && told;
    });
    expect(atDeadline.map(({ office, role }) => `${office}/${role}`)).toEqual([
      `${TOWNSHIP}/reviewer`,
      `${TOWNSHIP}/supervisor`,
    ]);

    await sleepUntil(openOfWorkAt(calendar, addWorkingDays(calendar, localDate(calendar, due_at), 2).date) + MINUTE);
    await eventually(async () =>
      (await remindersOf(id)).some(({ office, role }) => office === '990101' && role === 'supervisor'),
    );
    await recordHistory('application-nobody-attends', runOf(id));
  });

  it('claims a moment again, not at once, when the door says that it is not due by its own clock', async () => {
    const id = await handedIn();
    const { next_moment_at } = await rowOf(id);
    lag = 5_000;

    await sleepUntil(next_moment_at + MINUTE);
    await eventually(async () => (await remindersOf(id)).length === 1);
    const mine = claims.filter((claim) => claim.id === id);
    expect(mine.length).toBe(2);
  });
});

describe('An application that is decided in time', () => {
  it('reminds nobody, and leaves no run behind once nothing is planned', async () => {
    const id = await handedIn();
    await county.must(
      county.give('reviewer', {
        kind: 'application',
        id,
        command: { type: 'RejectApplication', revision: await county.revision(id), reason: 'not-enrolled' },
      } as never),
    );
    await tell(id);
    await ended(id);

    await env.sleep('30 days');
    expect(await remindersOf(id)).toEqual([]);
    await recordHistory('application-rejected', runOf(id));
  });

  it('comes out of its public notice by itself, and waits for payment', async () => {
    const id = await handedIn();
    await county.must(county.approve('reviewer', id));
    await tell(id);
    await fund();
    await county.must(county.approve('approver', id));
    await tell(id);
    const notice = await rowOf(id);
    expect(notice).toMatchObject({ phase: 'in-public-notice', next_moment: expect.stringMatching(/close$/) });

    await sleepUntil(notice.due_at - MINUTE);
    expect((await rowOf(id)).phase).toBe('in-public-notice');
    await sleepUntil(notice.due_at + MINUTE);
    await eventually(async () => (await rowOf(id)).phase === 'awaiting-payment');
    await recordHistory('application-through-notice', runOf(id));
  });

  it('hears of plans in any order, and keeps the newest', async () => {
    const id = await handedIn();
    const old = await rowOf(id);
    await county.must(county.approve('reviewer', id));
    await tell(id);
    // What an earlier relay sent comes late: an old plan with an old moment.
    await runOf(id).signal('planChanged', {
      seq: 1,
      next: { key: old.next_moment!, at: old.next_moment_at },
      phase: 'in-review',
      stage: 'township-review',
      office: TOWNSHIP,
      township: TOWNSHIP,
      dueAt: old.due_at,
    });
    await sleepUntil(old.next_moment_at + MINUTE);
    await env.sleep('1 minute');
    expect(claims.filter((claim) => claim.id === id && claim.moment === old.next_moment)).toEqual([]);
  });
});

describe('A submission that a school owes', () => {
  it('reminds the school, and tells the township at the deadline', async () => {
    const id = newId();
    const { code, version } = county.programme();
    const opensAt = now;
    const dueAt = openOfWorkAt(calendar, addWorkingDays(calendar, localDate(calendar, now), 4).date) + 9 * 60 * MINUTE;
    await county.must(
      county.persistence.door.execute({
        actor: SYSTEM,
        post: null,
        commands: [
          {
            kind: 'submission',
            id,
            command: {
              type: 'OweSubmission',
              programme: { code, version },
              period: PERIOD,
              place: county.place(SCHOOL),
              number: 99,
              window: {
                opensAt,
                limit: { workingDays: 4 },
                dueAt,
                calendarVersion: calendar.version,
                provisional: false,
              },
            },
          },
        ],
      }),
    );
    const [telling] = await new Teller(county.persistence.db, client, TASK_QUEUE).prepare([
      { kind: 'submission', stream: id, version: 1 },
    ]);
    await telling!();

    await sleepUntil(dueAt - MINUTE);
    expect(new Set((await remindersOf(id)).map(({ office }) => office))).toEqual(new Set([SCHOOL]));
    await sleepUntil(dueAt + MINUTE);
    await eventually(async () => {
      const told = (await remindersOf(id)).filter(({ office }) => office === TOWNSHIP);
      return told.map(({ role }) => role).join() === 'reviewer,supervisor';
    });
    await recordHistory('submission-owed', client.workflow.getHandle(workflowId('submission', id)));
  });
});

/** Money enough for everything in this file. */
async function fund(): Promise<void> {
  await county.persistence.db.query(
    't-budget',
    `INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ('compulsory-living', $1, '990101', 100000000)
     ON CONFLICT DO NOTHING`,
    [PERIOD],
  );
}
