import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findHistory, newId, takeReturnFile } from '#persistence';
import { setAccount } from '../factories/payment.js';
import { COUNTY, PERIOD } from '../factories/small-county.js';
import { awaitingPayment } from './harness/past.js';
import { eventually } from './harness/people.js';
import { forgetTheDead, Holder, standingStill } from './harness/rows.js';
import { Stack } from './harness/stack.js';
import { eventsOf } from './harness/trail.js';
import { attendance } from './harness/workflows.js';

jest.setTimeout(600_000);

/** More than one chunk of a step, which has 100. The first few have their account at another bank. */
const CHILDREN = 112;
const ELSEWHERE = 6;
const [MOST, FEW] = ['农村信用社', '农业银行'];

/**
 * The worker of a payment batch is killed (kill -9) in each of its steps in turn. It is stopped at the very statement by
 * somebody else's lock, which is held before the step begins; when it is dead the next lock is taken before that one is
 * let go, so that a new worker comes exactly so far.
 */
describe('A payment batch whose worker is killed in every step', () => {
  let stack: Stack;
  let ids: string[];
  let held: Holder | null = null;

  beforeAll(async () => {
    stack = await Stack.start({ apis: 0, workers: 0, childrenPerSchool: CHILDREN });
    const account = (id: string, i: number) => setAccount(stack.county, id, cardOf(i), i < ELSEWHERE ? FEW : MOST);
    ids = await awaitingPayment(stack, CHILDREN, account);
    await stack.startWorker('worker');
  });
  afterAll(() => stack?.stop());

  const cardOf = (i: number) => `62284800000${String(i).padStart(8, '0')}`;

  async function created(): Promise<string> {
    const id = newId();
    const { code, version } = stack.county.programme();
    const programme = { code, version };
    const command = { type: 'CreatePaymentBatch' as const, programme, period: PERIOD, office: COUNTY };
    await stack.county.must(stack.county.give('finance', { kind: 'payment-batch', id, command }));
    return id;
  }

  const batch = async (id: string) => (await findHistory(stack.persistence.db, 'payment-batch', id))!.state;
  const reaches = (id: string, phase: string) =>
    eventually(`the batch to be ${phase}`, async () => (await batch(id)).phase === phase, 90);

  const count = async (what: string, id: string) =>
    (await stack.persistence.db.query<{ n: number }>(`t-${what}`, COUNTS[what as keyof typeof COUNTS], [id]))[0]!.n;

  /** The worker is stopped by `hold` and killed there; `so` says what of the step is done by then. */
  async function killedAt(title: string, hold: () => Promise<Holder>, so: () => Promise<void>): Promise<void> {
    await stack.step(`killed: ${title}`, async () => {
      const next = await hold();
      await held?.letGo();
      held = next;
      if (!stack.machines.isUp('worker')) await stack.machines.restart('worker');
      await eventually('the step to stand still', async () => (await standingStill(stack)) > 0, 90);
      await so();
      await stack.machines.kill('worker');
      await forgetTheDead(stack);
      expect(await standingStill(stack)).toBe(0);
    });
  }

  async function goesOn(title: string, until: () => Promise<unknown>): Promise<void> {
    await stack.step(title, async () => {
      await held?.letGo();
      held = null;
      if (!stack.machines.isUp('worker')) await stack.machines.restart('worker');
      await until();
    });
  }

  const application = (index: number) => () => Holder.application(stack, ids[index]!);
  const writesTo = (table: string) => () => Holder.writesTo(stack, table);

  async function answered(id: string, bank: string): Promise<void> {
    const { actor, postId: post } = stack.county.staff.finance;
    const lines = await stack.persistence.db.query<{ no: number; fen: number }>(
      't-sent-lines',
      'SELECT line_no AS no, amount_fen AS fen FROM payment_lines WHERE batch_id = $1 AND bank = $2',
      [id, bank],
    );
    const rows = lines.map(({ no, fen }) => `${no},${(fen / 100).toFixed(2)},成功,`);
    const bytes = Buffer.from(`序号,金额,结果,原因\n${rows.join('\n')}\n`);
    expect(await takeReturnFile(stack.persistence, id, bytes, { actor, post })).toMatchObject({ ok: true, bank });
  }

  it('and which is called off, gives back all that it had frozen', async () => {
    const id = await created();
    await reaches(id, 'frozen');
    held = await application(105)();
    const because = 'finance' as const;
    const command = { type: 'CancelPaymentBatch' as const, because };
    await stack.county.must(stack.county.give('finance', { kind: 'payment-batch', id, command }));

    await killedAt('unfreezing, in the second chunk', application(108), async () => {
      expect(await count('paying', id)).toBe(CHILDREN - 100);
    });
    await killedAt('all unfrozen, the batch not closed', writesTo('payment_batches'), async () => {
      expect(await count('paying', id)).toBe(0);
      expect((await batch(id)).phase).toBe('cancelling');
    });
    await goesOn('called off', () => reaches(id, 'cancelled'));
    expect(await eventsOf(stack, ids, 'ApplicationUnfrozen')).toHaveLength(CHILDREN);
  });

  it('completes in the end, and each child is paid exactly once', async () => {
    held = await application(10)();
    const id = await created();
    await killedAt('freezing, in the first chunk', application(20), async () => {
      expect(await count('paying', id)).toBe(0);
    });
    await killedAt('freezing, in the second chunk', application(105), async () => {
      expect(await count('paying', id)).toBe(100);
    });
    await killedAt('all frozen, not yet counted', writesTo('payment_batches'), async () => {
      expect(await count('paying', id)).toBe(CHILDREN);
      expect((await batch(id)).phase).toBe('freezing');
    });
    await goesOn('frozen, waiting for the second person', () => reaches(id, 'frozen'));

    held = await writesTo('bank_files')();
    const { totalFen } = await batch(id);
    const release = { type: 'ReleasePaymentBatch' as const, totalFen };
    await stack.county.must(stack.county.give('finance2', { kind: 'payment-batch', id, command: release }));
    await killedAt('payment lines written, the banks’ files not', writesTo('bank_files'), async () => {
      expect(await count('lines', id)).toBe(0); // nothing of it is committed
    });
    await killedAt('the banks’ files written, not recorded', writesTo('payment_batches'), async () => {
      expect([await count('lines', id), await count('files', id)]).toEqual([CHILDREN, 2]);
      expect((await batch(id)).phase).toBe('released');
    });
    await goesOn('sent to the banks', () => reaches(id, 'sent'));

    held = await writesTo('payment_lines')();
    await answered(id, MOST);
    await killedAt('a bank’s answer taken, no line marked', writesTo('payment_lines'), async () => {
      expect([await count('arrived', id), await count('paid', id)]).toEqual([0, 0]);
    });
    await killedAt('its lines marked, in the second chunk of applications', application(110), async () => {
      expect([await count('arrived', id), await count('paid', id)]).toEqual([CHILDREN - ELSEWHERE, 100]);
    });
    await killedAt('its applications paid, the bank not settled', writesTo('payment_batches'), async () => {
      expect(await count('paid', id)).toBe(CHILDREN - ELSEWHERE);
      expect((await batch(id)).outcomes).toEqual({});
    });
    await goesOn('the other bank answers', async () => {
      await eventually('the first bank to be settled', async () => (await batch(id)).outcomes[MOST!], 90);
      await answered(id, FEW!);
      await reaches(id, 'settled');
    });

    const paid = await eventsOf(stack, ids, 'ApplicationPaid');
    expect(paid.map(({ stream }) => stream).sort()).toEqual(ids);
    expect(await count('paid', id)).toBe(CHILDREN);
    const arrived = paid.reduce((sum, { payload }) => sum + (payload.pays as number), 0);
    expect(arrived).toBe(totalFen);
    await eventually('each plan to have its workflow, and no other', async () => {
      const { unattended } = await attendance(stack);
      return unattended.length === 0;
    });
  });
});

const COUNTS = {
  paying: "SELECT count(*)::int AS n FROM applications WHERE batch_id = $1 AND phase = 'paying'",
  paid: "SELECT count(*)::int AS n FROM applications WHERE batch_id = $1 AND phase = 'paid'",
  lines: 'SELECT count(*)::int AS n FROM payment_lines WHERE batch_id = $1',
  arrived: "SELECT count(*)::int AS n FROM payment_lines WHERE batch_id = $1 AND state = 'paid'",
  files: "SELECT count(*)::int AS n FROM bank_files WHERE batch_id = $1 AND kind = 'out'",
} as const;
