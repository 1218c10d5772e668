import type { BatchSignal } from '#contracts';
import { type Rejection, SYSTEM } from '#domain';
import type { Persistence } from '../persistence.js';
import { batchContents } from './contents.js';
import { advance, batchNow, CHUNK, type Progress } from './saga.js';

interface Scope {
  office: string;
  programme_code: string;
  period: number;
  phase: string;
}

/**
 * First step: every application of the programme, period and county that awaits payment goes through the door once
 * more (a child who left is not paid). What is refused is listed with its reason; the rest is counted. Run again after
 * a crash it goes on: what is frozen no longer awaits payment.
 */
export async function freezeBatch(persistence: Persistence, id: string, progress: Progress = () => {}): Promise<BatchSignal> {
  const { db } = persistence;
  const [batch] = await db.query<Scope & Record<string, unknown>>('batch-scope', 'SELECT office, programme_code, period, phase FROM payment_batches WHERE id = $1', [id]);
  if (batch?.phase !== 'freezing') return batchNow(persistence, id);
  let after = '00000000-0000-0000-0000-000000000000';
  let done = 0;
  for (;;) {
    const chunk = await awaitingPayment(persistence, batch, after);
    if (chunk.length === 0) break;
    if (!(await freezeChunk(persistence, id, chunk))) return batchNow(persistence, id);
    after = chunk.at(-1)!;
    done += chunk.length;
    progress(done);
  }
  const contents = await batchContents(db.reads, id);
  if (contents.count === 0) return advance(persistence, id, { type: 'CancelPaymentBatch', because: 'empty' });
  return advance(persistence, id, { type: 'MarkBatchFrozen', ...contents });
}

async function awaitingPayment({ db }: Persistence, { office, programme_code, period }: Scope, after: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'awaiting-payment',
    `SELECT id FROM applications WHERE county = $1 AND programme_code = $2 AND period = $3 AND phase = 'awaiting-payment' AND id > $4
     ORDER BY id LIMIT ${CHUNK}`,
    [office, programme_code, period, after],
  );
  return rows.map((row) => row.id);
}

/** False when the batch is no longer freezing: somebody called it off, or another run has counted it. */
async function freezeChunk({ db, door }: Persistence, batch: string, ids: readonly string[]): Promise<boolean> {
  const commands = ids.map((id) => ({ kind: 'application' as const, id, command: { type: 'FreezeForPayment' as const, batch } }));
  // The applications' own workflows must hear of it: this is not their activity.
  const { results } = await door.execute({ actor: SYSTEM, post: null, commands, mode: 'each' });
  const refused = results.flatMap((result) => (result.ok ? [] : [{ id: result.id, rejection: result.rejection }]));
  if (refused.some(({ rejection }) => rejection.code === 'BATCH.NOT_AT_THIS_STEP')) return false;
  await listExcluded(db, batch, refused.filter(({ rejection }) => !movedOn(rejection)));
  return true;
}

/** Withdrawn or frozen into another batch while the list was being read: not left out, simply not waiting any more. */
const movedOn = (rejection: Rejection): boolean => rejection.code === 'APPLICATION.NOT_AT_THIS_STAGE';

async function listExcluded(db: Persistence['db'], batch: string, excluded: readonly { id: string; rejection: Rejection }[]): Promise<void> {
  if (excluded.length === 0) return;
  await db.query(
    'list-excluded',
    `INSERT INTO payment_exclusions (batch_id, application_id, rejection)
     SELECT $1, x.id, x.rejection FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, rejection jsonb)
     ON CONFLICT (batch_id, application_id) DO UPDATE SET rejection = excluded.rejection`,
    [batch, JSON.stringify(excluded)],
  );
}
