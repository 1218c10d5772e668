import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { workflowId } from '#contracts';
import { createActivities } from '../../apps/worker/src/activities/index.js';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { ensureSearchAttributes, lazyClient } from '../../apps/worker/src/relay/temporal-client.js';
import { serveTemporal } from '../../apps/worker/src/worker.js';
import { testPersistence } from '../factories/persistence.js';
import { KINDERGARTEN, type SmallCounty, smallCounty, TOWNSHIP } from '../factories/small-county.js';
import { eventually } from '../harness/eventually.js';
import { background, bundleOf, quietRuntime, recordHistory, WORKFLOWS } from './harness.js';

/** Other spec files use the same server: what they left behind must not come to this worker. */
const TASK_QUEUE = `dev-server-${process.pid}`;
/** The demonstration programme with limits of two seconds: before the deadline after 1.5 s, at the deadline after 2 s. */
const QUICK = 'quick';

let county: SmallCounty;
let client: Client;
let end: () => Promise<void>;
let number = 1;

beforeAll(async () => {
  quietRuntime();
  const opened = await testPersistence();
  const { persistence } = opened;
  county = await smallCounty(persistence);
  const demo = county.programme('demo-seconds');
  const quick = { ...demo, code: QUICK, route: demo.route.map((stage) => ({ ...stage, limit: { duration: 'PT2S' } })) };
  await persistence.reference.installProgramme(quick, '990101', true);
  county.programmes.set(QUICK, quick);

  const address = process.env.ZHUDAO_TEST_TEMPORAL!;
  const { code } = await bundleOf(WORKFLOWS);
  const lazy = lazyClient(address, 'default');
  const note = () => {};
  const stop = background(
    (stopping) =>
      serveTemporal({
        address,
        namespace: 'default',
        taskQueue: TASK_QUEUE,
        workflows: { code },
        activities: createActivities(persistence),
        prepare: () => ensureSearchAttributes(lazy),
        stopping,
        note,
      }),
    (stopping) => new Relay({ db: persistence.db, client: lazy, taskQueue: TASK_QUEUE, note }).run(stopping),
  );
  client = new Client({ connection: await Connection.connect({ address }) });
  end = async () => {
    await stop();
    await client.connection.close();
    await opened.close();
  };
}, 60_000);

afterAll(() => end?.());

async function handedIn(programme: string): Promise<string> {
  const [id] = await county.draft(1, KINDERGARTEN, programme);
  await county.handIn([id!], KINDERGARTEN, programme, number++);
  return id!;
}

const runOf = (id: string) => client.workflow.getHandle(workflowId('application', id));
const described = (id: string) =>
  runOf(id)
    .describe()
    .catch(() => null);
const running = (id: string) => eventually(async () => (await described(id))?.status.name === 'RUNNING');
const ended = (id: string) => eventually(async () => (await described(id))?.status.name === 'COMPLETED');

const reject = async (by: 'reviewer' | 'approver', id: string) =>
  county.must(
    county.give(by, {
      kind: 'application',
      id,
      command: { type: 'RejectApplication', revision: await county.revision(id), reason: 'not-enrolled' },
    } as never),
  );

describe("An application in Temporal's own UI", () => {
  it('is found by stage and township, and says in words where it stands', async () => {
    const id = await handedIn('preschool-aid');
    await running(id);
    const query = `WorkflowId = '${workflowId('application', id)}' AND ZhudaoStage = 'township-review' AND ZhudaoTownship = '${TOWNSHIP}' AND ZhudaoOffice = '${TOWNSHIP}' AND ZhudaoDueAt > '2020-01-01T00:00:00Z'`;
    await eventually(async () => (await client.workflow.count(query)).count === 1);

    const metadata = await runOf(id).query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(metadata.currentDetails).toMatch(
      /资助申请：审核中\n环节：乡镇审核\n经办机构：99010101\n办理时限：.+\n下一步：.+ 临近时限，提醒经办人/,
    );
    expect(await (await runOf(id).describe()).staticSummary()).toBe('资助申请 preschool-aid 20261');

    await county.must(county.approve('reviewer', id));
    const moved = `WorkflowId = '${workflowId('application', id)}' AND ZhudaoStage = 'county-approval' AND ZhudaoOffice = '990101'`;
    await eventually(async () => (await client.workflow.count(moved)).count === 1);
  }, 30_000);
});

describe('A run', () => {
  it('ends when nothing is planned, and an appeal starts another', async () => {
    const id = await handedIn('preschool-aid');
    await running(id);
    await reject('reviewer', id);
    await ended(id);
    const first = (await runOf(id).describe()).runId;

    const [{ revision }] = (await county.persistence.db.query<{ revision: number }>(
      't-rev',
      'SELECT revision FROM applications WHERE id = $1',
      [id],
    )) as [{ revision: number }];
    await county.must(
      county.give('kindergartenHead', {
        kind: 'application',
        id,
        command: { type: 'AppealApplication', revision, grounds: null },
      } as never),
    );
    await running(id);
    expect((await runOf(id).describe()).runId).not.toBe(first);
  }, 30_000);
});

describe('A reviewer who is late by real clocks', () => {
  it('is reminded, the supervisor is told, and the decision stops it', async () => {
    const id = await handedIn(QUICK);
    const told = () =>
      county.persistence.db.query<{ moment: string; role: string }>(
        't-told',
        'SELECT moment, role FROM reminders WHERE stream = $1 ORDER BY came_due_at, role',
        [id],
      );
    await eventually(async () => (await told()).filter(({ moment }) => moment === 'at-deadline').length === 2, 20_000);
    expect((await told()).slice(0, 3)).toEqual([
      { moment: 'before-deadline', role: 'reviewer' },
      { moment: 'at-deadline', role: 'reviewer' },
      { moment: 'at-deadline', role: 'supervisor' },
    ]);
    await reject('reviewer', id);
    await ended(id);
    await recordHistory('application-late-then-rejected', runOf(id));
  }, 40_000);
});
