import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DIRECT_SCHOOL, KINDERGARTEN, SCHOOL } from '../factories/small-county.js';
import { eventually, insist } from './harness/people.js';
import { forgetTheDead, Holder, standingStill } from './harness/rows.js';
import { Stack } from './harness/stack.js';
import { doubled, eventsOf } from './harness/trail.js';
import { Wire } from './harness/wire.js';

/** More than two chunks of a bulk, which has 100 each. */
const MANY = 220;

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ childrenPerSchool: MANY + 10, apis: 2 });
});
afterAll(() => stack?.stop());

interface Handed {
  readonly ids: string[];
  readonly submission: string;
}

/** Applications before their first review, ids sorted as a bulk takes them. */
async function handIn(count: number, school: string, number = 1, programme?: string): Promise<Handed> {
  const ids = (await stack.county.draft(count, school, programme)).sort();
  return { ids, submission: await stack.county.handIn(ids, school, programme, number) };
}

const doneOf = async (bulk: string) =>
  (await stack.persistence.db.query<{ done: number }>('t-done', 'SELECT done FROM bulks WHERE id = $1', [bulk]))[0]!
    .done;

describe('A process that is killed', () => {
  it('in the middle of two bulks, leaves them to another, which neither repeats nor omits a decision', async () => {
    const [atTownship, atCounty] = [await handIn(MANY, SCHOOL), await handIn(MANY, DIRECT_SCHOOL)];
    const [reviewer, approver] = [await stack.signIn('reviewer'), await stack.signIn('approver')];
    const approveAll = async (by: typeof reviewer, { submission }: Handed): Promise<string> => {
      const body = { command: 'approve', opinion: '同意。', selection: { submissionId: submission } };
      return (await by.post('/bulk-decisions', { body })).body.id;
    };
    const inSecondChunk = [
      await Holder.application(stack, atTownship.ids[150]!),
      await Holder.application(stack, atCounty.ids[150]!),
    ];
    const bulks = [await approveAll(reviewer, atTownship), await approveAll(approver, atCounty)];

    await stack.step(
      'api killed: one bulk within a chunk, the other after a chunk that it has not written down',
      async () => {
        for (const bulk of bulks) await eventually('the first chunk', async () => (await doneOf(bulk)) === 100);
        await eventually('both to stand in the second', async () => (await standingStill(stack)) === 2);
        const progress = await Holder.of(stack, 'SELECT id FROM bulks WHERE id = $1', [bulks[1]]);
        await inSecondChunk[1]!.letGo();
        const decided = () => eventsOf(stack, atCounty.ids, 'ApplicationApproved');
        await eventually('the second chunk of the other', async () => (await decided()).length === 200);
        await eventually('its progress to stand still', async () => (await standingStill(stack)) === 2);
        await stack.machines.kill('api');
        await forgetTheDead(stack);
        await inSecondChunk[0]!.letGo();
        await progress.letGo();
        expect([await doneOf(bulks[0]!), await doneOf(bulks[1]!)]).toEqual([100, 100]);
      },
    );

    await stack.step(
      'worker killed: one activity before its commit, one after it that Temporal has not heard of',
      async () => {
        const { ids } = await handIn(2, KINDERGARTEN, 1, 'demo-seconds');
        const [before, after] = [await Holder.application(stack, ids[0]!), await Holder.application(stack, ids[1]!)];
        await eventually('both moments to be claimed', async () => (await standingStill(stack)) === 2);
        stack.machines.signal('temporal', 'SIGSTOP');
        await after.letGo();
        await eventually(
          'one to be recorded',
          async () => (await eventsOf(stack, ids, 'ReminderCameDue')).length === 1,
        );
        await stack.machines.kill('worker');
        await forgetTheDead(stack);
        await before.letGo();
        stack.machines.signal('temporal', 'SIGCONT');
        await stack.machines.restart('worker');
        // Of several moments that have passed meanwhile, the law takes the weightiest.
        const LATE = ['at-deadline', 'overdue', 'escalated'];
        await eventually('both to be reminded of as late', async () => {
          const events = await eventsOf(stack, ids, 'ReminderCameDue');
          const late = events.filter(({ payload }) => LATE.includes(payload.rung as string));
          return new Set(late.map(({ stream }) => stream)).size === 2;
        });
        expect(await doubled(stack)).toEqual([]);
      },
    );

    await stack.step('another process goes on with both bulks', async () => {
      for (const bulk of bulks) await eventually('all to be decided', async () => (await doneOf(bulk)) === MANY);
      for (const [i, { ids }] of [atTownship, atCounty].entries()) {
        const bulk = await stack.persistence.db.query('t-bulk', 'SELECT state, accepted FROM bulks WHERE id = $1', [
          bulks[i],
        ]);
        expect(bulk).toEqual([{ state: 'done', accepted: MANY }]);
        const decisions = await eventsOf(stack, ids, 'ApplicationApproved');
        expect(decisions.map(({ stream }) => stream)).toEqual(ids);
      }
    });
  });

  it.each([
    ['PostgreSQL’s word that it is committed', 'postgres'],
    ['the answer on its way to the client', 'client'],
  ])('between commit and answer (%s is lost): the client repeats and gets the first answer', async (_, where) => {
    const [id] = (await handIn(1, SCHOOL, where === 'client' ? 3 : 2)).ids as [string];
    const name = `api-behind-${where}`;
    const database = await Wire.to(stack.broughtUp.services.database.appUrl);
    await stack.startApi(name, { DATABASE_URL: database.through(stack.broughtUp.services.database.appUrl) });
    const address = stack.addresses.at(-1)!;
    const client = await Wire.to(address);
    const reviewer = await stack.signIn('reviewer', client.through(address).replace(/\/$/, ''));
    const ask = { key: `once-${where}`, body: { revision: await stack.county.revision(id) } };

    const first = await stack.step(
      `killed once ${where === 'client' ? 'the answer has left' : 'COMMIT was answered'}`,
      async () => {
        const lost = where === 'client' ? client.swallow('HTTP/1.1 200') : database.swallow('COMMIT\0');
        const unanswered = reviewer.post(`/applications/${id}/approve`, ask).catch(() => 'no answer');
        const swallowed = await lost;
        await stack.machines.kill(name);
        expect(await unanswered).toBe('no answer');
        return swallowed.toString();
      },
    );

    await stack.step('started again and asked again', async () => {
      await stack.machines.restart(name);
      const answer = await insist(reviewer, `/applications/${id}/approve`, ask);
      const [decision, ...more] = await eventsOf(stack, [id], 'ApplicationApproved');
      expect(more).toEqual([]);
      expect(answer).toMatchObject({ status: 200, body: { id, version: decision!.version } });
      if (where === 'client') expect(first).toContain(JSON.stringify(answer.body));
    });
    client.close();
    database.close();
    await stack.machines.kill(name);
  });
});
