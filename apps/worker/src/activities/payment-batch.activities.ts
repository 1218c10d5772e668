import { ApplicationFailure, activityInfo, heartbeat } from '@temporalio/activity';
import type { BatchSignal } from '#contracts';
import {
  callOffBatch,
  freeBatch,
  freezeBatch,
  type Persistence,
  type Progress,
  StepFailedForGood,
  settleBank,
  writeBankFiles,
} from '#persistence';

/**
 * The steps of a payment batch. Each looks at the rows first and does what is left to do: killed anywhere and run
 * again it comes to the same end. Each answers with where the batch then stands.
 */
export const paymentBatchActivities = (persistence: Persistence) => ({
  /** Every application that awaits payment goes into the batch, through the door. */
  freezeBatch: (id: string) => step((progress) => freezeBatch(persistence, id, progress)),
  /** Payment lines and one file per bank, together exactly what was released. */
  writeBankFiles: (id: string) => step(() => writeBankFiles(persistence, id)),
  /** A bank's return file decides its lines, and they the applications. */
  settleBank: (id: string, bank: string) => step((progress) => settleBank(persistence, id, bank, progress)),
  /** A step failed for good. */
  callOffBatch: (id: string) => step(() => callOffBatch(persistence, id)),
  /** What is frozen goes back to waiting. */
  freeBatch: (id: string) => step((progress) => freeBatch(persistence, id, progress)),
});

/** A statement over a whole county takes longer than a dead worker should be waited for. */
const ALIVE_EVERY = 2_000;

/** Says that it lives and how far it is. What can never succeed is not tried again; everything else is. */
async function step(run: (progress: Progress) => Promise<BatchSignal>): Promise<BatchSignal> {
  let done = 0;
  const alive = setInterval(() => heartbeat(done), ALIVE_EVERY);
  try {
    return await run((count) => {
      done = count;
      heartbeat(done);
    });
  } catch (error) {
    if (!(error instanceof StepFailedForGood)) throw error;
    throw ApplicationFailure.nonRetryable(`${activityInfo().activityType}: ${error.message}`, error.name);
  } finally {
    clearInterval(alive);
  }
}
