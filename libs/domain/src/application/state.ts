import type { Act, Place } from '../access/index.js';
import type { Limit } from '../deadline/index.js';
import type { RouteStage } from '../route/index.js';
import type { StreamState } from '../stream/index.js';
import type { BenefitLine } from '../subsidy/index.js';
import type { LineRef } from './events.js';

/**
 * Where an application is in its life. Hold and objection are not phases: they stand beside one.
 * `awaiting-funds`: approved by everybody, the budget line is short, it waits in order of approval.
 */
export const PHASES = [
  'draft',
  'submitted',
  'in-review',
  'returned',
  'awaiting-funds',
  'in-public-notice',
  'awaiting-payment',
  'paying',
  'paid',
  'payment-failed',
  'rejected',
  'withdrawn',
  'discarded',
] as const;
export type Phase = (typeof PHASES)[number];

/** Phases in which an application no longer takes its child's place; as in the index `applications_one_live`. */
export const GIVEN_UP_PHASES = ['rejected', 'withdrawn', 'discarded'] as const satisfies readonly Phase[];

/** One passage through a stage. */
export interface Visit extends RouteStage {
  /** 1, 2, 3 … over the whole life; a returned stage is visited again under a new number. */
  readonly no: number;
  readonly openedAt: number;
  readonly limit: Limit;
  readonly dueAt: number;
  /** Which calendar the deadline was computed with, and whether a year of it was not published yet. */
  readonly calendarVersion: string;
  readonly provisional: boolean;
}

/** The clock of the current visit: running, or stopped with what was left. */
export type Clock =
  | { readonly running: true }
  | { readonly running: false; readonly because: 'returned' | 'held' | 'objection'; readonly remainder: Limit };

export interface Returned {
  /** Codes of the items the school may correct; nothing else may be changed. */
  readonly items: readonly string[];
  /** The stage that sent it back. */
  readonly fromStage: string;
}

export interface ApplicationState extends StreamState {
  readonly phase: Phase;
  readonly programme: { readonly code: string; readonly version: number };
  readonly period: number;
  /** The child (or household, school) it is for: an id, never a name. */
  readonly subject: string;
  readonly place: Place;
  readonly items: readonly BenefitLine[];
  readonly amountFen: number;
  /** What its budget line holds for it now, in fen: reserved with the last review, until paid or given back. */
  readonly reservedFen: number;
  /** What the reviewer must look at: codes such as `grade_differs`, `passbook`. */
  readonly flags: readonly string[];
  readonly submission: string | null;
  readonly route: readonly RouteStage[];
  readonly visit: Visit | null;
  readonly visits: number;
  readonly clock: Clock;
  /** Key of the last reminder or escalation of this visit that came due. */
  readonly lastMoment: string | null;
  /** Somebody of the current office has opened it: the earlier decider may no longer recall. */
  readonly openedBy: string | null;
  /** The decision that led here, for recall: by whom, at which visit, and how far that visit's reminders had come. */
  readonly lastDecision: { readonly person: string; readonly visit: Visit; readonly lastMoment: string | null } | null;
  /** Every act that counts for four eyes, over the whole life. */
  readonly acts: readonly Act[];
  readonly returned: Returned | null;
  readonly held: { readonly by: string; readonly at: number } | null;
  readonly objection: { readonly id: string; readonly at: number } | null;
  readonly rejected: { readonly reason: string; readonly visit: Visit } | null;
  readonly appealed: boolean;
  /** Who had decided before the appeal: it is heard by other people. */
  readonly barredFromAppeal: readonly string[];
  readonly batch: string | null;
  /** Benefit lines that reached their payee in a batch where another line came back: never paid again. */
  readonly arrived: readonly LineRef[];
  readonly lastAt: number;
}

/** The total of its benefit lines, in fen. */
export const totalFen = (items: readonly BenefitLine[]): number => items.reduce((sum, line) => sum + line.amountFen, 0);

/** What is still to be paid: a bank return of one line does not pay the others again. */
export const outstanding = (state: Pick<ApplicationState, 'items' | 'arrived'>): readonly BenefitLine[] =>
  state.items.filter((line) => !state.arrived.some((a) => a.item === line.item && a.instalment === line.instalment));

/** The stage after the given one on this application's own route; null after the last. */
export function stageAfter(route: readonly RouteStage[], stage: string): RouteStage | null {
  const index = route.findIndex((r) => r.stage === stage);
  return route[index + 1] ?? null;
}
