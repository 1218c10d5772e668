import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DoorAnswer, findHistory, newId, type Persistence, rejectionOf, type StreamCommand } from '#persistence';
import { testPersistence } from '../factories/persistence.js';
import { COUNTY, DIRECT_SCHOOL, PERIOD, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';

describe('commands that share a transaction', () => {
  let persistence: Persistence;
  let county: SmallCounty;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ persistence, close } = await testPersistence(() => Date.parse('2026-09-18T02:00:00Z')));
    county = await smallCounty(persistence, 12);
  }, 60_000);
  afterAll(() => close());

  const approval = async (id: string): Promise<StreamCommand> => ({
    kind: 'application',
    id,
    command: { type: 'ApproveApplication', revision: await county.revision(id) },
  });
  /** PostgreSQL's own number of the transaction that wrote the command's events. */
  const transactionOf = async ({ command }: DoorAnswer): Promise<string> => {
    const [row] = await persistence.db.query<{ xmin: string }>(
      't-xmin',
      'SELECT DISTINCT xmin::text AS xmin FROM audit.events WHERE command = $1',
      [command],
    );
    return row!.xmin;
  };

  it('are decided one by one: what is refused of one leaves the others as they are', async () => {
    const ids = await county.draft(3);
    await county.handIn(ids);
    const [first, second, third] = (await Promise.all(ids.map(approval))) as [
      StreamCommand,
      StreamCommand,
      StreamCommand,
    ];
    const [ofReviewer, ofClerk, ofColleague] = await Promise.all([
      county.give('reviewer', first, 'k-1'),
      county.give('clerk', second, 'k-2'),
      county.give('reviewer2', third, 'k-3'),
    ]);
    expect([ofReviewer.ok, ofClerk.ok, ofColleague.ok]).toEqual([true, false, true]);
    expect(await transactionOf(ofReviewer)).toBe(await transactionOf(ofColleague));
    const refused = await persistence.db.query(
      't-refused',
      "SELECT actor, detail->>'code' AS code FROM audit.access WHERE subject = $1 AND kind = 'refused'",
      [second.id],
    );
    expect(refused).toEqual([{ actor: county.staff.clerk.id, code: rejectionOf(ofClerk)!.code }]);
    expect(await county.give('clerk', second, 'k-2')).toMatchObject({ ok: false, replayed: true });
  });

  it('do not suffer from one that PostgreSQL forbids: each then has a transaction of its own', async () => {
    const [taken] = await county.draft(1, DIRECT_SCHOOL);
    const [reviewed] = await county.draft();
    await county.handIn([reviewed!], SCHOOL, undefined, 2);
    const { events } = (await findHistory(persistence.db, 'application', taken!))!;
    const again: StreamCommand = {
      kind: 'application',
      id: newId(),
      command: { ...(events[0]!.payload as object), type: 'DraftApplication' } as never,
    };
    const approve = await approval(reviewed!);
    const [drafted, approved] = await Promise.all([
      county.give('directClerk', again),
      county.give('reviewer', approve),
    ]);
    expect(rejectionOf(drafted)?.code).toBe('APPLICATION.LIVE_ONE_EXISTS');
    expect(approved.ok).toBe(true);
  });

  it('share what a budget line has left: who comes too late waits', async () => {
    const ids = await county.draft(3);
    await county.handIn(ids, SCHOOL, undefined, 3);
    for (const id of ids) await county.must(county.approve('reviewer', id));
    const [{ amountFen }] = (await persistence.db.query<{ amountFen: number }>(
      't-amount',
      'SELECT amount_fen AS "amountFen" FROM applications WHERE id = $1',
      [ids[0]],
    )) as [{ amountFen: number }];
    await persistence.db.query(
      't-budget',
      'INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ($1,$2,$3,$4)',
      ['compulsory-living', PERIOD, COUNTY, amountFen * 2],
    );
    const commands = await Promise.all(ids.map(approval));
    const answers = await Promise.all(commands.map((command) => county.give('approver', command)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(new Set(await Promise.all(answers.map(transactionOf))).size).toBe(1);
    const phases = await persistence.db.query<{ phase: string }>(
      't-phases',
      'SELECT phase FROM applications WHERE id = ANY($1::uuid[]) ORDER BY phase',
      [ids],
    );
    expect(phases.map(({ phase }) => phase)).toEqual(['awaiting-funds', 'in-public-notice', 'in-public-notice']);
    expect(await persistence.db.query('t-line', 'SELECT reserved_fen FROM budget_lines')).toEqual([
      { reserved_fen: amountFen * 2 },
    ]);
  });

  it('refuse one whose post has ended, and no other', async () => {
    const ids = await county.draft(2);
    await county.handIn(ids, SCHOOL, undefined, 4);
    const { postId } = county.staff.reviewer2;
    await persistence.db.query('t-end', 'UPDATE posts SET ended_at = 1 WHERE id = $1', [postId]);
    const [first, second] = (await Promise.all(ids.map(approval))) as [StreamCommand, StreamCommand];
    const answers = await Promise.all([county.give('reviewer2', first), county.give('reviewer', second)]);
    expect(answers.map(({ ok }) => ok)).toEqual([false, true]);
    expect(rejectionOf(answers[0]!)?.code).toBe('ACCESS.POST_ENDED');
    await persistence.db.query('t-back', 'UPDATE posts SET ended_at = NULL WHERE id = $1', [postId]);
  });
});
