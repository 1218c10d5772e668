import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { workflowId } from '#contracts';
import { Outbox, Sweep, Watch } from '#persistence';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { addSearchAttributes, lazyClient } from '../../apps/worker/src/relay/temporal-client.js';
import { testPersistence } from '../factories/persistence.js';
import { SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { eventually } from '../harness/eventually.js';
import { background, quietRuntime } from './harness.js';

let county: SmallCounty;
let outbox: Outbox;
let close: () => Promise<void>;
let number = 1;

beforeAll(async () => {
  quietRuntime();
  const opened = await testPersistence();
  close = opened.close;
  county = await smallCounty(opened.persistence);
  outbox = new Outbox(opened.persistence.db);
}, 60_000);

afterAll(() => close?.());

async function handedIn(count: number): Promise<string[]> {
  const ids = await county.draft(count);
  await county.handIn(ids, SCHOOL, 'compulsory-living', number++);
  return ids;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const everything = { urgentWithin: 60_000, coalesce: 0 };

describe('While Temporal is away', () => {
  it('keeps what it must hear, complains once, and tells it all when it is back', async () => {
    const ids = await handedIn(3);
    const waiting = await outbox.backlog();
    expect(waiting).toBeGreaterThanOrEqual(3);

    const port = await freePort();
    const notes: string[] = [];
    const relay = new Relay({
      db: county.persistence.db,
      client: lazyClient(`127.0.0.1:${port}`, 'default'),
      note: (text) => notes.push(text),
    });
    const stop = background((stopping) => relay.run(stopping));
    await eventually(async () => notes.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(notes).toEqual([expect.stringContaining('it is kept')]);
    expect(await outbox.backlog()).toBe(waiting);

    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: process.env.ZHUDAO_TEST_SERVER_BIN! }, port },
    });
    try {
      const client = new Client({ connection: env.connection });
      await addSearchAttributes(client);
      await eventually(async () => (await outbox.backlog()) === 0, 20_000);
      for (const id of ids) {
        const { status } = await client.workflow.getHandle(workflowId('application', id)).describe();
        expect(status.name).toBe('RUNNING');
      }
    } finally {
      await stop();
      await env.teardown();
    }
  }, 60_000);
});

describe('The outbox', () => {
  it('keeps a stream that changed while it was being told', async () => {
    const [id] = await handedIn(1);
    const before = (await outbox.ready(100, everything)).filter(({ stream }) => stream === id);
    await county.must(county.approve('reviewer', id!));
    await outbox.delivered(before);

    const [after] = (await outbox.ready(100, everything)).filter(({ stream }) => stream === id);
    expect(after!.version).toBeGreaterThan(before[0]!.version);
    await outbox.delivered([after!]);
    expect((await outbox.ready(100, everything)).filter(({ stream }) => stream === id)).toEqual([]);
  });

  it('lets a moment that is days away rest a little, and puts off what Temporal refuses', async () => {
    const [id] = await handedIn(1);
    const has = async (coalesce: number) =>
      (await outbox.ready(100, { urgentWithin: 60_000, coalesce })).some(({ stream }) => stream === id);
    expect(await has(600_000)).toBe(false);
    expect(await has(0)).toBe(true);

    const entries = (await outbox.ready(100, everything)).filter(({ stream }) => stream === id);
    await outbox.postpone(entries, 60_000);
    expect(await has(0)).toBe(false);
    expect(await outbox.backlog()).toBeGreaterThan(0);
  });

  it('is told by one of several workers, and by another when that one has gone', async () => {
    const watch = () => new Watch(county.persistence.db, { lock: 'relay', channels: [] }, () => {});
    const [first, second] = [watch(), watch()];
    expect([await first.leads(), await second.leads(), await first.leads()]).toEqual([true, false, true]);
    await first.close();
    await eventually(() => second.leads());
    await second.close();
  });
});

describe('The sweep', () => {
  it('finds what should have happened and did not, and recovery finds all that waits', async () => {
    const [late, waiting] = await handedIn(2);
    const { db } = county.persistence;
    await db.query('t-empty', 'DELETE FROM outbox');
    await db.query('t-late', 'UPDATE applications SET next_moment_at = next_moment_at - 864000000 WHERE id = $1', [
      late,
    ]);

    const sweep = new Sweep(db);
    const found = await sweep.overdue({ grace: 60_000, limit: 100 });
    expect(found.application).toEqual([late]);
    expect((await sweep.overdue({ grace: 60_000, limit: 100 })).application).toEqual([]);

    const all: string[] = [];
    for await (const { application } of sweep.everything(2)) all.push(...application);
    expect(all).toContain(waiting);
    const [{ planned }] = (await db.query<{ planned: number }>(
      't-planned',
      'SELECT count(*) AS planned FROM applications WHERE next_moment_at IS NOT NULL',
    )) as [{ planned: number }];
    expect(await outbox.backlog()).toBe(planned);
  });

  it('leaves alone what somebody is deciding at this moment', async () => {
    const [id] = await handedIn(1);
    const { db } = county.persistence;
    await db.query('t-empty', 'DELETE FROM outbox');
    await db.query('t-late', 'UPDATE applications SET next_moment_at = next_moment_at - 864000000 WHERE id = $1', [id]);
    const somebody = await db.door.connect();
    try {
      await somebody.query('BEGIN');
      await somebody.query('SELECT FROM applications WHERE id = $1 FOR UPDATE', [id]);
      expect((await new Sweep(db).overdue({ grace: 60_000, limit: 100 })).application).not.toContain(id);
      await somebody.query('ROLLBACK');
    } finally {
      somebody.release();
    }
  });
});
