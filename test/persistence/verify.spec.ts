import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsOf, nothingRuns, VerifiedCounty } from '../factories/verified-county.js';

describe('verify', () => {
  let on: VerifiedCounty;
  beforeAll(async () => {
    on = await VerifiedCounty.open();
  }, 60_000);
  afterAll(() => on?.close());

  it('finds nothing wrong with a county carried through several lives, and has looked at each of its sides', async () => {
    const report = await on.verify({ runningWorkflows: nothingRuns }); // nobody relays: all are in the outbox
    expect(faultsOf(report)).toEqual({});
    expect(report).toMatchObject({ ok: true, streams: expect.any(Number) });
    expect(report.invariants.filter(({ unasked }) => unasked)).toEqual([]);
    expect(report.invariants.filter(({ checked }) => checked === 0)).toEqual([]);
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    const { events } = await on.verify({ onProgress: (done, total) => told.push([done, total]) });
    expect(told.at(-1)).toEqual([events, events]);
  });

  it('comes to the same end with however few events in memory', async () => {
    const counts = async (eventsAtOnce?: number) => {
      const { streams, events, invariants } = await on.verify({ eventsAtOnce });
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
    const { ok, invariants } = await on.verify();
    const moments = invariants.find(({ key }) => key === 'moments')!;
    expect(ok).toBe(true);
    expect(moments.waiting).toBeGreaterThan(0);
    expect(moments.examples[0]).toMatchObject({ code: 'waiting-for-worker' });
  });

  it('says that workflows were not looked at where nobody can be asked, or nobody answers', async () => {
    const away = async () => {
      throw new Error('14 UNAVAILABLE');
    };
    await on.owner.query('CREATE TEMP TABLE kept AS TABLE outbox; DELETE FROM outbox');
    try {
      for (const runningWorkflows of [undefined, away]) {
        const { ok, invariants } = await on.verify({ runningWorkflows });
        expect(ok).toBe(true);
        expect(invariants.filter(({ unasked }) => unasked)).toMatchObject([{ key: 'workflows', checked: 0 }]);
      }
    } finally {
      await on.owner.query('INSERT INTO outbox SELECT * FROM kept; DROP TABLE kept');
    }
  });
});
