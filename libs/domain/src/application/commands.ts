import type { Place } from '../access/index.js';
import type { BenefitLine } from '../subsidy/index.js';
import type { CheckedAgainst, LineRef, SubjectBasis, TextRef } from './events.js';
import { PHASES, type Phase } from './state.js';

/** As many as one person decides at once; a county's whole semester fits. */
export const BULK_LIMIT = 5_000;

/** Imperative; free text has already become a commitment when it reaches the law. */
export type ApplicationCommand =
  | {
      type: 'DraftApplication';
      programme: { code: string; version: number };
      period: number;
      subject: string;
      place: Place;
      items: BenefitLine[];
      basis: SubjectBasis;
      checkedAgainst: CheckedAgainst;
      flags: string[];
    }
  | { type: 'DiscardApplication' }
  | { type: 'SubmitApplication'; submission: string }
  | { type: 'ConfirmApplication'; submission: string }
  | { type: 'SendApplicationBackToDraft'; submission: string }
  | { type: 'OpenApplication' }
  | { type: 'ApproveApplication'; revision: number; opinion?: TextRef }
  | { type: 'ReturnApplication'; revision: number; items: string[]; opinion?: TextRef }
  /** `note`: what was corrected, from what to what, and what the school has to say of it. */
  | { type: 'ResubmitApplication'; revision: number; changed: string[]; note?: TextRef }
  | { type: 'RejectApplication'; revision: number; reason: string; opinion?: TextRef }
  | { type: 'AppealApplication'; grounds?: TextRef }
  | { type: 'WithdrawApplication'; note?: TextRef }
  | { type: 'RecallApplication' }
  | { type: 'HoldApplication'; reason: TextRef }
  | { type: 'ResumeApplication' }
  | { type: 'ConfirmObjection'; objection: string; statement?: TextRef }
  | { type: 'ResolveObjection'; objection: string; upheld: boolean; opinion?: TextRef }
  | { type: 'ReserveFunds' }
  | { type: 'MoveDeadline' }
  | { type: 'ReachMoment'; moment: string }
  | { type: 'FreezeForPayment'; batch: string }
  | { type: 'Unfreeze'; batch: string }
  /** `arrived`: the lines that reached their payee although another came back. */
  | { type: 'SettlePayment'; batch: string; outcome: 'paid' | 'failed'; reason?: string; arrived?: LineRef[] }
  /** `accountChanged`: a corrected account comes with it, as a personal value and never in the event. */
  | { type: 'ReissuePayment'; accountChanged?: true };

export type ApplicationCommandType = ApplicationCommand['type'];

/** Who may give a command, as a place on the route rather than a name. */
export type By =
  | 'school-clerk'
  | 'school-head'
  | 'visit-seat' // the seat the current visit is addressed to
  | 'task-seat' // the same; while returned, the school's clerk
  | 'last-decider'
  | 'supervisor' // of the visit's office or of the level above it
  | 'objection-office' // reviewer of the township (county where there is none), never the school
  | 'finance'
  | 'system';

export interface CommandRule {
  /** Phases in which it is lawful; `null` stands for "does not exist yet". */
  readonly from: readonly (Phase | null)[];
  readonly by: By;
  /** Counts as an act for four eyes: nobody gives two such commands at two stages of one application. */
  readonly fourEyes: boolean;
  /** Lawful while on hold or under a confirmed objection. */
  readonly whileStopped: boolean;
}

const LIVE_BEFORE_FREEZE = [
  'draft',
  'submitted',
  'in-review',
  'returned',
  'awaiting-funds',
  'in-public-notice',
  'awaiting-payment',
  'payment-failed',
] as const;

/** The law on one screen: what may happen to an application, when, and by whom. */
export const APPLICATION_RULES = {
  DraftApplication: { from: [null], by: 'school-clerk', fourEyes: false, whileStopped: false },
  DiscardApplication: { from: ['draft'], by: 'school-clerk', fourEyes: false, whileStopped: false },
  SubmitApplication: { from: ['draft'], by: 'school-clerk', fourEyes: true, whileStopped: false },
  ConfirmApplication: { from: ['submitted'], by: 'school-head', fourEyes: true, whileStopped: false },
  SendApplicationBackToDraft: { from: ['submitted'], by: 'school-head', fourEyes: false, whileStopped: false },
  OpenApplication: {
    from: ['in-review', 'returned', 'in-public-notice', 'awaiting-payment'],
    by: 'task-seat',
    fourEyes: false,
    whileStopped: true,
  },
  ApproveApplication: { from: ['in-review'], by: 'visit-seat', fourEyes: true, whileStopped: false },
  ReturnApplication: { from: ['in-review'], by: 'visit-seat', fourEyes: true, whileStopped: false },
  RejectApplication: { from: ['in-review'], by: 'visit-seat', fourEyes: true, whileStopped: false },
  ResubmitApplication: { from: ['returned'], by: 'school-clerk', fourEyes: false, whileStopped: true },
  AppealApplication: { from: ['rejected'], by: 'school-head', fourEyes: false, whileStopped: false },
  WithdrawApplication: { from: LIVE_BEFORE_FREEZE, by: 'school-clerk', fourEyes: false, whileStopped: true },
  RecallApplication: {
    from: ['in-review', 'awaiting-funds', 'in-public-notice', 'returned', 'rejected'],
    by: 'last-decider',
    fourEyes: false,
    whileStopped: false,
  },
  HoldApplication: {
    from: ['in-review', 'in-public-notice', 'awaiting-payment'],
    by: 'supervisor',
    fourEyes: false,
    whileStopped: false,
  },
  ResumeApplication: {
    from: ['in-review', 'in-public-notice', 'awaiting-payment'],
    by: 'supervisor',
    fourEyes: false,
    whileStopped: true,
  },
  ConfirmObjection: { from: ['in-public-notice'], by: 'objection-office', fourEyes: false, whileStopped: false },
  ResolveObjection: { from: ['in-public-notice'], by: 'objection-office', fourEyes: false, whileStopped: true },
  ReserveFunds: { from: ['awaiting-funds'], by: 'system', fourEyes: false, whileStopped: false },
  MoveDeadline: {
    from: ['in-review', 'in-public-notice', 'awaiting-payment'],
    by: 'system',
    fourEyes: false,
    whileStopped: false,
  },
  ReachMoment: {
    from: ['in-review', 'in-public-notice', 'awaiting-payment'],
    by: 'system',
    fourEyes: false,
    whileStopped: false,
  },
  FreezeForPayment: { from: ['awaiting-payment'], by: 'system', fourEyes: false, whileStopped: false },
  Unfreeze: { from: ['paying'], by: 'system', fourEyes: false, whileStopped: false },
  SettlePayment: { from: ['paying'], by: 'system', fourEyes: false, whileStopped: false },
  ReissuePayment: { from: ['payment-failed'], by: 'finance', fourEyes: false, whileStopped: false },
} as const satisfies Record<ApplicationCommandType, CommandRule>;

export const APPLICATION_COMMANDS = Object.keys(APPLICATION_RULES) as ApplicationCommandType[];

/** Phases nothing leads out of. */
export const FINAL_PHASES: readonly Phase[] = PHASES.filter((phase) =>
  APPLICATION_COMMANDS.every(
    (command) => !(APPLICATION_RULES[command].from as readonly (Phase | null)[]).includes(phase),
  ),
);
