import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BatchPhase, SYSTEM } from '#domain';
import {
  callOffBatch,
  findFailedLine,
  findHistory,
  freeBatch,
  freezeBatch,
  listLines,
  newId,
  type Persistence,
  type ReturnTaken,
  rejectionOf,
  StepFailedForGood,
  settleBank,
  takeReturnFile,
  writeBankFiles,
} from '#persistence';
import { type Clock, setAccount, toPayment } from '../factories/payment.js';
import { testPersistence } from '../factories/persistence.js';
import {
  KINDERGARTEN,
  PERIOD,
  SCHOOL,
  type SmallCounty,
  type StaffName,
  smallCounty,
} from '../factories/small-county.js';

const LIVING_FEN = 50_000;

describe('the steps of a payment batch', () => {
  const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
  let persistence: Persistence;
  let county: SmallCounty;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ persistence, close } = await testPersistence(() => clock.now));
    county = await smallCounty(persistence, 40);
  });
  afterAll(() => close());
  // Each test pays what it brought there itself.
  beforeEach(async () => {
    await persistence.db.query(
      't-clear',
      "UPDATE applications SET phase = 'withdrawn' WHERE phase = 'awaiting-payment'",
    );
  });

  const phaseOf = async (id: string): Promise<BatchPhase> =>
    (await findHistory(persistence.db, 'payment-batch', id))!.state.phase;
  const linesOf = async (id: string) =>
    (await listLines(persistence, county.staff.finance.actor, id, { state: null, after: 0, limit: 100 })).items;
  const applicationPhases = async (ids: readonly string[]) => {
    const rows = await persistence.db.query<{ id: string; phase: string }>(
      't-phases',
      'SELECT id, phase FROM applications WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id)!.phase);
  };
  const create = async (programme = 'compulsory-living', by: StaffName = 'finance') => {
    const id = newId();
    const { code, version } = county.programme(programme);
    await county.must(
      county.give(by, {
        kind: 'payment-batch',
        id,
        command: { type: 'CreatePaymentBatch', programme: { code, version }, period: PERIOD, office: '990101' },
      }),
    );
    return id;
  };
  const release = async (id: string) => {
    const { totalFen } = (await findHistory(persistence.db, 'payment-batch', id))!.state;
    await county.must(
      county.give('finance2', { kind: 'payment-batch', id, command: { type: 'ReleasePaymentBatch', totalFen } }),
    );
  };
  const giveBack = (id: string, csv: string): Promise<ReturnTaken> => {
    const { actor, postId } = county.staff.finance;
    return takeReturnFile(persistence, id, Buffer.from(`序号,金额,结果,原因\n${csv}`), { actor, post: postId });
  };
  const toSent = async (programme?: string) => {
    const id = await create(programme);
    await freezeBatch(persistence, id);
    await release(id);
    await writeBankFiles(persistence, id);
    return id;
  };
  /** Kills a step at its first heartbeat, as a crash of the worker would. */
  const killed = (step: (progress: () => void) => Promise<unknown>) =>
    expect(
      step(() => {
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');

  it('come to the same end when each is killed once and run again', async () => {
    const ids = await county.draft(3);
    for (const [i, id] of ids.entries())
      await setAccount(county, id, `622848000000000${i}`, i < 2 ? '农业银行' : '邮政储蓄银行');
    await toPayment(county, clock, ids);
    const id = await create();
    await killed((progress) => freezeBatch(persistence, id, progress));
    expect(await phaseOf(id)).toBe('freezing');
    expect(await freezeBatch(persistence, id)).toMatchObject({ phase: 'frozen' });
    expect((await findHistory(persistence.db, 'payment-batch', id))!.state).toMatchObject({
      count: 3,
      totalFen: 3 * LIVING_FEN,
    });
    await release(id);
    const first = await writeBankFiles(persistence, id);
    expect(await writeBankFiles(persistence, id)).toEqual(first);
    expect(await giveBack(id, `1,500.00,成功,\n2,500.00,失败,户名不符\n`)).toMatchObject({
      ok: true,
      bank: '农业银行',
      paid: 1,
      failed: 1,
      unknown: 0,
    });
    await killed((progress) => settleBank(persistence, id, '农业银行', progress));
    expect(await settleBank(persistence, id, '农业银行')).toMatchObject({ phase: 'sent', returned: [] });
    await giveBack(id, '3,500.00,成功,\n');
    expect(await settleBank(persistence, id, '邮政储蓄银行')).toMatchObject({ phase: 'settled' });
    expect(await applicationPhases(ids)).toEqual(['paid', 'payment-failed', 'paid']);
    for (const application of ids) {
      const { events, faults, state } = (await findHistory(persistence.db, 'application', application))!;
      expect(faults).toEqual([]);
      expect(events.filter((e) => e.type === 'ApplicationFrozenForPayment')).toHaveLength(1);
      expect(events.filter((e) => ['ApplicationPaid', 'PaymentFailed'].includes(e.type))).toHaveLength(1);
      expect(state.batch).toBe(id);
    }
    const { events, faults } = (await findHistory(persistence.db, 'payment-batch', id))!;
    expect(faults).toEqual([]);
    expect(events.map((e) => e.type)).toEqual([
      'PaymentBatchCreated',
      'PaymentBatchFrozen',
      'PaymentBatchReleased',
      'BankFilesWritten',
      'ReturnFileTaken',
      'BankSettled',
      'ReturnFileTaken',
      'BankSettled',
    ]);
  });

  it('leave out a child who left the school, and say why', async () => {
    const ids = await county.draft(2);
    await toPayment(county, clock, ids);
    const { subject } = (await findHistory(persistence.db, 'application', ids[0]!))!.state;
    await persistence.db.query('t-left', 'DELETE FROM roll_entries WHERE person_id = $1', [subject]);
    const id = await create();
    await freezeBatch(persistence, id);
    expect(await applicationPhases(ids)).toEqual(['awaiting-payment', 'paying']);
    const excluded = await persistence.db.query(
      't-excluded',
      'SELECT application_id, rejection FROM payment_exclusions WHERE batch_id = $1',
      [id],
    );
    expect(excluded).toEqual([
      {
        application_id: ids[0],
        rejection: { code: 'APPLICATION.NOT_ENROLLED', params: { school: SCHOOL, enrolledAt: null } },
      },
    ]);
  });

  it('leave out what would go to a school whose account nobody knows', async () => {
    const [id] = await county.draft(1, KINDERGARTEN);
    await toPayment(county, clock, [id!], KINDERGARTEN);
    const account = (
      await persistence.db.query<{ public_account: Buffer }>(
        't-account',
        'SELECT public_account FROM organisations WHERE code = $1',
        [KINDERGARTEN],
      )
    )[0]!.public_account;
    const setTo = (value: Buffer | null) =>
      persistence.db.query('t-set-account', 'UPDATE organisations SET public_account = $2 WHERE code = $1', [
        KINDERGARTEN,
        value,
      ]);
    await setTo(null);
    const batch = await create('preschool-aid');
    expect(await freezeBatch(persistence, batch)).toMatchObject({ phase: 'cancelling' });
    await setTo(account);
    const excluded = await persistence.db.query(
      't-excluded-2',
      'SELECT rejection FROM payment_exclusions WHERE batch_id = $1',
      [batch],
    );
    expect(excluded).toMatchObject([{ rejection: { code: 'BATCH.PAYEE_WITHOUT_ACCOUNT' } }]);
  });

  it('call an empty batch off', async () => {
    const id = await create();
    expect(await freezeBatch(persistence, id)).toMatchObject({ phase: 'cancelling' });
    expect(await freeBatch(persistence, id)).toMatchObject({ phase: 'cancelled' });
  });

  it('freeze no application twice, however many batches want it', async () => {
    const ids = await county.draft(4);
    await toPayment(county, clock, ids);
    const batches = await Promise.all([create(), create()]);
    await Promise.all(batches.map((id) => freezeBatch(persistence, id)));
    const payments = await persistence.db.query<{ application_id: string }>(
      't-live',
      'SELECT application_id FROM payments WHERE live AND application_id = ANY($1::uuid[])',
      [ids],
    );
    expect(payments.map((p) => p.application_id).sort()).toEqual([...ids].sort());
  });

  it('let nothing into a batch that has been counted, not even by a worker that was thought dead', async () => {
    const [early, late] = await county.draft(2);
    await toPayment(county, clock, [early!]);
    const id = await create();
    await freezeBatch(persistence, id);
    await toPayment(county, clock, [late!]);
    const zombie = await persistence.door.execute({
      actor: SYSTEM,
      post: null,
      commands: [{ kind: 'application', id: late!, command: { type: 'FreezeForPayment', batch: id } }],
    });
    expect(rejectionOf(zombie)).toMatchObject({ code: 'BATCH.NOT_AT_THIS_STEP', params: { phase: 'frozen' } });
  });

  it('pay a kindergarten one line, and settle all children behind it', async () => {
    const ids = await county.draft(3, KINDERGARTEN);
    for (const [i, id] of ids.entries()) await setAccount(county, id, `622848000000010${i}`, '农业银行');
    await toPayment(county, clock, ids, KINDERGARTEN);
    const id = await toSent('preschool-aid');
    const lines = await linesOf(id);
    const school = lines.filter((l) => l.payee === 'school-account');
    expect(school).toMatchObject([{ children: 3, name: '寨坪中心幼儿园', account: expect.stringContaining('***') }]);
    const cards = lines.filter((l) => l.payee === 'household-card');
    expect(cards).toHaveLength(3);

    // The school's money arrives, one family's does not: that child has failed, and only its card line is paid again.
    await giveBack(id, `${school[0]!.lineNo},${school[0]!.amountFen / 100},成功,\n`);
    await settleBank(persistence, id, school[0]!.bank);
    expect(await applicationPhases(ids)).toEqual(['paying', 'paying', 'paying']);
    const failing = cards[0]!;
    await giveBack(
      id,
      cards.map((l) => `${l.lineNo},${l.amountFen / 100},${l === failing ? '失败' : '成功'},账户已销户\n`).join(''),
    );
    expect(await settleBank(persistence, id, '农业银行')).toMatchObject({ phase: 'settled' });
    expect((await applicationPhases(ids)).sort()).toEqual(['paid', 'paid', 'payment-failed']);

    const failed = ids[(await applicationPhases(ids)).indexOf('payment-failed')]!;
    await county.must(county.give('finance', { kind: 'application', id: failed, command: { type: 'ReissuePayment' } }));
    const second = await toSent('preschool-aid');
    expect(await linesOf(second)).toMatchObject([{ payee: 'household-card', amountFen: failing.amountFen }]);
    await giveBack(second, `1,${failing.amountFen / 100},成功,\n`);
    await settleBank(persistence, second, '农业银行');
    const { state, events } = (await findHistory(persistence.db, 'application', failed))!;
    expect(state).toMatchObject({ phase: 'paid', reservedFen: 0 });
    const paid = events.reduce((sum, e) => sum + Number((e.payload as { pays?: number }).pays ?? 0), 0);
    expect(paid).toBe(state.amountFen);
  });

  it('keep an unclear line open, and take the next file for it', async () => {
    const ids = await county.draft(2);
    for (const [i, id] of ids.entries()) await setAccount(county, id, `622848000000020${i}`, '农业银行');
    await toPayment(county, clock, ids);
    const id = await toSent();
    await giveBack(id, '1,500.00,成功,\n2,500.00,处理中,\n');
    expect(await settleBank(persistence, id, '农业银行')).toMatchObject({ phase: 'sent', returned: [] });
    expect((await applicationPhases(ids)).sort()).toEqual(['paid', 'paying']);
    expect(await giveBack(id, '1,500.00,失败,\n2,500.00,成功,\n')).toMatchObject({
      ok: false,
      rejection: { code: 'BATCH.RETURN_FILE_FAULTY' },
    });
    await giveBack(id, '2,500.00,成功,\n');
    expect(await settleBank(persistence, id, '农业银行')).toMatchObject({ phase: 'settled' });
    expect(await applicationPhases(ids)).toEqual(['paid', 'paid']);
  });

  it('read a return file in GB18030, as banks here send them', async () => {
    const [application] = await county.draft();
    await toPayment(county, clock, [application!]);
    const id = await toSent();
    // 序号,金额,结果 / 1,500.00,成功
    const gb18030 = Buffer.from('d0f2bac52cbdf0b6ee2cbde1b9fb0a312c3530302e30302cb3c9b9a60a', 'hex');
    const { actor, postId } = county.staff.finance;
    expect(await takeReturnFile(persistence, id, gb18030, { actor, post: postId })).toMatchObject({
      ok: true,
      paid: 1,
    });
  });

  it('free everything when a step fails for good, also when the freeing is killed in its midst', async () => {
    const ids = await county.draft(2);
    await toPayment(county, clock, ids);
    const id = await create();
    await freezeBatch(persistence, id);
    await release(id);
    await persistence.db.query('t-erase', "DELETE FROM personal_values WHERE owner = $1 AND kind = 'card'", [ids[0]]);
    await expect(writeBankFiles(persistence, id)).rejects.toThrow(StepFailedForGood);
    expect(await callOffBatch(persistence, id)).toMatchObject({ phase: 'cancelling' });
    await killed((progress) => freeBatch(persistence, id, progress));
    expect(await freeBatch(persistence, id)).toMatchObject({ phase: 'cancelled' });
    expect(await applicationPhases(ids)).toEqual(['awaiting-payment', 'awaiting-payment']);
    const live = await persistence.db.query('t-live-none', 'SELECT 1 FROM payments WHERE batch_id = $1 AND live', [id]);
    expect(live).toEqual([]);
  });

  it('hand the money on in the budget line: reserved until paid, never more than was appropriated', async () => {
    const ids = await county.draft(2);
    const amounts = 2 * LIVING_FEN;
    await persistence.db.query(
      't-budget',
      "INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ('compulsory-living', $1, '990101', $2)",
      [PERIOD, amounts],
    );
    await toPayment(county, clock, ids);
    const id = await toSent();
    const line = async () =>
      (await persistence.db.query('t-line', 'SELECT reserved_fen, paid_fen FROM budget_lines'))[0];
    expect(await line()).toEqual({ reserved_fen: amounts, paid_fen: 0 });
    await giveBack(id, '1,500.00,成功,\n2,500.00,失败,户名不符\n');
    await settleBank(persistence, id, '农村信用社');
    expect(await line()).toEqual({ reserved_fen: LIVING_FEN, paid_fen: LIVING_FEN });
    const [failed] = (await findFailedLine(persistence, id, 2, '990101'))!.applications;
    await county.must(
      county.give('finance', { kind: 'application', id: failed!, command: { type: 'ReissuePayment' } }),
    );
    const second = await toSent();
    await giveBack(second, '1,500.00,成功,\n');
    await settleBank(persistence, second, '农村信用社');
    expect(await line()).toEqual({ reserved_fen: 0, paid_fen: amounts });
  });
});
