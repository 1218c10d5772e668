import fc from 'fast-check';

/** What somebody, or the world, is up to, and how often. The first list leads onward, the last is trouble. */
export const VERBS = {
  draft: 12,
  handIn: 8,
  confirm: 9,
  decide: 34,
  bulk: 5,
  correct: 7,
  createBatch: 5,
  release: 8,
  bankAnswers: 9,
  reissue: 4,
  days: 10,
  open: 2,
  hold: 2,
  resume: 4,
  object: 3,
  hearObjection: 4,
  recall: 2,
  appeal: 2,
  sendBack: 1,
  withdraw: 1,
  discard: 1,
  cancelBatch: 1,
  anything: 12,
  rollChanges: 2,
  moreMoney: 3,
  relayStops: 2,
  temporalEmptied: 1,
  redisEmptied: 1,
} as const satisfies Record<string, number>;
export type Verb = keyof typeof VERBS;

/** What befalls a command on its way. */
const WAYS = {
  plain: 60,
  twiceAtOnce: 10,
  answerLost: 10,
  cut: 8,
  rival: 12,
} as const satisfies Record<string, number>;
export type Way = keyof typeof WAYS;

/**
 * One step of the drive, as numbers that know nothing of the database: whom and what they point at is looked up when the
 * step is taken. So a seed gives the same intents whatever has become of the ones before.
 */
export interface Intent {
  readonly verb: Verb;
  readonly way: Way;
  /** Which of those who could. */
  readonly who: number;
  /** Which of what there is. */
  readonly which: number;
  /** How it is said: mostly as it should be. */
  readonly variant: number;
  /** Somebody whose turn it is not: the wrong seat, somebody of several posts, a deputy. */
  readonly stranger: boolean;
  /** Milliseconds that pass before, on the county's clock. */
  readonly pause: number;
  /** Milliseconds, on the wall's clock, after which a connection is cut. */
  readonly cutAfter: number;
}

const weighted = <K extends string>(weights: Readonly<Record<K, number>>) =>
  fc.oneof(
    ...(Object.keys(weights) as K[]).map((key) => ({ weight: weights[key], arbitrary: fc.constant(key) })),
  ) as fc.Arbitrary<K>;

const number = fc.nat(0x7fffffff);

const INTENT: fc.Arbitrary<Intent> = fc.noBias(
  fc.record({
    verb: weighted(VERBS),
    way: weighted(WAYS),
    who: number,
    which: number,
    variant: fc.nat(99),
    stranger: fc.nat(7).map((n) => n === 0),
    pause: fc.integer({ min: 1_000, max: 60 * 60_000 }),
    cutAfter: fc.integer({ min: 0, max: 8 }),
  }),
);

/** The same for the same seed, today and tomorrow. */
export const intentsOf = (seed: number, count: number): Intent[] => fc.sample(INTENT, { seed, numRuns: count });
