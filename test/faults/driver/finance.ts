import type { BatchPhase } from '#domain';
import { newId, takeReturnFile } from '#persistence';
import { COUNTY } from '../../factories/small-county.js';
import { type Action, application, give, NOBODY_TO, one, oneLying, type Step, seatedIn, told } from './act.js';
import { ask } from './ways.js';
import { SCHOOLS } from './world.js';

interface Batch {
  readonly id: string;
  readonly phase: BatchPhase;
  readonly totalFen: number;
}

/** What the county's finance does, and the banks. */
export const FINANCE_ACTIONS = {
  async createBatch(step) {
    const { world, intent } = step;
    const waiting = (await world.lying()).filter(({ phase }) => phase === 'awaiting-payment');
    if (waiting.length === 0 && intent.variant < 90) return NOBODY_TO;
    const code = one(waiting, step)?.programme ?? SCHOOLS[0].programme;
    const { version } = world.programme(code);
    const id = newId();
    const by = seatedIn(step, COUNTY, 'finance');
    const command = {
      type: 'CreatePaymentBatch' as const,
      programme: { code, version },
      period: world.period,
      office: COUNTY,
    };
    const answer = await give(step, by, { kind: 'payment-batch', id, command });
    if (answer.ok) world.batches.push(answer.results[0]!.id);
    return told(by, 'create batch', answer);
  },

  async release(step) {
    const batch = await oneBatch(step, 'frozen');
    if (!batch) return NOBODY_TO;
    const by = seatedIn(step, COUNTY, 'finance');
    const totalFen = batch.totalFen + (step.intent.variant > 95 ? 1 : 0);
    const command = { type: 'ReleasePaymentBatch' as const, totalFen };
    return told(by, 'release', await give(step, by, { kind: 'payment-batch', id: batch.id, command }));
  },

  async cancelBatch(step) {
    const batch = await oneBatch(step, 'freezing', 'frozen', 'released');
    if (!batch) return NOBODY_TO;
    const by = seatedIn(step, COUNTY, 'finance');
    const command = { type: 'CancelPaymentBatch' as const, because: 'finance' as const };
    return told(by, 'cancel batch', await give(step, by, { kind: 'payment-batch', id: batch.id, command }));
  },

  /** One bank answers: most lines have arrived, some came back, of some it says nothing clear; sometimes it sends rubbish. */
  async bankAnswers(step) {
    const { world, intent, no } = step;
    const batch = await oneBatch(step, 'sent');
    if (!batch) return NOBODY_TO;
    const lines = await world.persistence.db.query<{ no: number; bank: string; fen: number; state: string }>(
      'd-lines',
      'SELECT line_no AS no, bank, amount_fen AS fen, state FROM payment_lines WHERE batch_id = $1 ORDER BY line_no',
      [batch.id],
    );
    const bank = one([...new Set(lines.map((line) => line.bank))].sort(), step)!;
    const rows = lines
      .filter((line) => line.bank === bank)
      .map(
        ({ no: line, fen, state }) => `${line},${(fen / 100).toFixed(2)},${resultOf(state, intent.who >> (line % 24))}`,
      );
    if (intent.variant > 92) rows.push('9999,1.00,成功,');
    const bytes = Buffer.from(`序号,金额,结果,原因\n${rows.join('\n')}\n`);
    const { actor, post, name } = seatedIn(step, COUNTY, 'finance');
    const taken = await ask(world, intent, no, (of, again) =>
      takeReturnFile(of, batch.id, bytes, { actor, post, ...again }),
    );
    return `${name}: ${bank} answers ${rows.length} lines → ${taken.ok ? 'taken' : taken.rejection.code}`;
  },

  async reissue(step) {
    const it = await oneLying(step, ({ phase }) => phase === 'payment-failed');
    if (!it) return NOBODY_TO;
    const by = seatedIn(step, COUNTY, 'finance');
    const { keys } = step.world.persistence;
    const corrected = step.intent.variant < 60;
    const personalValues = corrected
      ? [{ owner: it.id, kind: 'card', cipher: keys.encrypt('6228480000000099999') }]
      : [];
    const command = application(it.id, { type: 'ReissuePayment', ...(corrected && { accountChanged: true }) });
    return told(by, 'reissue', await give(step, by, command, { personalValues }));
  },
} as const satisfies Record<string, Action>;

/** What is settled is said again as it was, or not at all: a bank does not change its mind. */
function resultOf(state: string, dice: number): string {
  if (state === 'paid') return '成功,';
  if (state === 'failed') return '失败,户名不符';
  if (dice % 8 === 0) return '失败,户名不符';
  return dice % 8 === 1 ? '处理中,' : '成功,';
}

async function oneBatch(step: Step, ...phases: BatchPhase[]): Promise<Batch | null> {
  const { persistence, batches } = step.world;
  const rows = await persistence.db.query<{ id: string; phase: BatchPhase; totalFen: number }>(
    'd-batches',
    'SELECT id, phase, total_fen AS "totalFen" FROM payment_batches WHERE phase = ANY($1)',
    [phases],
  );
  return one(
    batches.flatMap((id) => rows.find((row) => row.id === id) ?? []),
    step,
  );
}
