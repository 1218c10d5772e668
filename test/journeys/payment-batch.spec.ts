import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { workflowId } from '#contracts';
import { findHistory, newId } from '#persistence';
import { createActivities } from '../../apps/worker/src/activities/index.js';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { createWorker } from '../../apps/worker/src/worker.js';
import { type Clock, setAccount, toPayment } from '../factories/payment.js';
import { COUNTY, PERIOD, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';
import { eventually } from '../harness/eventually.js';
import { background, bundleOf, quietRuntime, recordHistory, WORKFLOWS } from '../workflows/harness.js';

const TASK_QUEUE = `payment-batch-${newId()}`;
const LIVING_FEN = 50_000;
const BANK = '农业银行';

/** Over HTTP, with the real worker, relay, Temporal and PostgreSQL. */
describe('paying a programme', () => {
  const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
  let api: ApiUnderTest;
  let county: SmallCounty;
  let client: Client;
  let finance: Caller;
  let finance2: Caller;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    quietRuntime();
    api = await ApiUnderTest.start({}, { clock: () => clock.now });
    county = await smallCounty(api.persistence, 30);
    finance = await api.signIn(county.staff.finance);
    finance2 = await api.signIn(county.staff.finance2);
    const address = process.env.ZHUDAO_TEST_TEMPORAL!;
    client = new Client({ connection: await Connection.connect({ address }) });
    const connection = await NativeConnection.connect({ address });
    const { code } = await bundleOf(WORKFLOWS);
    const activities = createActivities(api.persistence);
    const worker = await createWorker(connection, {
      namespace: 'default',
      taskQueue: TASK_QUEUE,
      workflows: { code },
      activities,
    });
    const relay = new Relay({ db: api.persistence.db, client, note: () => {}, taskQueue: TASK_QUEUE });
    const rest = background((stopping) => relay.run(stopping));
    const running = worker.run();
    stop = async () => {
      await rest();
      worker.shutdown();
      await running;
      await connection.close();
      await client.connection.close();
      await api.stop();
    };
  }, 60_000);
  afterAll(() => stop());

  /** Applications awaiting payment, each household with its own account at one bank. */
  const awaiting = async (count: number) => {
    const ids = await county.draft(count);
    for (const [i, id] of ids.entries())
      await setAccount(county, id, `62284800000${newId().slice(-6).replace(/\D/g, '0')}${i}`, BANK);
    await toPayment(county, clock, ids);
    return ids;
  };
  const create = (by: Caller = finance) =>
    by.post('/payment-batches', { body: { programmeCode: 'compulsory-living', period: PERIOD } });
  const inPhase = (id: string, phase: string) =>
    eventually(async () => {
      const { body } = await finance.get(`/payment-batches/${id}`);
      return body.phase === phase && body;
    });
  const upload = (by: Caller, id: string, csv: string) => {
    const form = new FormData();
    form.append('file', new Blob([`序号,账号,金额（元）,结果,失败原因\n${csv}`], { type: 'text/csv' }), 'return.csv');
    return by.post(`/payment-batches/${id}/return-files`, { body: form });
  };
  const phaseOf = async (id: string) => (await findHistory(api.persistence.db, 'application', id))!.state.phase;

  it('goes from what awaits payment to each family, with one line that came back and was paid later', async () => {
    const ids = await awaiting(3);
    const preview = await finance.post('/payment-batches/preview', {
      body: { programmeCode: 'compulsory-living', period: PERIOD },
    });
    expect(preview.body).toEqual({ count: 3, totalFen: 3 * LIVING_FEN, excluded: [] });

    const created = await create();
    expect(created.status).toBe(201);
    const { id } = created.body;
    const frozen = await inPhase(id, 'frozen');
    expect(frozen).toMatchObject({
      count: 3,
      totalFen: 3 * LIVING_FEN,
      schools: [{ school: SCHOOL, children: 3 }],
      commands: ['CancelPaymentBatch'],
    });

    expect(
      (await finance.post(`/payment-batches/${id}/release`, { body: { totalFen: 3 * LIVING_FEN } })).body.code,
    ).toBe('BATCH.SECOND_PERSON_NEEDED');
    expect((await finance2.post(`/payment-batches/${id}/release`, { body: { totalFen: 1 } })).body.code).toBe(
      'BATCH.TOTAL_DIFFERS',
    );
    expect((await finance2.post(`/payment-batches/${id}/release`, { body: { totalFen: 3 * LIVING_FEN } })).status).toBe(
      200,
    );

    const sent = await inPhase(id, 'sent');
    expect(sent.banks).toMatchObject([{ bank: BANK, lines: 3, totalFen: 3 * LIVING_FEN, pending: 3 }]);
    const file = await finance.get(`/payment-batches/${id}/bank-files/${encodeURIComponent(BANK)}`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.body.split('\r\n')[1]).toMatch(
      /^1,学生\d+,62284800000\d+,500\.00,义务教育学生生活补助 2026-2027学年第一学期$/,
    );
    const access = await api.persistence.db.query<{ actor: string }>(
      't-access',
      "SELECT actor FROM audit.access WHERE subject = $1 AND kind = 'bank-file-downloaded'",
      [id],
    );
    expect(access).toEqual([{ actor: county.staff.finance.id }]);
    const lines = await finance.all(`/payment-batches/${id}/lines?limit=2`);
    expect(lines).toMatchObject([1, 2, 3].map((lineNo) => ({ lineNo, account: expect.stringMatching(/^\*+\d{4}$/) })));
    expect((await finance.all('/payment-batches?limit=1')).map((each) => each.id)).toContain(id);

    const faulty = await upload(finance, id, '1,,499.00,成功,\n7,,500.00,成功,\n');
    expect(faulty).toMatchObject({ status: 422, body: { code: 'BATCH.RETURN_FILE_FAULTY' } });
    expect(JSON.stringify(faulty.body)).toContain('第2行：序号 1 的金额 499.00 元与发出的 500.00 元不符');
    const taken = await upload(finance, id, '1,,500.00,成功,\n2,,500.00,失败,户名不符\n3,,500.00,成功,\n');
    expect(taken).toMatchObject({ status: 202, body: { bank: BANK, paid: 2, failed: 1, unknown: 0 } });
    await inPhase(id, 'settled');
    const late = await upload(finance, id, '2,,500.00,失败,户名不符\n');
    expect(late.body.code).toBe('BATCH.NOT_AT_THIS_STEP');
    expect((await Promise.all(ids.map(phaseOf))).sort()).toEqual(['paid', 'paid', 'payment-failed']);
    expect((await finance.get(`/payment-batches/${id}/lines?state=failed`)).body.items).toMatchObject([
      { lineNo: 2, reason: 'name-differs' },
    ]);
    const handle = client.workflow.getHandle(workflowId('payment-batch', id));
    await handle.result();
    await recordHistory('payment-batch', handle);

    const corrected = { number: '6228 4800 0000 0099 994', bank: '邮政储蓄银行' };
    const reissue = (line: number, body: object, key?: string) =>
      finance.post(`/payment-batches/${id}/lines/${line}/reissue`, { body, key });
    expect((await reissue(1, {})).status).toBe(404); // that one arrived
    expect((await reissue(2, { account: { ...corrected, number: '6228480000000099995' } })).body.code).toBe(
      'REQUEST.INVALID',
    );
    const { db, keys } = api.persistence;
    const failed = (await Promise.all(ids.map(async (each) => [each, await phaseOf(each)] as const))).find(
      ([, phase]) => phase === 'payment-failed',
    )![0];
    await db.query('t-passbook', "INSERT INTO personal_values (owner, kind, cipher) VALUES ($1, 'passbook', $2)", [
      failed,
      keys.encrypt('1'),
    ]);
    const first = await reissue(2, { account: corrected }, 'reissue-2');
    expect(first).toMatchObject({ status: 200, body: { applications: [failed] } });
    // The answer was lost, the request comes again: the same answer, and nothing happens twice.
    expect(await reissue(2, { account: corrected }, 'reissue-2')).toMatchObject({ status: 200, body: first.body });
    expect((await reissue(2, {}, 'reissue-2')).body).toMatchObject({ status: 422, code: 'COMMAND.KEY_REUSED' });
    expect((await finance.get(`/applications/${failed}`)).body.subject.passbook).toBe(false); // it was of the old number
    expect((await reissue(2, { account: corrected })).status).toBe(404); // once
    const again = (await create(finance2)).body.id;
    const { totalFen } = await inPhase(again, 'frozen');
    expect(totalFen).toBe(LIVING_FEN);
    await finance.post(`/payment-batches/${again}/release`, { body: { totalFen } });
    await inPhase(again, 'sent');
    const second = await finance.get(`/payment-batches/${again}/bank-files/${encodeURIComponent(corrected.bank)}`);
    expect(second.body.split('\r\n')[1]).toContain(',6228480000000099994,500.00,');
    const before = (await finance.get(`/payment-batches/${id}/lines?state=failed`)).body.items[0];
    expect(before.account.endsWith('9994')).toBe(false); // what was sent then is shown as it was
    await upload(finance2, again, '1,,500.00,成功,\n');
    await inPhase(again, 'settled');
    expect(await Promise.all(ids.map(phaseOf))).toEqual(['paid', 'paid', 'paid']);
    const live = await api.persistence.db.query<{ total: number }>(
      't-live',
      'SELECT sum(amount_fen)::bigint AS total FROM payments WHERE live AND application_id = ANY($1::uuid[])',
      [ids],
    );
    expect(live[0]!.total).toBe(3 * LIVING_FEN);
  }, 60_000);

  it('is called off by finance before the release, and frees what it had frozen', async () => {
    const ids = await awaiting(2);
    const { id } = (await create()).body;
    await inPhase(id, 'frozen');
    expect((await finance.post(`/payment-batches/${id}/cancel`, { body: { reason: '信用社账号有误' } })).status).toBe(
      200,
    );
    await inPhase(id, 'cancelled');
    expect(await Promise.all(ids.map(phaseOf))).toEqual(['awaiting-payment', 'awaiting-payment']);
    expect(
      (await finance2.post(`/payment-batches/${id}/release`, { body: { totalFen: 2 * LIVING_FEN } })).body.code,
    ).toBe('BATCH.NOT_AT_THIS_STEP');
  }, 60_000);

  it('is not released by somebody who decided on an application in it, in whichever post', async () => {
    // The approver also holds a finance post.
    const { id: person } = county.staff.approver;
    const postId = newId();
    await api.persistence.db.query(
      't-post',
      "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, $3, 'finance')",
      [postId, person, COUNTY],
    );
    const both = await api.signIn(county.staff.approver);
    await both.put('/session/post', { body: { postId } });
    await awaiting(1);
    const { id } = (await create()).body;
    const { totalFen } = await inPhase(id, 'frozen');
    const refused = await both.post(`/payment-batches/${id}/release`, { body: { totalFen } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'BATCH.SECOND_PERSON_NEEDED' } });
  }, 60_000);

  it('is nobody else’s business: not a school’s, not an approver’s to make', async () => {
    const clerk = await api.signIn(county.staff.clerk);
    const approver2 = await api.signIn(county.staff.approver2);
    expect((await create(clerk)).body.code).toBe('ACCESS.WRONG_ROLE');
    expect((await create(approver2)).body.code).toBe('ACCESS.WRONG_ROLE');
    expect((await clerk.get('/payment-batches')).status).toBe(403);
    expect((await api.anonymous.get('/payment-batches')).status).toBe(401);
    expect(
      (await finance.post('/payment-batches', { body: { programmeCode: 'nothing', period: PERIOD } })).status,
    ).toBe(404);
    expect(
      (
        await finance.post('/payment-batches', {
          body: { programmeCode: 'compulsory-living', period: PERIOD, office: COUNTY },
        })
      ).body.code,
    ).toBe('REQUEST.UNKNOWN_FIELD');
  });

  it('makes one batch of a request that is sent twice', async () => {
    const body = { programmeCode: 'demo-seconds', period: PERIOD };
    const [first, second] = [
      await finance.post('/payment-batches', { body, key: 'once' }),
      await finance.post('/payment-batches', { body, key: 'once' }),
    ];
    expect(second.body.id).toBe(first.body.id);
    await inPhase(first.body.id, 'cancelled'); // nothing awaited payment
  }, 30_000);
});
