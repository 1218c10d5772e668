import type { BatchSignal } from '#contracts';
import { type ApplicationCommand, applicationOutcome, type CarriedItem, type LineOutcome, SYSTEM } from '#domain';
import { findHistory } from '../history.js';
import type { Persistence } from '../persistence.js';
import { readStoredReturn } from './return-files.js';
import { advance, batchNow, CHUNK, type Progress } from './saga.js';

/**
 * Last step, per bank: its return file decides its lines, the lines decide the applications behind them. A line that
 * the bank did not answer stays unknown and is asked for again, never sent again. Rerun, it settles what is left.
 */
export async function settleBank(
  persistence: Persistence,
  id: string,
  bank: string,
  progress: Progress = () => {},
): Promise<BatchSignal> {
  const batch = await findHistory(persistence.db, 'payment-batch', id);
  const sha256 = batch?.state.returnFiles[bank];
  if (!sha256 || !batch?.state.returned.includes(bank)) return batchNow(persistence, id);
  await markLines(persistence, id, await readStoredReturn(persistence, id, bank, sha256));
  await settleApplications(persistence, id, progress);
  return advance(persistence, id, { type: 'MarkBankSettled', bank, ...(await countLines(persistence, id, bank)) });
}

async function markLines({ db }: Persistence, id: string, outcomes: readonly LineOutcome[]): Promise<void> {
  await db.query(
    'mark-lines',
    `UPDATE payment_lines l SET state = x.state, reason = x.reason
     FROM jsonb_to_recordset($2::jsonb) AS x("lineNo" int, state text, reason text)
     WHERE l.batch_id = $1 AND l.line_no = x."lineNo" AND l.state NOT IN ('paid', 'failed')`,
    [id, JSON.stringify(outcomes)],
  );
}

interface Carried extends CarriedItem {
  readonly application: string;
}

/** Applications of the batch that are not settled yet and whose every line has come back with a clear answer. */
async function settleApplications(persistence: Persistence, id: string, progress: Progress): Promise<void> {
  const carried = await persistence.db.query<Carried & Record<string, unknown>>(
    'carried-items',
    `SELECT p.application_id AS application, p.item, p.instalment, l.state, l.reason
     FROM applications a
     JOIN payments p ON p.batch_id = $1 AND p.application_id = a.id AND p.live
     JOIN payment_lines l ON l.batch_id = p.batch_id AND l.line_no = p.line_no
     WHERE a.batch_id = $1 AND a.phase = 'paying' ORDER BY a.id, p.item, p.instalment`,
    [id],
  );
  const commands = [...byApplication(carried)].flatMap(([application, items]) => {
    const outcome = applicationOutcome(items);
    if (!outcome) return [];
    const command: ApplicationCommand = {
      type: 'SettlePayment',
      batch: id,
      ...outcome,
      ...('arrived' in outcome && { arrived: [...outcome.arrived] }),
    } as ApplicationCommand;
    return [{ kind: 'application' as const, id: application, command }];
  });
  for (let from = 0; from < commands.length; from += CHUNK) {
    const { results } = await persistence.door.execute({
      actor: SYSTEM,
      post: null,
      commands: commands.slice(from, from + CHUNK),
      mode: 'each',
    });
    const refused = results.find((result) => !result.ok && result.rejection.code !== 'APPLICATION.NOT_AT_THIS_STAGE');
    if (refused)
      throw new Error(`application ${refused.id} of batch ${id} could not be settled: ${JSON.stringify(refused)}`);
    progress(from + results.length);
  }
}

function byApplication(carried: readonly Carried[]): Map<string, Carried[]> {
  const groups = new Map<string, Carried[]>();
  for (const item of carried) groups.set(item.application, [...(groups.get(item.application) ?? []), item]);
  return groups;
}

async function countLines(
  { db }: Persistence,
  id: string,
  bank: string,
): Promise<{ paid: number; failed: number; unknown: number }> {
  const [row] = await db.query<{ paid: number; failed: number; unknown: number }>(
    'count-lines',
    `SELECT count(*) FILTER (WHERE state = 'paid')::int AS paid, count(*) FILTER (WHERE state = 'failed')::int AS failed,
            count(*) FILTER (WHERE state NOT IN ('paid', 'failed'))::int AS unknown
     FROM payment_lines WHERE batch_id = $1 AND bank = $2`,
    [id, bank],
  );
  return row!;
}
