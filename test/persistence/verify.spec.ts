import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  chain,
  FINDINGS,
  type Finding,
  findHistory,
  type InvariantKey,
  type Persistence,
  type VerifyOptions,
  type VerifyReport,
  verify,
} from '#persistence';
import type { Clock } from '../factories/payment.js';
import { testPersistence } from '../factories/persistence.js';
import { type Lives, severalLives } from '../factories/several-lives.js';
import { type SmallCounty, smallCounty, TOWNSHIP } from '../factories/small-county.js';

describe('verify', () => {
  const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
  let persistence: Persistence;
  let county: SmallCounty;
  let lives: Lives;
  let owner: pg.Client;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const opened = await testPersistence(() => clock.now);
    ({ persistence } = opened);
    owner = new pg.Client(opened.database.ownerUrl);
    await owner.connect();
    close = async () => {
      await owner.end();
      await opened.close();
    };
    county = await smallCounty(persistence, 16);
    lives = await severalLives(county, clock);
  }, 60_000);
  afterAll(() => close());

  /** What is wrong, by invariant; only those that found something. */
  const faultsOf = ({ invariants }: VerifyReport): Partial<Record<InvariantKey, readonly Finding[]>> =>
    Object.fromEntries(invariants.flatMap(({ key, faults, examples }) => (faults > 0 ? [[key, examples]] : [])));

  /** Lets the owner of the tables, whom nothing holds back, change one of them; looks; and puts all rows back. */
  async function tampered(
    table: string,
    sql: string,
    values: unknown[],
    options: VerifyOptions = {},
  ): Promise<ReturnType<typeof faultsOf>> {
    await owner.query(`CREATE TEMP TABLE kept AS TABLE ${table}`);
    try {
      const { rowCount } = await owner.query(sql, values);
      expect(rowCount).toBeGreaterThan(0);
      const report = await verify(persistence, options);
      expect(report.ok).toBe(false);
      return faultsOf(report);
    } finally {
      await owner.query(`TRUNCATE ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`);
    }
  }

  /** One event's fact changed by somebody who also knows how to make the chain whole again. */
  async function rewritten(
    kind: 'application' | 'payment-batch',
    id: string,
    version: number,
    change: object,
  ): Promise<ReturnType<typeof faultsOf>> {
    const { events } = (await findHistory(persistence.db, kind, id))!;
    let previous = events[0]!.previous;
    const forged = events.map((event) => {
      const made = chain({ ...event, ...(event.version === version && change), previous });
      previous = made.hash;
      return made;
    });
    return tampered(
      'audit.events',
      `UPDATE audit.events e SET actor = x.actor, previous = decode(x.previous, 'hex'), hash = decode(x.hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS x(stream uuid, version int, actor uuid, previous text, hash text)
       WHERE e.stream = x.stream AND e.version = x.version`,
      [JSON.stringify(forged)],
    );
  }

  /** A Temporal in which every workflow runs, and one in which none does. */
  const everything = async (ids: readonly string[]) => new Set(ids);
  const nothing = async () => new Set<string>();

  it('finds nothing wrong with a county carried through several lives, and has looked at each of its sides', async () => {
    const report = await verify(persistence, { runningWorkflows: nothing }); // nobody relays: all are in the outbox
    expect(faultsOf(report)).toEqual({});
    expect(report).toMatchObject({ ok: true, streams: expect.any(Number) });
    expect(report.invariants.filter(({ unasked }) => unasked)).toEqual([]);
    expect(report.invariants.filter(({ checked }) => checked === 0)).toEqual([]);
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    const { events } = await verify(persistence, { onProgress: (done, total) => told.push([done, total]) });
    expect(told.at(-1)).toEqual([events, events]);
  });

  it('comes to the same end with however few events in memory', async () => {
    const counts = async (eventsAtOnce?: number) => {
      const { streams, events, invariants } = await verify(persistence, { eventsAtOnce });
      return {
        streams,
        events,
        invariants: invariants.map(({ key, checked, faults, waiting }) => ({ key, checked, faults, waiting })),
      };
    };
    const all = await counts();
    expect(await counts(1)).toEqual(all);
    expect(await counts(7)).toEqual(all);
  });

  it('lists what waits for the worker without calling it wrong', async () => {
    // The machine's clock is weeks ahead of the one these lives were led by.
    const { ok, invariants } = await verify(persistence);
    const moments = invariants.find(({ key }) => key === 'moments')!;
    expect(ok).toBe(true);
    expect(moments.waiting).toBeGreaterThan(0);
    expect(moments.examples[0]).toMatchObject({ code: 'waiting-for-worker' });
  });

  it('says that workflows were not looked at where nobody can be asked, or nobody answers', async () => {
    const away = async () => {
      throw new Error('14 UNAVAILABLE');
    };
    await owner.query('CREATE TEMP TABLE kept AS TABLE outbox; DELETE FROM outbox');
    try {
      for (const runningWorkflows of [undefined, away]) {
        const { ok, invariants } = await verify(persistence, { runningWorkflows });
        expect(ok).toBe(true);
        expect(invariants.filter(({ unasked }) => unasked)).toMatchObject([{ key: 'workflows', checked: 0 }]);
      }
    } finally {
      await owner.query('INSERT INTO outbox SELECT * FROM kept; DROP TABLE kept');
    }
  });

  describe('finds and names', () => {
    const found = (code: keyof typeof FINDINGS, id: string, detail: string | RegExp) =>
      expect.objectContaining({ code, id, detail: expect.stringMatching(detail) });

    it('an event whose content was changed', async () => {
      const faults = await tampered(
        'audit.events',
        "UPDATE audit.events SET payload = payload || '{\"pays\": 1}' WHERE stream = $1 AND type = 'ApplicationPaid'",
        [lives.paid],
      );
      expect(faults.chains).toEqual([found('chain-broken', lives.paid, 'version 8: hash-differs')]);
      expect(Object.keys(faults)).toEqual(['chains', 'batches', 'budget']);
    });

    it('an event removed from the midst, and one from the end', async () => {
      const remove = 'DELETE FROM audit.events WHERE stream = $1 AND version = $2';
      const midst = await tampered('audit.events', remove, [lives.paid, 3]);
      expect(midst.chains).toContainEqual(found('chain-broken', lives.paid, 'version 4: gap'));
      expect(midst.projections).toContainEqual(found('fold-impossible', lives.paid, /./));
      const end = await tampered('audit.events', remove, [lives.paid, 8]);
      expect(end.chains).toBeUndefined();
      expect(end.projections).toContainEqual(found('column-differs', lives.paid, 'phase: "paid" ≠ "paying"'));
    });

    it('a whole stream removed, by the rows it left behind', async () => {
      const faults = await tampered('audit.events', 'DELETE FROM audit.events WHERE stream = $1', [lives.late]);
      expect(faults.projections).toEqual([
        found('row-without-event', lives.late, 'applications'),
        found('row-without-event', lives.late, 'tasks 1'),
      ]);
    });

    it('a row that says something else than its events', async () => {
      const faults = await tampered(
        'applications',
        'UPDATE applications SET amount_fen = amount_fen + 1 WHERE id = $1',
        [lives.late],
      );
      expect(faults).toEqual({
        projections: [found('column-differs', lives.late, /applications.amount_fen: \d+ ≠ \d+/)],
      });
    });

    it('a row that is gone', async () => {
      const faults = await tampered('submissions', 'DELETE FROM submissions WHERE number = 91', []);
      expect(faults.projections).toEqual([expect.objectContaining({ code: 'row-missing', detail: 'submissions' })]);
    });

    it('a task too many, one too few, and one addressed to somebody else', async () => {
      const seat = `${TOWNSHIP}/reviewer township-review`;
      const add =
        'INSERT INTO tasks SELECT (t).* FROM (SELECT jsonb_populate_record(t, $2) AS t FROM tasks t WHERE application_id = $1) x';
      const many = await tampered('tasks', add, [lives.late, { application_id: lives.paid, visit: 3 }]);
      expect(many.projections).toEqual([found('row-without-event', lives.paid, 'tasks 3')]);
      expect(many.worklists).toEqual([found('count-differs', seat, /count (\d+) ≠ list \1, groups \1, events /)]);
      const few = await tampered('tasks', 'DELETE FROM tasks WHERE application_id = $1', [lives.late]);
      expect(few.projections).toEqual([found('row-missing', lives.late, 'tasks 1')]);
      expect(few.worklists).toEqual([found('count-differs', seat, /count 0 ≠ list 0, groups 0, events 1/)]);
      const moved = await tampered('tasks', "UPDATE tasks SET barred = '{}' WHERE application_id = $1", [lives.late]);
      expect(moved).toEqual({ projections: [found('column-differs', lives.late, 'tasks.barred')] });
    });

    it('a task that is listed and neither counted nor grouped, because no programme knows its stage', async () => {
      const renamed = "document = replace(document::text, 'township-review', 'another-review')::jsonb";
      const faults = await tampered('programme_versions', `UPDATE programme_versions SET ${renamed}`, []);
      const seat = `${TOWNSHIP}/reviewer township-review`;
      expect(faults).toEqual({ worklists: [found('count-differs', seat, 'count 0 ≠ list 1, groups 0, events 1')] });
    });

    it('a submission that says it holds others than were handed in with it', async () => {
      const [submission] = await persistence.db.query<{ id: string }>(
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
        const { submissions } = await tampered('audit.events', lie, [id, { [what]: said }]);
        const name = what === 'totalFen' ? 'total_fen' : what;
        expect(submissions).toEqual([found('submission-differs', id, new RegExp(`^${name}: ${said} ≠ `))]);
      }
      const gone = await tampered('audit.events', 'DELETE FROM audit.events WHERE stream = $1', [id]);
      expect(gone.submissions).toEqual([found('submission-differs', id, 'handed in without it: 4 applications')]);
    });

    it('an objection whose outcome was changed', async () => {
      const faults = await tampered('objections', "UPDATE objections SET state = 'upheld'", []);
      expect(faults).toEqual({
        projections: [found('column-differs', lives.objected, 'objections.state: "upheld" ≠ "dismissed"')],
      });
    });

    it('a reviewer who also approved, though the chain was made whole again', async () => {
      const reviewer = county.staff.reviewer.id;
      const faults = await rewritten('application', lives.paid, 5, { actor: reviewer });
      expect(faults.chains).toBeUndefined();
      expect(faults['four-eyes']).toEqual([found('acted-twice', lives.paid, `${reviewer}: township-review, county-`)]);
    });

    it('an appeal heard by who had rejected', async () => {
      const { events } = (await findHistory(persistence.db, 'application', lives.appealed))!;
      const { version } = events.find(({ type }) => type === 'ApplicationApproved')!;
      const faults = await rewritten('application', lives.appealed, version, { actor: county.staff.reviewer.id });
      expect(faults['four-eyes']).toEqual([found('heard-own-appeal', lives.appealed, 'township-review')]);
    });

    it('money released by who made the batch, or by who decided on it', async () => {
      const creator = county.staff.finance.id;
      const alone = await rewritten('payment-batch', lives.batch, 3, { actor: creator });
      expect(alone['two-persons']).toEqual([found('released-by-creator', lives.batch, creator)]);
      const approver = county.staff.approver.id;
      const decider = await rewritten('payment-batch', lives.batch, 3, { actor: approver });
      expect(decider['two-persons']).toEqual([
        found('released-by-decider', lives.batch, approver),
        found('released-by-decider', lives.batch, approver),
      ]);
    });

    it('money paid from a batch that nobody released', async () => {
      const faults = await tampered(
        'audit.events',
        "DELETE FROM audit.events WHERE stream = $1 AND type = 'PaymentBatchReleased'",
        [lives.batch],
      );
      expect(faults['two-persons']).toEqual([found('paid-unreleased', lives.batch, lives.paid)]);
    });

    it('a payment that was made to look ended, so that it could be paid again', async () => {
      const faults = await tampered('payments', 'UPDATE payments SET live = false WHERE application_id = $1', [
        lives.paid,
      ]);
      expect(faults).toEqual({ payments: [found('column-differs', lives.paid, 'payments.live: false ≠ true')] });
    });

    it('two live payments of one benefit line, where even the index was taken away', async () => {
      const [index] = (await owner.query("SELECT pg_get_indexdef('payments_one_live'::regclass) AS made")).rows;
      await owner.query('DROP INDEX payments_one_live');
      try {
        const faults = await tampered('payments', 'UPDATE payments SET live = true WHERE application_id = $1', [
          lives.paidLater,
        ]);
        const { subject } = (await findHistory(persistence.db, 'application', lives.paidLater))!.state;
        expect(faults.payments).toContainEqual(found('paid-twice', subject, /compulsory-living/));
      } finally {
        await owner.query(index.made);
      }
    });

    it('a payment line that carries more than was released', async () => {
      const faults = await tampered(
        'payment_lines',
        'UPDATE payment_lines SET amount_fen = amount_fen + 100 WHERE batch_id = $1 AND line_no = 1',
        [lives.batch],
      );
      expect(faults.batches).toEqual([
        found('sum-differs', lives.batch, 'fen of 农业银行, file and table: 100000 ≠ 100100'),
        found('sum-differs', lives.batch, 'arrived by the bank: 50000 ≠ 50100'),
      ]);
    });

    it('a budget line that holds other sums than its events', async () => {
      const faults = await tampered('budget_lines', 'UPDATE budget_lines SET paid_fen = paid_fen - 1', []);
      expect(faults).toEqual({
        budget: [found('budget-differs', 'compulsory-living 20261 990101', 'paid_fen: 99999 ≠ 100000')],
      });
    });

    it('a case whose next moment was taken away, so that nobody is ever reminded', async () => {
      const faults = await tampered(
        'applications',
        'UPDATE applications SET next_moment = NULL, next_moment_at = NULL WHERE id = $1',
        [lives.late],
      );
      expect(faults).toEqual({ moments: [found('moment-differs', lives.late, /^null null ≠ 1\//)] });
    });

    it('a plan that nobody follows: no workflow, and nobody is to be told', async () => {
      const untold = 'DELETE FROM outbox WHERE stream = $1';
      const faults = await tampered('outbox', untold, [lives.late], { runningWorkflows: nothing });
      expect(faults).toEqual({
        workflows: [found('workflow-missing', lives.late, `application/${lives.late}`)],
      });
      const batch = "UPDATE payment_batches SET phase = 'sent' WHERE id = $1";
      await owner.query('CREATE TEMP TABLE told AS TABLE outbox; DELETE FROM outbox');
      const open = await tampered('payment_batches', batch, [lives.batch], { runningWorkflows: nothing });
      expect(open.workflows).toContainEqual(found('workflow-missing', lives.batch, `payment-batch/${lives.batch}`));
      expect((await verify(persistence, { runningWorkflows: everything })).ok).toBe(true);
      await owner.query('INSERT INTO outbox SELECT * FROM told; DROP TABLE told');
    });

    it('a reminder that is gone, and one that is said to be sent to nobody', async () => {
      const gone = await tampered('reminders', 'DELETE FROM reminders WHERE stream = $1', [lives.late]);
      expect(gone.reminders).toContainEqual(found('row-missing', lives.late, 'reminders 1 '));
      const unsent = await tampered('reminders', "UPDATE reminders SET state = 'sent' WHERE stream = $1", [lives.late]);
      expect(unsent.reminders).toContainEqual(found('state-unknown', lives.late, 'sent'));
      const dropped = await tampered('reminders', "UPDATE reminders SET state = 'dropped'", []);
      expect(dropped.reminders).toContainEqual(found('state-unknown', lives.late, 'dropped'));
    });

    it('an opinion put in the place of another; one that was erased is none', async () => {
      const text = '(SELECT id FROM erasable_texts WHERE stream = $1)';
      const other = persistence.keys.encrypt('同意。');
      const faults = await tampered('erasable_texts', `UPDATE erasable_texts SET cipher = $2 WHERE id = ${text}`, [
        lives.returned,
        other,
      ]);
      expect(faults).toEqual({ texts: [found('text-differs', lives.returned, 'erasable_texts')] });
      const gone = await tampered('erasable_texts', `DELETE FROM erasable_texts WHERE id = ${text}`, [lives.returned]);
      expect(gone).toEqual({ texts: [found('text-missing', lives.returned, 'erasable_texts')] });
      await owner.query(`UPDATE erasable_texts SET salt = NULL, cipher = NULL WHERE id = ${text}`, [lives.returned]);
      expect((await verify(persistence)).ok).toBe(true);
    });
  });
});
