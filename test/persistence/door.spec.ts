import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findHistory, type Persistence, rejectionOf } from '#persistence';
import { testPersistence } from '../factories/persistence.js';
import { DIRECT_SCHOOL, KINDERGARTEN, PERIOD, type SmallCounty, smallCounty } from '../factories/small-county.js';
import type { TestDatabase } from '../harness/database.js';

const WORKING_DAY = 86_400_000;

describe('the one door', () => {
  let persistence: Persistence;
  let database: TestDatabase;
  let county: SmallCounty;
  let close: () => Promise<void>;
  let now = Date.parse('2026-09-18T02:00:00Z');

  beforeAll(async () => {
    ({ persistence, database, close } = await testPersistence(() => now));
    county = await smallCounty(persistence, 30);
  }, 60_000);
  afterAll(() => close());

  const row = async (id: string) =>
    (
      await persistence.db.query<Record<string, unknown>>('t-row', 'SELECT * FROM applications WHERE id = $1', [id])
    )[0]!;
  const tasks = (id: string) =>
    persistence.db.query<Record<string, unknown>>('t-tasks', 'SELECT * FROM tasks WHERE application_id = $1', [id]);

  it('carries an application from draft to paid, in eight events whose chain is whole', async () => {
    const [id] = await county.draft();
    await county.handIn([id!]);
    expect(await tasks(id!)).toMatchObject([
      { office: '99010101', role: 'reviewer', stage: 'township-review', visit: 1 },
    ]);
    expect((await row(id!)).due_at).toBe(Date.parse('2026-09-23T09:30:00Z') - WORKING_DAY); // 3 working days from Friday 18: Tuesday 22
    await county.must(county.approve('reviewer', id!));
    await county.must(county.approve('approver', id!));
    expect(await tasks(id!)).toEqual([]);
    const notice = await row(id!);
    now = Number(notice.due_at) + 1;
    const closing = {
      kind: 'application',
      id: id!,
      command: { type: 'ReachMoment', moment: notice.next_moment as string },
    } as const;
    await county.must(county.system(closing));
    const batch = '019300aa-0000-7000-8000-000000000001';
    await county.must(county.system({ kind: 'application', id: id!, command: { type: 'FreezeForPayment', batch } }));
    await county.must(
      county.system({ kind: 'application', id: id!, command: { type: 'SettlePayment', batch, outcome: 'paid' } }),
    );
    const history = (await findHistory(persistence.db, 'application', id!))!;
    expect(history.faults).toEqual([]);
    expect(history.events.map((e) => e.type)).toEqual([
      'ApplicationDrafted',
      'ApplicationSubmitted',
      'ApplicationConfirmed',
      'ApplicationApproved',
      'ApplicationApproved',
      'PublicNoticeClosed',
      'ApplicationFrozenForPayment',
      'ApplicationPaid',
    ]);
    const projected = await row(id!);
    const { state } = history;
    expect(projected).toMatchObject({
      phase: state.phase,
      version: state.version,
      revision: state.revision,
      amount_fen: state.amountFen,
      batch_id: state.batch,
    });
    expect(state.phase).toBe('paid');
  });

  it('gives the first answer again for the same key, and refuses the key with another body', async () => {
    const [id] = await county.draft();
    await county.handIn([id!], undefined, undefined, 2);
    const revision = await county.revision(id!);
    const approve = { kind: 'application', id: id!, command: { type: 'ApproveApplication', revision } } as const;
    const first = await county.give('reviewer', approve, 'key-1');
    const again = await county.give('reviewer', approve, 'key-1');
    expect(again).toMatchObject({ ok: true, replayed: true, command: first.command });
    const other = await county.give(
      'reviewer',
      { kind: 'application', id: id!, command: { type: 'OpenApplication' } },
      'key-1',
    );
    expect(rejectionOf(other)?.code).toBe('COMMAND.KEY_REUSED');
    expect((await findHistory(persistence.db, 'application', id!))!.events).toHaveLength(4);
  });

  it('lets one of two reviewers win who decide in the same moment, and tells the other why', async () => {
    const [id] = await county.draft();
    await county.handIn([id!], undefined, undefined, 3);
    const approve = {
      kind: 'application',
      id: id!,
      command: { type: 'ApproveApplication', revision: await county.revision(id!) },
    } as const;
    const answers = await Promise.all([county.give('reviewer', approve), county.give('reviewer2', approve)]);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(rejectionOf(answers.find((a) => !a.ok)!)?.code).toBe('STREAM.REVISION_STALE');
  });

  it('answers the same key once even when both requests arrive together', async () => {
    const [id] = await county.draft();
    await county.handIn([id!], undefined, undefined, 4);
    const approve = {
      kind: 'application',
      id: id!,
      command: { type: 'ApproveApplication', revision: await county.revision(id!) },
    } as const;
    const answers = await Promise.all([1, 2, 3].map(() => county.give('reviewer', approve, 'together')));
    expect(answers.every((a) => a.ok)).toBe(true);
    expect(new Set(answers.map((a) => a.command)).size).toBe(1);
  });

  it('keeps what it refused, with who asked, without moving the application', async () => {
    const [id] = await county.draft(1, KINDERGARTEN);
    const refused = await county.give('reviewer', {
      kind: 'application',
      id: id!,
      command: { type: 'WithdrawApplication' },
    });
    expect(rejectionOf(refused)?.code).toBe('ACCESS.WRONG_LEVEL');
    expect((await row(id!)).version).toBe(1);
    const kept = await persistence.db.query<{ detail: object }>(
      't-access',
      "SELECT detail FROM audit.access WHERE subject = $1 AND kind = 'refused'",
      [id],
    );
    expect(kept).toMatchObject([{ detail: { command: 'WithdrawApplication', code: 'ACCESS.WRONG_LEVEL' } }]);
  });

  it('keeps what it refused among what it did', async () => {
    const [own] = await county.draft();
    const [foreign] = await county.draft(1, KINDERGARTEN);
    const { actor, postId: post } = county.staff.clerk;
    const { results } = await persistence.door.execute({
      actor,
      post,
      mode: 'each',
      commands: [own!, foreign!].map((id) => ({ kind: 'application', id, command: { type: 'DiscardApplication' } })),
    });
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
    const kept = await persistence.db.query<{ detail: object }>(
      't-access-among',
      "SELECT detail FROM audit.access WHERE subject = $1 AND kind = 'refused'",
      [foreign],
    );
    expect(kept).toEqual([{ detail: { command: 'DiscardApplication', code: 'ACCESS.OUT_OF_JURISDICTION', count: 1 } }]);
  });

  it('refuses a person whose post has ended meanwhile', async () => {
    const [id] = await county.draft();
    await county.handIn([id!], undefined, undefined, 5);
    await persistence.db.query('t-end', 'UPDATE posts SET ended_at = 1 WHERE id = $1', [county.staff.reviewer2.postId]);
    expect(rejectionOf(await county.approve('reviewer2', id!))?.code).toBe('ACCESS.POST_ENDED');
    await persistence.db.query('t-back', 'UPDATE posts SET ended_at = NULL WHERE id = $1', [
      county.staff.reviewer2.postId,
    ]);
  });

  it('allows one live application per child, programme and period', async () => {
    const [id] = await county.draft(1, DIRECT_SCHOOL);
    const { events } = (await findHistory(persistence.db, 'application', id!))!;
    const command = { ...(events[0]!.payload as object), type: 'DraftApplication' } as never;
    const second = await county.give('directClerk', {
      kind: 'application',
      id: '019300aa-0000-7000-8000-0000000000ff',
      command,
    });
    expect(rejectionOf(second)?.code).toBe('APPLICATION.LIVE_ONE_EXISTS');
  });

  it('decides again when the budget line is short: the application waits instead of being refused', async () => {
    const ids = await county.draft(3);
    await county.handIn(ids, undefined, undefined, 6);
    for (const id of ids) await county.must(county.approve('reviewer', id));
    const amount = Number((await row(ids[0]!)).amount_fen);
    await persistence.db.query(
      't-budget',
      'INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ($1,$2,$3,$4)',
      ['compulsory-living', PERIOD, '990101', amount * 2],
    );
    const { actor, postId } = county.staff.approver;
    const commands = await Promise.all(
      ids.map(async (id) => ({
        kind: 'application' as const,
        id,
        command: { type: 'ApproveApplication' as const, revision: await county.revision(id) },
      })),
    );
    const answer = await persistence.door.execute({ actor, post: postId, commands, mode: 'each' });
    expect(answer.ok).toBe(true);
    expect((await Promise.all(ids.map(row))).map((r) => r.phase)).toEqual([
      'in-public-notice',
      'in-public-notice',
      'awaiting-funds',
    ]);
    const line = () =>
      persistence.db.query('t-line', 'SELECT appropriated_fen, reserved_fen, paid_fen FROM budget_lines');
    expect(await line()).toEqual([{ appropriated_fen: amount * 2, reserved_fen: amount * 2, paid_fen: 0 }]);
    await county.must(
      county.give('clerk', { kind: 'application', id: ids[0]!, command: { type: 'WithdrawApplication' } }),
    );
    expect(await line()).toEqual([{ appropriated_fen: amount * 2, reserved_fen: amount, paid_fen: 0 }]);
    await county.must(county.system({ kind: 'application', id: ids[2]!, command: { type: 'ReserveFunds' } }));
    expect((await row(ids[2]!)).phase).toBe('in-public-notice');
    await persistence.db.query('t-nobudget', 'DELETE FROM budget_lines');
  });

  it('writes nothing in a preview, and says what would happen to each', async () => {
    const [id] = await county.draft();
    const before = await row(id!);
    const { actor, postId } = county.staff.clerk;
    const command = { kind: 'application' as const, id: id!, command: { type: 'WithdrawApplication' as const } };
    const answer = await persistence.door.execute({ actor, post: postId, commands: [command], preview: true });
    expect(answer.results).toMatchObject([{ ok: true, events: ['ApplicationWithdrawn'] }]);
    expect(await row(id!)).toEqual(before);
  });

  it('is the only writer: PostgreSQL refuses the application role to change or remove events', async () => {
    const client = new pg.Client(database.url);
    await client.connect();
    for (const sql of [
      'UPDATE audit.events SET at = 0',
      'DELETE FROM audit.events',
      'TRUNCATE audit.events',
      'DELETE FROM audit.events_20261',
      'TRUNCATE audit.access',
      'DROP TABLE audit.events',
    ]) {
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  it('never dates an event earlier than the one before, even when the clock goes back', async () => {
    const [id] = await county.draft();
    const { last_at: at } = await row(id!);
    now -= 3_600_000;
    await county.must(county.give('clerk', { kind: 'application', id: id!, command: { type: 'DiscardApplication' } }));
    expect((await row(id!)).last_at).toBe(at);
    now += 3_600_000;
  });
});
