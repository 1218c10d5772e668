import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Stack } from '../harness/stack.js';
import { drive } from './drive.js';
import { intentsOf } from './intents.js';

jest.setTimeout(24 * 3_600_000); // bounded by its steps

/** `ZHUDAO_SEED=… npm test -- driver` replays; `ZHUDAO_DRIVER_STEPS=…` drives on for longer. */
const SEED = Number(process.env.ZHUDAO_SEED ?? Math.floor(Math.random() * 2 ** 31));
const STEPS = Number(process.env.ZHUDAO_DRIVER_STEPS ?? 600);

describe('people at random, over several semesters', () => {
  let stack: Stack;

  beforeAll(async () => {
    process.stderr.write(
      `    the seed is ${SEED}: ZHUDAO_SEED=${SEED} ZHUDAO_DRIVER_STEPS=${STEPS} npm test -- driver\n`,
    );
    stack = await Stack.start({ apis: 0, workers: 0, childrenPerSchool: 12 });
  });
  afterAll(() => stack?.stop());

  it('want the same things for the same seed', () => {
    expect(intentsOf(SEED, 50)).toEqual(intentsOf(SEED, 50));
    expect(intentsOf(SEED, 200).slice(0, 50)).toEqual(intentsOf(SEED, 50));
    expect(intentsOf(SEED, 50)).not.toEqual(intentsOf(SEED + 1, 50));
  });

  it('leave a county in which everything holds, whatever is pulled out from under them', async () => {
    await drive(stack, { seed: SEED, steps: STEPS, lookEvery: 20, killEvery: 150 });
    const events = await stack.persistence.db.query<{ type: string; count: number }>(
      'd-events',
      'SELECT type, count(*) AS count FROM audit.events GROUP BY type ORDER BY count DESC',
    );
    process.stderr.write(`    ${events.map(({ type, count }) => `${type} ${count}`).join(' · ')}\n`);
    // What no seed leaves out: a drive in which nobody gets anywhere shows nothing.
    for (const type of ['ApplicationConfirmed', 'ApplicationApproved', 'PublicNoticeClosed', 'ReminderCameDue'])
      expect(events.map((event) => event.type)).toContain(type);
  });
});
