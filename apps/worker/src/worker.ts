import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { TASK_QUEUE } from '#contracts';
import type { Activities } from './activities/index.js';

export interface WorkerSetup {
  readonly namespace: string;
  readonly activities: Activities;
  /** The bundle made at build, by its path or as it is; null: bundled now from the sources beside this file. */
  readonly workflows: { readonly codePath: string } | { readonly code: string } | null;
  readonly taskQueue?: string;
}

export interface Serving extends WorkerSetup {
  readonly address: string;
  /** What the namespace must have before the first workflow runs. */
  prepare(): Promise<void>;
  readonly stopping: AbortSignal;
  readonly note: (text: string) => void;
}

/** Serves all workflows and activities until stopped; waits for a Temporal that is not there yet. */
export async function serveTemporal({ address, prepare, stopping, note, ...setup }: Serving): Promise<void> {
  const connection = await connectToTemporal(address, prepare, stopping, note);
  if (!connection) return;
  const worker = await createWorker(connection, setup);
  const running = worker.run();
  const shutdown = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  stopping.addEventListener('abort', shutdown);
  if (stopping.aborted) shutdown();
  await running;
  await connection.close();
}

/** The SDK gives up at the first refusal; this goes on each second. Null once stopped. */
async function connectToTemporal(
  address: string,
  prepare: () => Promise<void>,
  stopping: AbortSignal,
  note: (text: string) => void,
): Promise<NativeConnection | null> {
  for (let told = false; !stopping.aborted; told = true) {
    try {
      await prepare();
      return await NativeConnection.connect({ address });
    } catch (error) {
      if (!told) note(`waiting for Temporal at ${address}: ${(error as Error).message}`);
      await sleep(1_000, undefined, { signal: stopping }).catch(() => {});
    }
  }
  return null;
}

const LIMITS = {
  maxCachedWorkflows: 50, // half a megabyte each; evicted ones are replayed, their histories are short
  stickyQueueScheduleToStartTimeout: '2s', // what a killed worker had cached goes on after this, not after 10 s
  shutdownGraceTime: '5s',
  shutdownForceTime: '10s', // a worker that lost its server while busy has been seen to hang for ever
  maxConcurrentActivityTaskExecutions: 8, // each holds a connection of the door
} as const satisfies Partial<WorkerOptions>;

export const createWorker = (
  connection: NativeConnection,
  { namespace, activities, workflows, taskQueue = TASK_QUEUE }: WorkerSetup,
): Promise<Worker> => Worker.create({ connection, namespace, taskQueue, activities, ...codeOf(workflows), ...LIMITS });

const codeOf = (workflows: WorkerSetup['workflows']): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> =>
  workflows
    ? { workflowBundle: workflows }
    : { workflowsPath: new URL('./workflows/index.js', import.meta.url).pathname };
