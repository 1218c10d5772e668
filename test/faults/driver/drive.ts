import type { VerifyReport } from '#persistence';
import { Deliveries } from '../../../apps/worker/src/deliveries/deliveries.js';
import { holds } from '../harness/holds.js';
import type { Stack } from '../harness/stack.js';
import { type Action, NOBODY_TO, type Step } from './act.js';
import { FINANCE_ACTIONS } from './finance.js';
import { type Intent, intentsOf, type Verb } from './intents.js';
import { REVIEW_ACTIONS } from './review.js';
import { SCHOOL_ACTIONS } from './school.js';
import { insist } from './ways.js';
import { WEATHER } from './weather.js';
import { SEMESTERS, World } from './world.js';

const ACTIONS = { ...SCHOOL_ACTIONS, ...REVIEW_ACTIONS, ...FINANCE_ACTIONS, ...WEATHER } as const satisfies Record<
  Verb,
  Action
>;

export interface Drive {
  readonly seed: number;
  /** Steps of all semesters together. */
  readonly steps: number;
  /** Everything is looked at after so many steps. */
  readonly lookEvery: number;
  /** At these steps PostgreSQL is killed in the midst of it, and started again. */
  readonly killEvery: number;
}

/** As many of the last steps as one can follow. */
const REMEMBERED = 20;

/**
 * Lets people act at random over several semesters, with faults mixed in, and looks at everything again and again.
 *
 * @throws Error with the seed, the step and what was done before it, where anything does not hold
 */
export async function drive(stack: Stack, { seed, steps, lookEvery, killEvery }: Drive): Promise<World> {
  const world = await World.open(stack);
  const { db, reference } = world.doors[1];
  const { url: redisUrl } = stack.broughtUp.services.redis;
  const stopping = new AbortController();
  const delivering = new Deliveries({
    db,
    reference,
    redisUrl,
    mail: null,
    note: () => {},
    clock: () => world.now,
  }).run(stopping.signal);
  const past: string[] = [];
  const intents = intentsOf(seed, steps);
  const perSemester = Math.ceil(steps / SEMESTERS.length);
  try {
    for (const [no, intent] of intents.entries()) {
      if (no % perSemester === 0) await world.begin(SEMESTERS[no / perSemester]!);
      world.now += intent.pause;
      const kill = no % killEvery === killEvery - 1;
      past.push(`${no} ${intent.verb} (${kill ? 'PostgreSQL killed' : intent.way}) `);
      const step = { world, intent, no };
      past[past.length - 1] += await (kill ? whilePostgresDies(step) : insist(() => take(step)));
      await insist(() => world.patience.pass());
      if (no % lookEvery === lookEvery - 1) await look(world);
    }
    await comeToRest(world);
    return world;
  } catch (error) {
    const { message, stack: trace } = error as Error;
    const story = past.slice(-REMEMBERED).join('\n  ');
    throw new Error(`seed ${seed}, step ${past.length - 1}: ${message}\nbefore it:\n  ${story}\n${trace}`, {
      cause: error,
    });
  } finally {
    stopping.abort();
    await delivering.catch(() => {});
    await world.close();
  }
}

/** Where there is nothing of the kind to do, the first of these that there is. */
const ELSE = ['decide', 'bankAnswers', 'release', 'confirm', 'correct', 'handIn', 'draft'] as const;

async function take(step: Step): Promise<string> {
  const said = await ACTIONS[step.intent.verb](step);
  if (said !== NOBODY_TO) return said;
  const from = step.intent.who % 2 ? 0 : step.intent.which % ELSE.length;
  for (const verb of [...ELSE.slice(from), ...ELSE.slice(0, from)]) {
    const instead = await ACTIONS[verb](step);
    if (instead !== NOBODY_TO) return `so ${verb}: ${instead}`;
  }
  return said;
}

/** Everything that `npm run verify` looks at, workflows included; that a connection was cut may be heard of only now. */
const look = (world: World): Promise<VerifyReport> =>
  insist(() => holds(world.persistence, { runningWorkflows: world.patience.running }));

/** The server dies in the midst of what somebody does; they go on asking until it is back. */
async function whilePostgresDies(step: Step): Promise<string> {
  const { machines } = step.world.stack;
  const intent: Intent = { ...step.intent, way: 'plain' };
  const [said] = await Promise.all([
    insist(() => take({ ...step, intent })),
    machines.kill('postgres').then(() => machines.restart('postgres')),
  ]);
  return said;
}

/** The relay is back and the machinery has done what was due: everything is looked at once more, and nothing left out. */
async function comeToRest(world: World): Promise<void> {
  world.patience.relayRests = 0;
  await insist(() => world.patience.pass());
  const { invariants } = await look(world);
  const unasked = invariants.filter((invariant) => invariant.unasked);
  if (unasked.length > 0) throw new Error(`not looked at: ${unasked.map(({ key }) => key).join(', ')}`);
}
