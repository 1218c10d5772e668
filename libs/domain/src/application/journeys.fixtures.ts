import type { Actor } from '../access/index.js';
import { Case, DIRECT, PEOPLE, person, type Surroundings, TEXT } from './application.fixtures.js';
import type { ApplicationCommand, ApplicationCommandType } from './commands.js';
import type { Phase } from './state.js';

export const SUBMISSION = '01980000-0000-7000-8000-0000000000c1';
export const BATCH = '01980000-0000-7000-8000-0000000000d1';
export const OBJECTION = '01980000-0000-7000-8000-0000000000e1';

const atSchool = (c: Case, who: Actor): Actor => ({ ...who, seat: { ...who.seat!, office: c.place.school } });

/** The ways on, each a real command of the one whose turn it is. */
export const draft = (from: Surroundings = {}): Case => {
  const c = new Case(from);
  return c.give(atSchool(c, PEOPLE.clerk), c.draftCommand());
};
export const submit = (c: Case) =>
  c.give(atSchool(c, PEOPLE.clerk), { type: 'SubmitApplication', submission: SUBMISSION });
export const confirm = (c: Case) =>
  c.give(atSchool(c, PEOPLE.head), { type: 'ConfirmApplication', submission: SUBMISSION });
export const approve = (c: Case, by: Actor) =>
  c.give(by, { type: 'ApproveApplication', revision: c.it.revision, opinion: TEXT });
export const returnTo = (c: Case, by: Actor, items = ['documents', 'boarding']) =>
  c.give(by, { type: 'ReturnApplication', revision: c.it.revision, items });
export const reject = (c: Case, by: Actor) =>
  c.give(by, { type: 'RejectApplication', revision: c.it.revision, reason: 'not-poor' });
export const resubmit = (c: Case, changed = ['documents']) =>
  c.give(atSchool(c, PEOPLE.clerk), { type: 'ResubmitApplication', revision: c.it.revision, changed });
export const appeal = (c: Case) => c.give(atSchool(c, PEOPLE.head), { type: 'AppealApplication', grounds: TEXT });
export const withdraw = (c: Case) => c.give(atSchool(c, PEOPLE.clerk), { type: 'WithdrawApplication', note: TEXT });
export const recall = (c: Case, by: Actor) => c.give(by, { type: 'RecallApplication' });
export const hold = (c: Case, by: Actor = PEOPLE.countySupervisor) =>
  c.give(by, { type: 'HoldApplication', reason: TEXT });
export const resume = (c: Case, by: Actor = PEOPLE.countySupervisor) => c.give(by, { type: 'ResumeApplication' });
export const object = (c: Case) =>
  c.give(PEOPLE.reviewer2, { type: 'ConfirmObjection', objection: OBJECTION, statement: TEXT });
export const resolve = (c: Case, upheld: boolean) =>
  c.give(PEOPLE.reviewer2, { type: 'ResolveObjection', objection: OBJECTION, upheld, opinion: TEXT });
export const freeze = (c: Case, batch = BATCH) => c.give(PEOPLE.system, { type: 'FreezeForPayment', batch });
export const settle = (c: Case, outcome: 'paid' | 'failed') =>
  c.give(PEOPLE.system, { type: 'SettlePayment', batch: c.it.batch!, outcome, reason: 'account-closed' });

/** The same phases every time, reached by commands alone. */
export const inTownship = (from: Surroundings = {}) => confirm(submit(draft(from)));
export const inCounty = (from: Surroundings = {}) =>
  from.place === DIRECT ? inTownship(from) : approve(inTownship(from), PEOPLE.reviewer);
export const inNotice = (from: Surroundings = {}) => approve(inCounty(from), PEOPLE.approver);
export const awaitingPayment = (from: Surroundings = {}) => inNotice(from).reachNext();
export const paying = (from: Surroundings = {}) => freeze(awaitingPayment(from));

export const WAYS = {
  draft: () => draft(),
  submitted: () => submit(draft()),
  'in-review': () => inCounty(),
  returned: () => returnTo(inCounty(), PEOPLE.approver),
  'awaiting-funds': () => {
    const c = inCounty();
    c.fundsShort = true;
    approve(c, PEOPLE.approver);
    c.fundsShort = false;
    return c;
  },
  'in-public-notice': () => inNotice(),
  'awaiting-payment': () => awaitingPayment(),
  paying: () => paying(),
  paid: () => settle(paying(), 'paid'),
  'payment-failed': () => settle(paying(), 'failed'),
  rejected: () => reject(inCounty(), PEOPLE.approver),
  withdrawn: () => withdraw(inCounty()),
  discarded: () => draft().give(PEOPLE.clerk, { type: 'DiscardApplication' }),
} as const satisfies Record<Phase, () => Case>;

/** A command of each type whose content is in order for this very case. */
export const WELL_FORMED: {
  readonly [T in ApplicationCommandType]: (c: Case) => Extract<ApplicationCommand, { type: T }>;
} = {
  DraftApplication: (c) => c.draftCommand() as Extract<ApplicationCommand, { type: 'DraftApplication' }>,
  DiscardApplication: () => ({ type: 'DiscardApplication' }),
  SubmitApplication: () => ({ type: 'SubmitApplication', submission: SUBMISSION }),
  ConfirmApplication: (c) => ({ type: 'ConfirmApplication', submission: c.state?.submission ?? SUBMISSION }),
  SendApplicationBackToDraft: (c) => ({
    type: 'SendApplicationBackToDraft',
    submission: c.state?.submission ?? SUBMISSION,
  }),
  OpenApplication: () => ({ type: 'OpenApplication' }),
  ApproveApplication: (c) => ({ type: 'ApproveApplication', revision: c.state?.revision ?? 0 }),
  ReturnApplication: (c) => ({
    type: 'ReturnApplication',
    revision: c.state?.revision ?? 0,
    items: ['documents', 'boarding'],
  }),
  ResubmitApplication: (c) => ({ type: 'ResubmitApplication', revision: c.state?.revision ?? 0, changed: [] }),
  RejectApplication: (c) => ({ type: 'RejectApplication', revision: c.state?.revision ?? 0, reason: 'not-poor' }),
  AppealApplication: () => ({ type: 'AppealApplication' }),
  WithdrawApplication: () => ({ type: 'WithdrawApplication' }),
  RecallApplication: () => ({ type: 'RecallApplication' }),
  HoldApplication: () => ({ type: 'HoldApplication', reason: TEXT }),
  ResumeApplication: () => ({ type: 'ResumeApplication' }),
  ConfirmObjection: () => ({ type: 'ConfirmObjection', objection: OBJECTION }),
  ResolveObjection: (c) => ({
    type: 'ResolveObjection',
    objection: c.state?.objection?.id ?? OBJECTION,
    upheld: false,
  }),
  ReserveFunds: () => ({ type: 'ReserveFunds' }),
  MoveDeadline: () => ({ type: 'MoveDeadline' }),
  ReachMoment: (c) => ({ type: 'ReachMoment', moment: c.state ? (c.next?.key ?? 'none') : 'none' }),
  FreezeForPayment: () => ({ type: 'FreezeForPayment', batch: BATCH }),
  Unfreeze: (c) => ({ type: 'Unfreeze', batch: c.state?.batch ?? BATCH }),
  SettlePayment: (c) => ({ type: 'SettlePayment', batch: c.state?.batch ?? BATCH, outcome: 'paid' }),
  ReissuePayment: () => ({ type: 'ReissuePayment' }),
};

/** The second approver of the county, standing in for the first. */
export const DELEGATE = person('delegate', '990101', 'approver', 'approver');
