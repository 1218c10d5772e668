import type { BatchSignal } from '#contracts';
import { type BatchCommand, SYSTEM } from '#domain';
import type { CommandResult } from '../door/requests.js';
import { readBatchSignal } from '../outbox/stream-plans.js';
import type { Persistence } from '../persistence.js';

/** Applications moved in one transaction of the door. */
export const CHUNK = 100;

/** Told after each chunk: how many applications the step has dealt with. An activity's heartbeat. */
export type Progress = (done: number) => void;

/** A step can never succeed, however often it is tried: the batch is called off and everything freed. */
export class StepFailedForGood extends Error {
  override readonly name = 'StepFailedForGood';
}

/** Where the batch stands; every step ends with it, so that the workflow needs no signal of its own doing. */
export async function batchNow({ db }: Persistence, id: string): Promise<BatchSignal> {
  const found = await readBatchSignal(db, id);
  if (!found) throw new StepFailedForGood(`there is no payment batch ${id}`);
  return found.batch;
}

/** A command of the batch's own workflow. */
export async function giveBatch({ door }: Persistence, id: string, command: BatchCommand): Promise<CommandResult> {
  const { results } = await door.execute({
    actor: SYSTEM,
    post: null,
    commands: [{ kind: 'payment-batch', id, command }],
    origin: 'workflow',
  });
  return results[0]!;
}

/**
 * Moves the batch one step on. A batch that has moved on already, by a rerun or by finance, is no fault; anything else
 * refused is tried again.
 */
export async function advance(persistence: Persistence, id: string, command: BatchCommand): Promise<BatchSignal> {
  const result = await giveBatch(persistence, id, command);
  if (!result.ok && result.rejection.code !== 'BATCH.NOT_AT_THIS_STEP') {
    throw new Error(
      `${command.type} on batch ${id} was refused: ${result.rejection.code} ${JSON.stringify(result.rejection.params ?? {})}`,
    );
  }
  return batchNow(persistence, id);
}
