import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { workflowId } from '#contracts';
import { advanceImport, findImport, Sweep } from '#persistence';
import { createActivities } from '../../apps/worker/src/activities/index.js';
import { openRosterSource } from '../../apps/worker/src/activities/roster-source.js';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { ensureSearchAttributes, lazyClient } from '../../apps/worker/src/relay/temporal-client.js';
import { serveTemporal } from '../../apps/worker/src/worker.js';
import { enrol } from '../factories/enrolment.js';
import { lineOf, type RosterLine, rosterCsv, uploadOf } from '../factories/rosters.js';
import { type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';
import { eventually } from '../harness/eventually.js';
import { background, bundleOf, quietRuntime, recordHistory, WORKFLOWS } from './harness.js';

const TASK_QUEUE = `roster-import-${process.pid}`;
const CHILDREN = 2_050;

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let lines: RosterLine[];
let client: Client;
let work: () => Promise<() => Promise<void>>;

beforeAll(async () => {
  quietRuntime();
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 1);
  lines = (await enrol(api.persistence, CHILDREN)).map((child) => lineOf(child));
  clerk = await api.signIn(county.staff.clerk);
  const address = process.env.ZHUDAO_TEST_TEMPORAL!;
  const { code } = await bundleOf(WORKFLOWS);
  client = new Client({ connection: await Connection.connect({ address }) });
  work = async () => {
    const lazy = lazyClient(address, 'default');
    const { persistence } = api;
    return background(
      (stopping) =>
        serveTemporal({
          address,
          namespace: 'default',
          taskQueue: TASK_QUEUE,
          workflows: { code },
          activities: createActivities(persistence),
          prepare: () => ensureSearchAttributes(lazy),
          stopping,
          note: () => {},
        }),
      (stopping) =>
        new Relay({ db: persistence.db, client: lazy, taskQueue: TASK_QUEUE, note: () => {} }).run(stopping),
    );
  };
}, 120_000);
afterAll(async () => {
  await client?.connection.close();
  await api?.stop();
});

const applications = async (): Promise<number> => {
  const [row] = await api.persistence.db.query<{ n: number }>(
    't-applications',
    "SELECT count(*) AS n FROM applications WHERE phase = 'draft'",
  );
  return row!.n;
};

describe('A roster of more than 2,000 rows', () => {
  it('is answered at once, drafted by its workflow through a change of worker, and each child once', async () => {
    const { status, body } = await clerk.post('/imports', { body: uploadOf(rosterCsv(lines)) });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      state: 'reading',
      done: 0,
      total: 0,
      counts: { accepted: 0, drafts: 0 },
    });
    expect((await clerk.delete(`/imports/${body.id}`)).body.code).toBe('IMPORT.NOT_READY');

    const progress = async () => (await clerk.get(`/imports/${body.id}`)).body;
    const endFirst = await work();
    await eventually(async () => (await progress()).done > 0, 30_000);
    await endFirst();
    const endSecond = await work();
    try {
      const ready = await eventually(async () => {
        const now = await progress();
        return now.state === 'ready' && now;
      }, 90_000);
      expect(ready).toMatchObject({ done: CHILDREN, counts: { drafts: CHILDREN, already: 0 } });
      expect(await applications()).toBe(CHILDREN);
      const run = client.workflow.getHandle(workflowId('roster-import', body.id));
      await run.result();
      await recordHistory('roster-import', run);
    } finally {
      await endSecond();
    }
  }, 180_000);
});

describe('An import that was interrupted', () => {
  it('is found by the sweep, and by a new, empty Temporal', async () => {
    const { body } = await clerk.post('/imports', { body: uploadOf(rosterCsv(lines)) });
    const { db } = api.persistence;
    await db.query('t-forget', 'DELETE FROM outbox');
    const sweep = new Sweep(db);
    expect((await sweep.overdue({ grace: 60_000, limit: 100 }))['roster-import']).toEqual([]);
    expect((await sweep.overdue({ grace: 0, limit: 100 }))['roster-import']).toEqual([body.id]);
    await db.query('t-forget', 'DELETE FROM outbox');
    const found: string[] = [];
    for await (const put of sweep.everything(10)) found.push(...put['roster-import']);
    expect(found).toEqual([body.id]);
  }, 60_000);

  it('goes on with what is left, and two that go on at once draft nothing twice', async () => {
    const { persistence } = api;
    const [{ id }] = (await clerk.get('/imports')).body;
    const how = { open: openRosterSource };
    await Promise.all([advanceImport(persistence, id, how), advanceImport(persistence, id, how)]);
    expect(await findImport(persistence, id)).toMatchObject({ state: 'ready', done: CHILDREN });
    expect(await applications()).toBe(CHILDREN);
  }, 60_000);

  it('of a clerk whose post has ended fails, and says why', async () => {
    const { persistence } = api;
    const { body } = await clerk.post('/imports', {
      body: uploadOf(rosterCsv(lines.map((line) => ({ ...line, 年级: '三年级' })))),
    });
    await persistence.db.query('t-end-post', 'UPDATE posts SET ended_at = 1 WHERE id = $1', [
      county.staff.clerk.postId,
    ]);
    await advanceImport(persistence, body.id, { open: openRosterSource });
    expect(await findImport(persistence, body.id)).toMatchObject({
      state: 'failed',
      fault: { code: 'ACCESS.POST_ENDED' },
    });
  }, 60_000);
});
