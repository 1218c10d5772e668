import type { BatchSignal } from '#contracts';
import { type Rejection, SYSTEM } from '#domain';
import type { Persistence } from '../persistence.js';
import { awaitingPayment, type BatchScope } from './awaiting-payment.js';
import { batchContents } from './contents.js';
import { advance, batchNow, type Progress } from './saga.js';

/**
 * First step: every application of the programme, period and county that awaits payment goes through the door once
 * more (a child who left is not paid). What is refused is listed with its reason; the rest is counted. Run again after
 * a crash it goes on: what is frozen no longer awaits payment.
 */
export async function freezeBatch(
  persistence: Persistence,
  id: string,
  progress: Progress = () => {},
): Promise<BatchSignal> {
  const { db } = persistence;
  const [batch] = await db.query<BatchScope & { phase: string }>(
    'batch-scope',
    'SELECT office, programme_code AS programme, period, phase FROM payment_batches WHERE id = $1',
    [id],
  );
  if (batch?.phase !== 'freezing') return batchNow(persistence, id);
  let done = 0;
  for await (const chunk of awaitingPayment(persistence, batch)) {
    if (!(await freezeChunk(persistence, id, chunk))) return batchNow(persistence, id);
    done += chunk.length;
    progress(done);
  }
  const contents = await batchContents(db.reads, id);
  if (contents.count === 0) return advance(persistence, id, { type: 'CancelPaymentBatch', because: 'empty' });
  return advance(persistence, id, { type: 'MarkBatchFrozen', ...contents });
}

/** False when the batch is no longer freezing: somebody called it off, or another run has counted it. */
async function freezeChunk({ db, door }: Persistence, batch: string, ids: readonly string[]): Promise<boolean> {
  const commands = ids.map((id) => ({
    kind: 'application' as const,
    id,
    command: { type: 'FreezeForPayment' as const, batch },
  }));
  // The applications' own workflows must hear of it: this is not their activity.
  const { results } = await door.execute({ actor: SYSTEM, post: null, commands, mode: 'each' });
  const refused = results.flatMap((result) => (result.ok ? [] : [{ id: result.id, rejection: result.rejection }]));
  if (refused.some(({ rejection }) => rejection.code === 'BATCH.NOT_AT_THIS_STEP')) return false;
  await listExcluded(
    db,
    batch,
    refused.filter(({ rejection }) => !movedOn(rejection)),
  );
  return true;
}

/** Withdrawn or frozen into another batch while the list was being read: not left out, simply not waiting any more. */
const movedOn = (rejection: Rejection): boolean => rejection.code === 'APPLICATION.NOT_AT_THIS_STAGE';

async function listExcluded(
  db: Persistence['db'],
  batch: string,
  excluded: readonly { id: string; rejection: Rejection }[],
): Promise<void> {
  if (excluded.length === 0) return;
  await db.query(
    'list-excluded',
    `INSERT INTO payment_exclusions (batch_id, application_id, rejection)
     SELECT $1, x.id, x.rejection FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, rejection jsonb)
     ON CONFLICT (batch_id, application_id) DO UPDATE SET rejection = excluded.rejection`,
    [batch, JSON.stringify(excluded)],
  );
}
