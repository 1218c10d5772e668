import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { Client, WorkflowIdConflictPolicy } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { type BatchSignal, type PaymentBatchInput, SIGNALS, WORKFLOW_TYPES } from '#contracts';
import type { BatchPhase } from '#domain';
import { newId } from '#persistence';
import type { Activities } from '../../apps/worker/src/activities/index.js';
import { eventually } from '../harness/eventually.js';
import { bundleOf, quietRuntime, WORKFLOWS } from './harness.js';

const TASK_QUEUE = 'payment-batch';
type Steps = Pick<Activities, 'freezeBatch' | 'writeBankFiles' | 'settleBank' | 'callOffBatch' | 'freeBatch'>;

/** A batch's row, and steps that move it as the real ones do: idempotent, answering with where it then stands. */
let row: BatchSignal;
let steps: string[];
let faults: Partial<Record<keyof Steps, () => void>>;

const move = (from: BatchPhase, to: BatchPhase, over: Partial<BatchSignal> = {}) => {
  if (row.phase === from) row = { ...row, seq: row.seq + 1, phase: to, ...over };
  return row;
};
const step = async (name: keyof Steps, run: () => BatchSignal) => {
  steps.push(name);
  faults[name]?.();
  return run();
};
const ACTIVITIES: Steps = {
  freezeBatch: () => step('freezeBatch', () => move('freezing', 'frozen')),
  writeBankFiles: () => step('writeBankFiles', () => move('released', 'sent')),
  settleBank: (_, bank) =>
    step('settleBank', () => {
      const returned = row.returned.filter((other) => other !== bank);
      return move('sent', returned.length > 0 ? 'sent' : 'settled', { returned });
    }),
  callOffBatch: () =>
    step('callOffBatch', () => (row.phase === 'sent' ? row : move(row.phase as BatchPhase, 'cancelling'))),
  freeBatch: () => step('freeBatch', () => move('cancelling', 'cancelled')),
};

describe("a payment batch's workflow", () => {
  let env: TestWorkflowEnvironment;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    quietRuntime();
    env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: process.env.ZHUDAO_TEST_SERVER_BIN! } },
    });
    client = new Client({ connection: env.connection });
    const { code } = await bundleOf(WORKFLOWS);
    worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: { code },
      activities: ACTIVITIES,
    });
    running = worker.run();
  }, 60_000);
  afterAll(async () => {
    worker?.shutdown();
    await running;
    await env?.teardown();
  });
  beforeEach(() => {
    row = { seq: 1, phase: 'freezing', returned: [] };
    steps = [];
    faults = {};
  });

  /** As the relay does: tells how the batch stands, starting a run where none is. */
  const tell = (id: string, batch: BatchSignal = row) => {
    const input: PaymentBatchInput = { id, batch };
    return client.workflow.signalWithStart(WORKFLOW_TYPES['payment-batch'], {
      workflowId: `payment-batch/${id}`,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      taskQueue: TASK_QUEUE,
      args: [input],
      signal: SIGNALS.batchChanged,
      signalArgs: [batch],
    });
  };
  const person = (phase: BatchPhase, returned: string[] = []) => {
    row = { seq: row.seq + 1, phase, returned };
  };
  const done = (...names: string[]) => eventually(async () => steps.join() === names.join());
  const ended = (id: string) =>
    eventually(
      async () => (await client.workflow.getHandle(`payment-batch/${id}`).describe()).status.name === 'COMPLETED',
    );

  it('waits weeks for the second person and for the banks, and does each step once', async () => {
    const id = newId();
    await tell(id);
    await done('freezeBatch');
    await env.sleep('20 days');
    person('released');
    await tell(id);
    await done('freezeBatch', 'writeBankFiles');
    await env.sleep('20 days');
    person('sent', ['甲', '乙']);
    await tell(id);
    await ended(id);
    expect(steps).toEqual(['freezeBatch', 'writeBankFiles', 'settleBank', 'settleBank']);
  });

  it('goes on from the row wherever an earlier run ended', async () => {
    for (const [phase, expected] of [
      ['released', ['writeBankFiles', 'settleBank']],
      ['cancelling', ['freeBatch']],
      ['sent', ['settleBank']],
    ] as const) {
      const id = newId();
      steps = [];
      row = { seq: 7, phase, returned: phase === 'sent' ? ['甲'] : [] };
      await tell(id);
      if (phase === 'released') {
        await done('writeBankFiles');
        person('sent', ['甲']);
        await tell(id);
      }
      await ended(id);
      expect(steps).toEqual(expected);
    }
  });

  it('calls the batch off and frees it when a step fails for good', async () => {
    for (const name of ['freezeBatch', 'writeBankFiles'] as const) {
      const id = newId();
      steps = [];
      row = { seq: 1, phase: name === 'freezeBatch' ? 'freezing' : 'released', returned: [] };
      faults = {
        [name]: () => {
          throw ApplicationFailure.nonRetryable('no account', 'StepFailedForGood');
        },
      };
      await tell(id);
      await ended(id);
      expect(steps).toEqual([name, 'callOffBatch', 'freeBatch']);
      expect(row.phase).toBe('cancelled');
    }
  });

  it('tries again, for as long as it takes, what may yet succeed', async () => {
    const id = newId();
    let failures = 3;
    faults.freezeBatch = () => {
      if (failures-- > 0) throw new Error('the database is away');
    };
    await tell(id);
    await env.sleep('5 minutes');
    await done('freezeBatch', 'freezeBatch', 'freezeBatch', 'freezeBatch');
    expect(row.phase).toBe('frozen');
  });

  it('never calls off what the banks may be paying already', async () => {
    const id = newId();
    row = { seq: 1, phase: 'sent', returned: ['甲'] };
    faults.settleBank = () => {
      throw ApplicationFailure.nonRetryable('unreadable', 'StepFailedForGood');
    };
    await tell(id);
    await done('settleBank', 'callOffBatch');
    faults = {};
    person('sent', ['甲']);
    await tell(id);
    await ended(id);
    expect(steps).toEqual(['settleBank', 'callOffBatch', 'settleBank']);
  });

  it('is not led back by word that is older than what it knows', async () => {
    const id = newId();
    const old = row;
    await tell(id);
    await done('freezeBatch');
    await tell(id, old);
    await env.sleep('1 hour');
    expect(steps).toEqual(['freezeBatch']);
    person('cancelling');
    await tell(id);
    await ended(id);
  });
});
