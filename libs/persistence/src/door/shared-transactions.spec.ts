import { describe, expect, it } from '@jest/globals';
import type { CommandRequest, DoorAnswer } from './requests.js';
import { mayShare, SharedTransactions } from './shared-transactions.js';

const asked = (id: string, key: string | null = null): CommandRequest => ({
  actor: { person: 'lin', onBehalfOf: null, seat: { office: '99010101', role: 'reviewer' } },
  post: 'post',
  key,
  commands: [{ kind: 'application', id, command: { type: 'OpenApplication' } }],
});
const idOf = ({ commands }: CommandRequest): string => commands[0]!.id;
const answered = (request: CommandRequest): PromiseSettledResult<DoorAnswer> => ({
  status: 'fulfilled',
  value: { command: idOf(request), ok: true, results: [], at: 0, replayed: false },
});

/** A door whose transactions end when the test says so. */
function held() {
  const travelling: { ids: string[]; arrive: () => void }[] = [];
  const shared = new SharedTransactions(
    (requests) =>
      new Promise((resolve) => {
        travelling.push({ ids: requests.map(idOf), arrive: () => resolve(requests.map(answered)) });
      }),
  );
  return { shared, travelling };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('commands that share a transaction', () => {
  it('leave together when they come in the same moment, and each gets its own answer', async () => {
    const { shared, travelling } = held();
    const answers = Promise.all(['a', 'b', 'c'].map((id) => shared.ask(asked(id))));
    await turn();
    expect(travelling.map(({ ids }) => ids)).toEqual([['a', 'b', 'c']]);
    travelling[0]!.arrive();
    expect((await answers).map(({ command }) => command)).toEqual(['a', 'b', 'c']);
  });

  it('do not wait for company', async () => {
    const { shared, travelling } = held();
    void shared.ask(asked('a'));
    await turn();
    void shared.ask(asked('b'));
    await turn();
    expect(travelling.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  });

  it('never meet another on the same application, nor one with the same key of the same person', async () => {
    const { shared, travelling } = held();
    for (const request of [asked('a'), asked('a'), asked('b', 'key'), asked('c', 'key')]) void shared.ask(request);
    await turn();
    expect(travelling.map(({ ids }) => ids)).toEqual([['a', 'b']]);
    travelling[0]!.arrive();
    await turn();
    expect(travelling.map(({ ids }) => ids)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
  });

  it('let those behind them pass while they wait for an application that is busy', async () => {
    const { shared, travelling } = held();
    void shared.ask(asked('a'));
    await turn();
    void shared.ask(asked('a'));
    void shared.ask(asked('b'));
    await turn();
    expect(travelling.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  });

  it('all go in the end, however many come, none twice', async () => {
    const { shared, travelling } = held();
    const ids = Array.from({ length: 100 }, (_, i) => `application ${i}`);
    const answers = Promise.all(ids.map((id) => shared.ask(asked(id))));
    for (let arrived = 0; arrived < 100; ) {
      await turn();
      for (const { ids: party, arrive } of travelling.splice(0)) {
        expect(party.length).toBeLessThanOrEqual(16);
        arrived += party.length;
        arrive();
      }
    }
    expect((await answers).map(({ command }) => command)).toEqual(ids);
  });

  it('are those of one person on one application: previews, bulks, freezing and what workflows claim go alone', () => {
    const one = asked('a');
    expect(mayShare(one)).toBe(true);
    expect(mayShare({ ...one, preview: true })).toBe(false);
    expect(mayShare({ ...one, origin: 'workflow' })).toBe(false);
    expect(mayShare({ ...one, commands: [...one.commands, ...asked('b').commands] })).toBe(false);
    expect(
      mayShare({
        ...one,
        commands: [{ kind: 'application', id: 'a', command: { type: 'FreezeForPayment', batch: 'b' } }],
      }),
    ).toBe(false);
  });
});
