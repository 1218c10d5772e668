import type { Decision } from '../rejection.js';

/** Every kind of stream the one door serves. A new kind is a line here, a law, and an adapter in persistence. */
export const STREAM_KINDS = ['application', 'submission', 'payment-batch'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** What every stream's state knows of itself. */
export interface StreamState {
  /** Counts every event: the chain's and the signals' order. */
  readonly version: number;
  /** Moves only on events that change what is decided; decisions are checked against it. */
  readonly revision: number;
}

/** An event as the law sees it: what happened, and the envelope's facts that evolve needs. */
export interface Recorded<Event extends { type: string }> {
  readonly event: Event;
  readonly at: number;
  /** The person; a delegate acts for `onBehalfOf` and counts as both. */
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly seat: string;
}

/** What happens next by itself, and when. `null`: nothing does. */
export interface Plan {
  readonly next: PlannedMoment | null;
}
export interface PlannedMoment {
  /** Unique within the stream, e.g. `2/at-deadline` (visit 2) or `2/close-notice`. */
  readonly key: string;
  readonly at: number;
}

/** The law of one stream kind: pure, total, without a clock. */
export interface StreamLaw<
  State extends StreamState,
  Command extends { type: string },
  Event extends { type: string },
  Context,
> {
  readonly kind: StreamKind;
  decide(state: State | null, command: Command, context: Context): Decision<Event>;
  evolve(state: State | null, recorded: Recorded<Event>): State;
  plan(state: State, context: Context): Plan;
}

export const NO_PLAN: Plan = { next: null };

/** Folds a stream's events, oldest first. */
export function fold<State extends StreamState, Event extends { type: string }>(
  law: Pick<StreamLaw<State, never, Event, never>, 'evolve'>,
  events: Iterable<Recorded<Event>>,
  start: State | null = null,
): State | null {
  let state = start;
  for (const recorded of events) state = law.evolve(state, recorded);
  return state;
}
