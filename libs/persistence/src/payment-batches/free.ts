import type { BatchSignal } from '#contracts';
import { SYSTEM } from '#domain';
import type { Persistence } from '../persistence.js';
import { advance, batchNow, CHUNK, giveBatch, type Progress } from './saga.js';

/** Compensation begins: a step failed for good. Refused once the money may be under way. */
export async function callOffBatch(persistence: Persistence, id: string): Promise<BatchSignal> {
  await giveBatch(persistence, id, { type: 'CancelPaymentBatch', because: 'step-failed' });
  return batchNow(persistence, id);
}

/** Compensation: whatever is frozen goes back to waiting for payment, then the batch is over. Goes on where a crash left it. */
export async function freeBatch(
  persistence: Persistence,
  id: string,
  progress: Progress = () => {},
): Promise<BatchSignal> {
  const { phase } = await batchNow(persistence, id);
  if (phase !== 'cancelling') return batchNow(persistence, id);
  let done = 0;
  for (;;) {
    const ids = await frozenIn(persistence, id);
    if (ids.length === 0) break;
    const commands = ids.map((application) => ({
      kind: 'application' as const,
      id: application,
      command: { type: 'Unfreeze' as const, batch: id },
    }));
    const { results } = await persistence.door.execute({ actor: SYSTEM, post: null, commands, mode: 'each' });
    if (results.every((result) => !result.ok))
      throw new Error(`nothing of batch ${id} could be freed: ${JSON.stringify(results[0])}`);
    done += ids.length;
    progress(done);
  }
  return advance(persistence, id, { type: 'MarkBatchCancelled' });
}

async function frozenIn({ db }: Persistence, batch: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'frozen-in-batch',
    `SELECT id FROM applications WHERE batch_id = $1 AND phase = 'paying' ORDER BY id LIMIT ${CHUNK}`,
    [batch],
  );
  return rows.map((row) => row.id);
}
