import type { Place } from '../access/index.js';
import type { Audience, Limit, Rung } from '../deadline/index.js';
import type { RouteStage } from '../route/index.js';
import type { BenefitLine } from '../subsidy/index.js';
import type { Visit } from './state.js';

/** A commitment to an erasable text: SHA-256 over its random salt and the text, and where it lies. */
export interface TextRef {
  readonly id: string;
  readonly commitment: string;
}

/** One benefit line of an application: an item's instalment. */
export interface LineRef {
  readonly item: string;
  readonly instalment: number;
}

/** What the application was checked against: dated snapshots of roll and registry. */
export interface CheckedAgainst {
  readonly roll: string;
  readonly registry: string;
}

/** Facts about the child at the time, as codes: they decide eligibility and amount. */
export interface SubjectBasis {
  readonly schoolStage: string;
  readonly grade: string;
  readonly boarding: boolean;
  readonly householdType: string | null;
  readonly specialCategory: string | null;
}

/**
 * What happened to an application. Past tense, ids and codes only: no name, number, card or free text.
 * A payload never changes its meaning; a new shape is a new `schema` number with an upcaster.
 */
export type ApplicationEvent =
  | {
      type: 'ApplicationDrafted';
      programme: { code: string; version: number };
      period: number;
      subject: string;
      place: Place;
      items: BenefitLine[];
      basis: SubjectBasis;
      checkedAgainst: CheckedAgainst;
      flags: string[];
    }
  | { type: 'ApplicationDiscarded' }
  | {
      type: 'ApplicationSubmitted';
      submission: string;
      route: RouteStage[];
      /** Where roll or registry have changed since the draft. */
      items?: BenefitLine[];
      opens?: Visit;
    }
  | { type: 'ApplicationConfirmed'; opens: Visit }
  | { type: 'ApplicationSentBackToDraft' }
  | { type: 'ApplicationOpened'; visit: number }
  | {
      type: 'ApplicationApproved';
      visit: number;
      stage: string;
      opinion?: TextRef;
      opens?: Visit;
      reserves?: number;
      awaitsFunds?: true;
      late?: true;
    }
  | { type: 'FundsReserved'; reserves: number; opens: Visit }
  | {
      type: 'ApplicationReturned';
      visit: number;
      stage: string;
      items: string[];
      opinion?: TextRef;
      remainder: Limit;
      late?: true;
    }
  | {
      type: 'ApplicationResubmitted';
      changed: string[];
      items: BenefitLine[];
      /** As roll and registry had it then; absent of events recorded before it was kept. */
      basis?: SubjectBasis;
      note?: TextRef;
      route?: RouteStage[];
      opens: Visit;
    }
  | { type: 'ApplicationRejected'; visit: number; stage: string; reason: string; opinion?: TextRef; late?: true }
  | { type: 'ApplicationAppealed'; grounds?: TextRef; opens: Visit }
  | { type: 'ApplicationWithdrawn'; note?: TextRef; releases?: number }
  | { type: 'ApplicationRecalled'; visit: number; opens: Visit; releases?: number }
  | { type: 'ApplicationHeld'; reason: TextRef; remainder: Limit }
  | { type: 'ApplicationResumed'; opens: Visit }
  | { type: 'DeadlineMoved'; visit: number; dueAt: number; calendarVersion: string; provisional: boolean }
  | { type: 'ReminderCameDue'; visit: number; moment: string; rung: Rung; audiences: Audience[]; dueAt: number }
  | { type: 'PublicNoticeClosed'; visit: number; opens: Visit }
  | { type: 'ObjectionConfirmed'; objection: string; statement?: TextRef; remainder: Limit }
  | {
      type: 'ObjectionResolved';
      objection: string;
      upheld: boolean;
      opinion?: TextRef;
      opens: Visit;
      releases?: number;
    }
  | { type: 'ApplicationFrozenForPayment'; batch: string }
  | { type: 'ApplicationUnfrozen'; batch: string; opens: Visit }
  | { type: 'ApplicationPaid'; batch: string; pays: number }
  | { type: 'PaymentFailed'; batch: string; reason: string; arrived?: LineRef[]; pays?: number }
  | { type: 'PaymentReissued'; accountChanged?: true; opens: Visit };

export type ApplicationEventType = ApplicationEvent['type'];

/** The current schema number of each event type, written into every envelope. */
export const APPLICATION_EVENT_SCHEMAS = {
  ApplicationDrafted: 1,
  ApplicationDiscarded: 1,
  ApplicationSubmitted: 1,
  ApplicationConfirmed: 1,
  ApplicationSentBackToDraft: 1,
  ApplicationOpened: 1,
  ApplicationApproved: 1,
  FundsReserved: 1,
  ApplicationReturned: 1,
  ApplicationResubmitted: 1,
  ApplicationRejected: 1,
  ApplicationAppealed: 1,
  ApplicationWithdrawn: 1,
  ApplicationRecalled: 1,
  ApplicationHeld: 1,
  ApplicationResumed: 1,
  DeadlineMoved: 1,
  ReminderCameDue: 1,
  PublicNoticeClosed: 1,
  ObjectionConfirmed: 1,
  ObjectionResolved: 1,
  ApplicationFrozenForPayment: 1,
  ApplicationUnfrozen: 1,
  ApplicationPaid: 1,
  PaymentFailed: 1,
  PaymentReissued: 1,
} as const satisfies Record<ApplicationEventType, number>;

/** Events that change nothing that is decided: they move the version, never the revision. */
export const KEEPS_REVISION: ReadonlySet<ApplicationEventType> = new Set<ApplicationEventType>([
  'ApplicationOpened',
  'DeadlineMoved',
  'ReminderCameDue',
]);
