import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FINDINGS, findHistory } from '#persistence';
import { TOWNSHIP } from '../factories/small-county.js';
import { everythingRuns, nothingRuns, VerifiedCounty } from '../factories/verified-county.js';

describe('verify finds and names', () => {
  let on: VerifiedCounty;
  beforeAll(async () => {
    on = await VerifiedCounty.open();
  }, 60_000);
  afterAll(() => on?.close());

  const found = (code: keyof typeof FINDINGS, id: string, detail: string | RegExp) =>
    expect.objectContaining({ code, id, detail: expect.stringMatching(detail) });

  it('an event whose content was changed', async () => {
    const faults = await on.tampered(
      'audit.events',
      "UPDATE audit.events SET payload = payload || '{\"pays\": 1}' WHERE stream = $1 AND type = 'ApplicationPaid'",
      [on.lives.paid],
    );
    expect(faults.chains).toEqual([found('chain-broken', on.lives.paid, 'version 8: hash-differs')]);
    expect(Object.keys(faults)).toEqual(['chains', 'batches', 'budget']);
  });

  it('an event removed from the midst, and one from the end', async () => {
    const remove = 'DELETE FROM audit.events WHERE stream = $1 AND version = $2';
    const midst = await on.tampered('audit.events', remove, [on.lives.paid, 3]);
    expect(midst.chains).toContainEqual(found('chain-broken', on.lives.paid, 'version 4: gap'));
    expect(midst.projections).toContainEqual(found('fold-impossible', on.lives.paid, /./));
    const end = await on.tampered('audit.events', remove, [on.lives.paid, 8]);
    expect(end.chains).toBeUndefined();
    expect(end.projections).toContainEqual(found('column-differs', on.lives.paid, 'phase: "paid" ≠ "paying"'));
  });

  it('a whole stream removed, by the rows it left behind', async () => {
    const faults = await on.tampered('audit.events', 'DELETE FROM audit.events WHERE stream = $1', [on.lives.late]);
    expect(faults.projections).toEqual([
      found('row-without-event', on.lives.late, 'applications'),
      found('row-without-event', on.lives.late, 'tasks 1'),
    ]);
  });

  it('a row that says something else than its events', async () => {
    const faults = await on.tampered(
      'applications',
      'UPDATE applications SET amount_fen = amount_fen + 1 WHERE id = $1',
      [on.lives.late],
    );
    expect(faults).toEqual({
      projections: [found('column-differs', on.lives.late, /applications.amount_fen: \d+ ≠ \d+/)],
    });
  });

  it('a row that is gone', async () => {
    const faults = await on.tampered('submissions', 'DELETE FROM submissions WHERE number = 91', []);
    expect(faults.projections).toEqual([expect.objectContaining({ code: 'row-missing', detail: 'submissions' })]);
  });

  it('a task too many, one too few, and one addressed to somebody else', async () => {
    const seat = `${TOWNSHIP}/reviewer township-review`;
    const add =
      'INSERT INTO tasks SELECT (t).* FROM (SELECT jsonb_populate_record(t, $2) AS t FROM tasks t WHERE application_id = $1) x';
    const many = await on.tampered('tasks', add, [on.lives.late, { application_id: on.lives.paid, visit: 3 }]);
    expect(many.projections).toEqual([found('row-without-event', on.lives.paid, 'tasks 3')]);
    expect(many.worklists).toEqual([found('count-differs', seat, /count (\d+) ≠ list \1, groups \1, events /)]);
    const few = await on.tampered('tasks', 'DELETE FROM tasks WHERE application_id = $1', [on.lives.late]);
    expect(few.projections).toEqual([found('row-missing', on.lives.late, 'tasks 1')]);
    expect(few.worklists).toEqual([found('count-differs', seat, /count 0 ≠ list 0, groups 0, events 1/)]);
    const moved = await on.tampered('tasks', "UPDATE tasks SET barred = '{}' WHERE application_id = $1", [
      on.lives.late,
    ]);
    expect(moved).toEqual({ projections: [found('column-differs', on.lives.late, 'tasks.barred')] });
  });

  it('a task that is listed and neither counted nor grouped, because no programme knows its stage', async () => {
    const renamed = "document = replace(document::text, 'township-review', 'another-review')::jsonb";
    const faults = await on.tampered('programme_versions', `UPDATE programme_versions SET ${renamed}`, []);
    const seat = `${TOWNSHIP}/reviewer township-review`;
    expect(faults).toEqual({ worklists: [found('count-differs', seat, 'count 0 ≠ list 1, groups 0, events 1')] });
  });

  it('a submission that says it holds others than were handed in with it', async () => {
    const [submission] = await on.persistence.db.query<{ id: string }>(
      't-91',
      'SELECT id FROM submissions WHERE number = 91',
    );
    const { id } = submission!;
    for (const [what, said] of [
      ['count', 5],
      ['totalFen', 1],
      ['digest', 'ab'.repeat(32)],
    ] as const) {
      const lie = "UPDATE audit.events SET payload = payload || $2 WHERE stream = $1 AND type = 'SubmissionPrepared'";
      const { submissions } = await on.tampered('audit.events', lie, [id, { [what]: said }]);
      const name = what === 'totalFen' ? 'total_fen' : what;
      expect(submissions).toEqual([found('submission-differs', id, new RegExp(`^${name}: ${said} ≠ `))]);
    }
    const gone = await on.tampered('audit.events', 'DELETE FROM audit.events WHERE stream = $1', [id]);
    expect(gone.submissions).toEqual([found('submission-differs', id, 'handed in without it: 4 applications')]);
  });

  it('an objection whose outcome was changed', async () => {
    const faults = await on.tampered('objections', "UPDATE objections SET state = 'upheld'", []);
    expect(faults).toEqual({
      projections: [found('column-differs', on.lives.objected, 'objections.state: "upheld" ≠ "dismissed"')],
    });
  });

  it('a reviewer who also approved, though the chain was made whole again', async () => {
    const reviewer = on.county.staff.reviewer.id;
    const faults = await on.rewritten('application', on.lives.paid, 5, { actor: reviewer });
    expect(faults.chains).toBeUndefined();
    expect(faults['four-eyes']).toEqual([found('acted-twice', on.lives.paid, `${reviewer}: township-review, county-`)]);
  });

  it('an appeal heard by who had rejected', async () => {
    const { events } = (await findHistory(on.persistence.db, 'application', on.lives.appealed))!;
    const { version } = events.find(({ type }) => type === 'ApplicationApproved')!;
    const faults = await on.rewritten('application', on.lives.appealed, version, {
      actor: on.county.staff.reviewer.id,
    });
    expect(faults['four-eyes']).toEqual([found('heard-own-appeal', on.lives.appealed, 'township-review')]);
  });

  it('money released by who made the batch, or by who decided on it', async () => {
    const creator = on.county.staff.finance.id;
    const alone = await on.rewritten('payment-batch', on.lives.batch, 3, { actor: creator });
    expect(alone['two-persons']).toEqual([found('released-by-creator', on.lives.batch, creator)]);
    const approver = on.county.staff.approver.id;
    const decider = await on.rewritten('payment-batch', on.lives.batch, 3, { actor: approver });
    expect(decider['two-persons']).toEqual([
      found('released-by-decider', on.lives.batch, approver),
      found('released-by-decider', on.lives.batch, approver),
    ]);
  });

  it('money paid from a batch that nobody released', async () => {
    const faults = await on.tampered(
      'audit.events',
      "DELETE FROM audit.events WHERE stream = $1 AND type = 'PaymentBatchReleased'",
      [on.lives.batch],
    );
    expect(faults['two-persons']).toEqual([found('paid-unreleased', on.lives.batch, on.lives.paid)]);
  });

  it('a payment that was made to look ended, so that it could be paid again', async () => {
    const faults = await on.tampered('payments', 'UPDATE payments SET live = false WHERE application_id = $1', [
      on.lives.paid,
    ]);
    expect(faults).toEqual({ payments: [found('column-differs', on.lives.paid, 'payments.live: false ≠ true')] });
  });

  it('two live payments of one benefit line, where even the index was taken away', async () => {
    const [index] = (await on.owner.query("SELECT pg_get_indexdef('payments_one_live'::regclass) AS made")).rows;
    await on.owner.query('DROP INDEX payments_one_live');
    try {
      const faults = await on.tampered('payments', 'UPDATE payments SET live = true WHERE application_id = $1', [
        on.lives.paidLater,
      ]);
      const { subject } = (await findHistory(on.persistence.db, 'application', on.lives.paidLater))!.state;
      expect(faults.payments).toContainEqual(found('paid-twice', subject, /compulsory-living/));
    } finally {
      await on.owner.query(index.made);
    }
  });

  it('a payment line that carries more than was released', async () => {
    const faults = await on.tampered(
      'payment_lines',
      'UPDATE payment_lines SET amount_fen = amount_fen + 100 WHERE batch_id = $1 AND line_no = 1',
      [on.lives.batch],
    );
    expect(faults.batches).toEqual([
      found('sum-differs', on.lives.batch, 'fen of 农业银行, file and table: 100000 ≠ 100100'),
      found('sum-differs', on.lives.batch, 'arrived by the bank: 50000 ≠ 50100'),
    ]);
  });

  it('a budget line that holds other sums than its events', async () => {
    const faults = await on.tampered('budget_lines', 'UPDATE budget_lines SET paid_fen = paid_fen - 1', []);
    expect(faults).toEqual({
      budget: [found('budget-differs', 'compulsory-living 20261 990101', 'paid_fen: 99999 ≠ 100000')],
    });
  });

  it('a case whose next moment was taken away, so that nobody is ever reminded', async () => {
    const faults = await on.tampered(
      'applications',
      'UPDATE applications SET next_moment = NULL, next_moment_at = NULL WHERE id = $1',
      [on.lives.late],
    );
    expect(faults).toEqual({ moments: [found('moment-differs', on.lives.late, /^null null ≠ 1\//)] });
  });

  it('a plan that nobody follows: no workflow, and nobody is to be told', async () => {
    const untold = 'DELETE FROM outbox WHERE stream = $1';
    const faults = await on.tampered('outbox', untold, [on.lives.late], { runningWorkflows: nothingRuns });
    expect(faults).toEqual({
      workflows: [found('workflow-missing', on.lives.late, `application/${on.lives.late}`)],
    });
    const batch = "UPDATE payment_batches SET phase = 'sent' WHERE id = $1";
    await on.owner.query('CREATE TEMP TABLE told AS TABLE outbox; DELETE FROM outbox');
    const open = await on.tampered('payment_batches', batch, [on.lives.batch], { runningWorkflows: nothingRuns });
    expect(open.workflows).toContainEqual(found('workflow-missing', on.lives.batch, `payment-batch/${on.lives.batch}`));
    expect((await on.verify({ runningWorkflows: everythingRuns })).ok).toBe(true);
    await on.owner.query('INSERT INTO outbox SELECT * FROM told; DROP TABLE told');
  });

  it('a reminder that is gone, and one that is said to be sent to nobody', async () => {
    const gone = await on.tampered('reminders', 'DELETE FROM reminders WHERE stream = $1', [on.lives.late]);
    expect(gone.reminders).toContainEqual(found('row-missing', on.lives.late, 'reminders 1 '));
    const unsent = await on.tampered('reminders', "UPDATE reminders SET state = 'sent' WHERE stream = $1", [
      on.lives.late,
    ]);
    expect(unsent.reminders).toContainEqual(found('state-unknown', on.lives.late, 'sent'));
    const dropped = await on.tampered('reminders', "UPDATE reminders SET state = 'dropped'", []);
    expect(dropped.reminders).toContainEqual(found('state-unknown', on.lives.late, 'dropped'));
  });

  it('an opinion put in the place of another; one that was erased is none', async () => {
    const text = '(SELECT id FROM erasable_texts WHERE stream = $1)';
    const other = on.persistence.keys.encrypt('同意。');
    const faults = await on.tampered('erasable_texts', `UPDATE erasable_texts SET cipher = $2 WHERE id = ${text}`, [
      on.lives.returned,
      other,
    ]);
    expect(faults).toEqual({ texts: [found('text-differs', on.lives.returned, 'erasable_texts')] });
    const gone = await on.tampered('erasable_texts', `DELETE FROM erasable_texts WHERE id = ${text}`, [
      on.lives.returned,
    ]);
    expect(gone).toEqual({ texts: [found('text-missing', on.lives.returned, 'erasable_texts')] });
    await on.owner.query(`UPDATE erasable_texts SET salt = NULL, cipher = NULL WHERE id = ${text}`, [
      on.lives.returned,
    ]);
    expect((await on.verify()).ok).toBe(true);
  });
});
