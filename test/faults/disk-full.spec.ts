import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIRECT_SCHOOL, PERIOD } from '../factories/small-county.js';
import type { Caller } from '../harness/caller.js';
import { fillDisk, fillDiskUpToTheLog } from './harness/disk.js';
import { awaitingPayment } from './harness/past.js';
import { eventually, insist } from './harness/people.js';
import { Stack } from './harness/stack.js';
import { doubled, eventsOf } from './harness/trail.js';
import { failureOf } from './harness/workflows.js';

/** Few enough for their bank file to lie in its row, and not beside the table. */
const CHILDREN = 8;
const FULL = /No space left on device/;

/**
 * Bank files, those we make and those a bank sends back, are encrypted values in PostgreSQL: its disk is the one that can
 * be full. In the first two stories it is so for that table alone, with the kernel's own ENOSPC (`harness/disk.ts`);
 * in the last for everything PostgreSQL writes.
 */
describe('A full disk', () => {
  let stack: Stack;
  let ids: string[];
  let batch: string;
  let [finance, finance2, approver]: Caller[] = [];

  beforeAll(async () => {
    stack = await Stack.start({ childrenPerSchool: CHILDREN });
    ids = await awaitingPayment(stack, CHILDREN);
    [finance, finance2, approver] = await Promise.all(
      (['finance', 'finance2', 'approver'] as const).map((who) => stack.signIn(who)),
    );
  });
  afterAll(() => stack?.stop());

  const view = async () => (await finance!.get(`/payment-batches/${batch}`)).body;
  const reaches = (phase: string) => eventually(`the batch to be ${phase}`, async () => (await view()).phase === phase);

  /** Lines and files that are kept of the batch. */
  async function kept(): Promise<{ lines: number; out: number; returned: number }> {
    const [row] = await stack.persistence.db.query<{ lines: number; out: number; returned: number }>(
      't-kept',
      `SELECT (SELECT count(*) FROM payment_lines WHERE batch_id = $1) AS lines,
              (SELECT count(*) FROM bank_files WHERE batch_id = $1 AND kind = 'out') AS out,
              (SELECT count(*) FROM bank_files WHERE batch_id = $1 AND kind = 'return') AS returned`,
      [batch],
    );
    return row!;
  }

  it('while the banks’ files are written: nothing of them is kept, the reason is told, and it goes on when there is room', async () => {
    const body = { programmeCode: 'compulsory-living', period: PERIOD };
    batch = (await finance!.post('/payment-batches', { body })).body.id;
    await reaches('frozen');
    const { totalFen } = await view();

    let makeRoom = async () => {};
    await stack.step('full: the release is taken, its files are not written', async () => {
      makeRoom = await fillDisk(stack, 'bank_files');
      const released = await finance2!.post(`/payment-batches/${batch}/release`, { body: { totalFen } });
      expect(released.status).toBe(200);
      expect(await eventually('the reason', () => failureOf(stack, batch))).toMatch(FULL);
      expect(stack.machines.log('worker')).toMatch(FULL);
      expect((await view()).phase).toBe('released');
      expect(await kept()).toEqual({ lines: 0, out: 0, returned: 0 }); // the lines, too, were written before the file
    });
    await stack.step('room again: the file is written, to the last fen', async () => {
      await makeRoom();
      await reaches('sent');
      const { banks } = await view();
      expect(banks).toMatchObject([{ lines: CHILDREN, totalFen }]);
      expect(await kept()).toEqual({ lines: CHILDREN, out: 1, returned: 0 });
      const file = await finance!.get(`/payment-batches/${batch}/bank-files/${encodeURIComponent(banks[0].bank)}`);
      expect(file.body.trim().split('\n')).toHaveLength(CHILDREN + 1);
    });
  });

  it('while a bank’s answer is taken in: it is refused as “not now”, and the same file is good afterwards', async () => {
    const lines = await stack.persistence.db.query<{ no: number; yuan: string }>(
      't-lines',
      'SELECT line_no AS no, (amount_fen / 100.0)::numeric(9, 2)::text AS yuan FROM payment_lines WHERE batch_id = $1',
      [batch],
    );
    // Long enough not to fit into its row.
    const notes = '本回单由系统自动生成，如有疑问请联系开户网点。'.repeat(60);
    const csv = [notes, '序号,金额,结果,原因', ...lines.map(({ no, yuan }) => `${no},${yuan},成功,`)].join('\n');
    const upload = () => {
      const form = new FormData();
      form.append('file', new Blob([csv], { type: 'text/csv' }), '回盘.csv');
      return finance!.post(`/payment-batches/${batch}/return-files`, { body: form });
    };

    let makeRoom = async () => {};
    await stack.step('full: the file is refused whole', async () => {
      makeRoom = await fillDisk(stack, 'bank_files', 'kept apart');
      const refused = await upload();
      expect(refused).toMatchObject({ status: 503, body: { code: 'SERVICE.UNAVAILABLE' } });
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(await kept()).toEqual({ lines: CHILDREN, out: 1, returned: 0 });
    });
    await stack.step('room again: it is taken in, and each child is paid once', async () => {
      await makeRoom();
      expect(await upload()).toMatchObject({ status: 202 });
      await reaches('settled');
      const paid = await eventsOf(stack, ids, 'ApplicationPaid');
      expect(paid.map(({ stream }) => stream).sort()).toEqual(ids);
    });
  });

  it('up to PostgreSQL’s own log: it stops, people hear “not now”, and nothing that was answered is lost', async () => {
    const { county, machines } = stack;
    const waiting = await county.draft(CHILDREN, DIRECT_SCHOOL);
    await county.handIn(waiting, DIRECT_SCHOOL);
    const decisions = waiting.map(async (id) => ({ id, body: { revision: await county.revision(id) } }));
    const [first, ...rest] = await Promise.all(decisions);
    const approve = ({ id, body }: { id: string; body: object }) =>
      insist(approver!, `/applications/${id}/approve`, { key: `full-${id}`, body });
    expect((await approve(first!)).status).toBe(200);

    const deciding = await stack.step('full, and started again once there is room', async () => {
      fillDiskUpToTheLog(stack);
      const answers = Promise.all(rest.map(approve));
      await eventually('PostgreSQL to stop', async () => !machines.isUp('postgres'));
      const seen = await approver!.get('/worklist');
      expect(seen).toMatchObject({ status: 503, body: { code: 'SERVICE.UNAVAILABLE' } });
      await machines.restart('postgres');
      return { answers };
    });
    await stack.step('each decision is taken once', async () => {
      for (const answer of await deciding.answers) {
        expect(answer.status).toBe(200);
        expect([...new Set(answer.before)]).toEqual([503]);
      }
      const taken = await eventsOf(stack, waiting, 'ApplicationApproved');
      expect(taken.map(({ stream }) => stream).sort()).toEqual([...waiting].sort());
      expect(await doubled(stack)).toEqual([]);
    });
  });
});
