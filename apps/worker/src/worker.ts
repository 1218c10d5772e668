import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { TASK_QUEUE } from '#contracts';
import type { Activities } from './activities/index.js';

/** Waits until Temporal answers; null once `stopping` is aborted. The SDK itself gives up at the first refusal. */
export async function connectToTemporal(
  address: string,
  stopping: AbortSignal,
  note: (text: string) => void,
): Promise<NativeConnection | null> {
  let told = false;
  while (!stopping.aborted) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      if (!told) note(`waiting for Temporal at ${address}: ${(error as Error).message}`);
      told = true;
      await sleep(1_000, undefined, { signal: stopping }).catch(() => {});
    }
  }
  return null;
}

export interface ServingOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  /** File made at build; null: bundled now from the sources beside this file. */
  readonly workflowBundle: string | null;
  readonly taskQueue?: string;
}

/** The Temporal worker that serves all workflows and activities. */
export function createWorker({
  connection,
  namespace,
  activities,
  workflowBundle,
  taskQueue = TASK_QUEUE,
}: ServingOptions): Promise<Worker> {
  return Worker.create({ connection, namespace, taskQueue, activities, ...workflowsFrom(workflowBundle), ...LIMITS });
}

const LIMITS = {
  maxCachedWorkflows: 100, // 300 would cost about 100 MB more; evicted ones are replayed, their histories are short
  stickyQueueScheduleToStartTimeout: '2s', // what a killed worker had cached goes on after this, not after 10 s
  shutdownGraceTime: '5s',
  shutdownForceTime: '10s', // a worker that lost its server while busy has been seen to hang for ever
  maxConcurrentActivityTaskExecutions: 8, // each holds a connection of the door
} as const satisfies Partial<WorkerOptions>;

const workflowsFrom = (bundle: string | null): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> =>
  bundle
    ? { workflowBundle: { codePath: bundle } }
    : { workflowsPath: new URL('./workflows/index.js', import.meta.url).pathname };
