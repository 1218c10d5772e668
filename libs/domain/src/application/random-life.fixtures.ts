import type { Actor } from '../access/index.js';
import type { Decision } from '../rejection.js';
import { AID, AUTUMN, Case, CHILD, DAY, DIRECT, HOUR, PEOPLE, PLACE, TEXT, withFacts } from './application.fixtures.js';
import {
  APPLICATION_COMMANDS,
  APPLICATION_RULES,
  type ApplicationCommand,
  type ApplicationCommandType,
  type CommandRule,
} from './commands.js';
import type { ApplicationEvent } from './events.js';
import { BATCH, OBJECTION, SUBMISSION, WELL_FORMED } from './journeys.fixtures.js';

/** People with several posts, and people who stand in for others: the ones the law must not be fooled by. */
const atSeatOf = (name: string, seat: Actor['seat'], onBehalfOf: string | null = null): Actor => ({
  person: name,
  onBehalfOf,
  seat,
});
const SEATS = [PEOPLE.clerk, PEOPLE.head, PEOPLE.reviewer, PEOPLE.approver, PEOPLE.finance, PEOPLE.countySupervisor];
const MULTIPLE: readonly Actor[] = SEATS.flatMap(({ person: owner, seat }) => [
  atSeatOf('everywhere', seat),
  atSeatOf('deputy', seat, owner),
  atSeatOf('approver', seat, 'reviewer'),
]);
export const CAST: readonly Actor[] = [...Object.values(PEOPLE), ...MULTIPLE];

/** The same people at the school the case is about. */
const inPlace = (c: Case, actor: Actor): Actor =>
  actor.seat?.office === PLACE.school ? { ...actor, seat: { ...actor.seat, office: c.place.school } } : actor;
export const castOf = (c: Case): Actor[] => CAST.map((actor) => inPlace(c, actor));

/** Several stages, a stage for large amounts, and a notice in between: a route that tempts the law to leak. */
const LONG_ROUTE = [
  AID.route[0]!,
  { ...AID.route[2]!, key: 'first-notice', level: 'township', role: 'reviewer' },
  AID.route[1]!,
  { ...AID.route[1]!, key: 'large-amounts', role: 'reviewer', when: { amountAboveFen: 80_000 } },
  AID.route[2]!,
  AID.route[3]!,
] as const;
const SECONDS = AID.route.map((stage) => ({ ...stage, limit: { duration: 'PT10S' } }));
const PROGRAMMES = [
  AID,
  { ...AID, options: { headConfirms: false } },
  { ...AID, route: LONG_ROUTE },
  { ...AID, route: SECONDS },
] as const;

/**
 * One step of a random life. `onward`: something accepted that brings the case forward; `any`: something accepted;
 * `wild`: whatever comes, mostly refused and often nonsense.
 */
export interface Step {
  readonly kind: 'onward' | 'any' | 'wild';
  readonly pick: number;
  readonly who: number;
  readonly ends: boolean;
  readonly wait: number;
  readonly weather: number;
  readonly variant: number;
}

export const start = (programme: number, direct: boolean): Case =>
  new Case({ programme: PROGRAMMES[programme % PROGRAMMES.length]!, ...(direct && { place: DIRECT }) });

const ENDINGS: readonly ApplicationCommandType[] = ['DiscardApplication', 'WithdrawApplication'];
const ONWARD: readonly ApplicationCommandType[] = [
  'SubmitApplication',
  'ConfirmApplication',
  'ApproveApplication',
  'ResubmitApplication',
  'AppealApplication',
  'ResumeApplication',
  'ResolveObjection',
  'ReserveFunds',
  'ReachMoment',
  'FreezeForPayment',
  'SettlePayment',
  'ReissuePayment',
];

/** What was tried in a step, and what came of it. */
export interface Tried {
  readonly actor: Actor;
  readonly command: ApplicationCommand;
  readonly decision: Decision<ApplicationEvent>;
}

export function take(c: Case, step: Step): Tried | null {
  wait(c, step.wait);
  changeWeather(c, step.weather);
  const people = rotated(castOf(c), step.who);
  const types = rotated(step.kind === 'onward' ? ONWARD : APPLICATION_COMMANDS, step.pick);
  if (step.kind === 'wild') return tried(c, people[0]!, variant(c, types[0]!, step.variant));
  for (const type of types) {
    // A short cut only: wild steps try what the table forbids.
    const rule: CommandRule = APPLICATION_RULES[type];
    if (!rule.from.includes(c.it.phase) || (ENDINGS.includes(type) && !step.ends)) continue;
    const command = variant(c, type, step.variant);
    const actor = people.find((who) => c.ask(who, command).ok);
    if (actor) return tried(c, actor, command);
  }
  return null;
}

const tried = (c: Case, actor: Actor, command: ApplicationCommand): Tried => ({
  actor,
  command,
  decision: c.attempt(actor, command),
});

const rotated = <T>(list: readonly T[], by: number): T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];

function wait(c: Case, wait: number): void {
  const untilNext = c.state && c.next ? Math.max(0, c.next.at - c.now) : 0;
  c.later([0, 1_000, HOUR, DAY, untilNext, untilNext, 20 * DAY][wait % 7]!);
}

/** What changes around a case without a command: the child, the money, the calendar. Mostly the weather is fair. */
function changeWeather(c: Case, weather: number): void {
  const here = { ...CHILD, enrolledAt: c.place.school };
  const poor = [
    withFacts(here, { boarding: false }),
    withFacts(here, { householdType: null }),
    { ...here, hasCard: false },
    null,
  ];
  c.subject = weather < poor.length ? poor[weather]! : here;
  c.fundsShort = weather % 8 === 7;
  if (weather % 5 === 4) c.calendar = c.calendar === AUTUMN ? NEWER : AUTUMN;
}

const NEWER = {
  ...AUTUMN,
  version: 'newer',
  publishedYears: [2026, 2027],
  holidays: [...AUTUMN.holidays, '2026-09-17', '2027-01-01'],
};

/** Mostly in order; the others differ in what they say, and some say nonsense. */
function variant(c: Case, type: ApplicationCommandType, number: number): ApplicationCommand {
  const other = VARIANTS[number]?.[type];
  return other ? other(c.state?.revision ?? 0, c.state?.batch ?? BATCH) : WELL_FORMED[type](c);
}

const VARIANTS: readonly Partial<
  Record<ApplicationCommandType, (revision: number, batch: string) => ApplicationCommand>
>[] = [
  {
    ReturnApplication: (revision) => ({
      type: 'ReturnApplication',
      revision,
      items: ['documents', 'documents'],
      opinion: TEXT,
    }),
    ResubmitApplication: (revision) => ({ type: 'ResubmitApplication', revision, changed: ['documents'] }),
    ResolveObjection: () => ({ type: 'ResolveObjection', objection: OBJECTION, upheld: true }),
    SettlePayment: (_, batch) => ({
      type: 'SettlePayment',
      batch,
      outcome: 'failed',
      arrived: [{ item: 'meals', instalment: 1 }],
    }),
  },
  {
    ConfirmApplication: () => ({ type: 'ConfirmApplication', submission: 'another' }),
    ApproveApplication: (revision) => ({ type: 'ApproveApplication', revision: revision - 1 }),
    ReturnApplication: (revision) => ({ type: 'ReturnApplication', revision, items: ['shoe-size'] }),
    ResubmitApplication: (revision) => ({ type: 'ResubmitApplication', revision, changed: ['shoe-size'] }),
    RejectApplication: (revision) => ({ type: 'RejectApplication', revision, reason: '' }),
    ResolveObjection: () => ({ type: 'ResolveObjection', objection: 'another', upheld: true }),
    ReachMoment: () => ({ type: 'ReachMoment', moment: '0/never' }),
    SettlePayment: () => ({ type: 'SettlePayment', batch: 'another', outcome: 'paid' }),
    Unfreeze: () => ({ type: 'Unfreeze', batch: 'another' }),
  },
  {
    SubmitApplication: () => ({ type: 'SubmitApplication', submission: `${SUBMISSION}-2` }),
    SettlePayment: (_, batch) => ({ type: 'SettlePayment', batch, outcome: 'failed' }),
  },
];
