import type { Actor, Plan, StreamKind, StreamLaw, StreamState, WorkingCalendar } from '#domain';
import type { Tx } from '../database.js';
import type { Reference } from '../reference.js';
import type { ChainedEvent } from './envelope.js';
import type { WriteSet } from './write-set.js';

/** A stream's row as locked: what the chain needs to go on. */
export interface LockedRow {
  readonly id: string;
  readonly period: number;
  readonly version: number;
  readonly last_at: number;
  readonly last_hash: string;
}

export interface BaseContext {
  readonly actor: Actor;
  readonly now: number;
  readonly calendar: WorkingCalendar;
}

export interface Draw<State> {
  readonly id: string;
  readonly period: number;
  readonly before: State | null;
  readonly after: State;
  readonly events: readonly ChainedEvent[];
  readonly plan: Plan;
}

/** One command of a request, with the stream as it is before it. */
export interface ContextRequest<State, Command> {
  readonly id: string;
  readonly command: Command;
  readonly state: State | null;
  /** Kinds of personal values that go on file with the command: the law decides as if they were there already. */
  readonly brings: readonly string[];
}

/** What the generic door must know of one kind of stream. A new kind is one such object. */
export interface StreamAdapter<
  State extends StreamState = StreamState,
  Command extends { type: string } = { type: string },
  Event extends { type: string } = { type: string },
  Context extends BaseContext = BaseContext,
> {
  readonly kind: StreamKind;
  /** Name of the projection that is also the lock. */
  readonly table: string;
  readonly law: StreamLaw<State, Command, Event, Context>;
  readonly schemas: Readonly<Record<string, number>>;
  /** The partition a new stream belongs to, from the command that creates it. */
  periodOf(command: Command): number;
  /** Completes the context for each request, with as few reads as the whole set needs. */
  contexts(
    tx: Tx,
    requests: readonly ContextRequest<State, Command>[],
    base: BaseContext,
    reference: Reference,
  ): Promise<Context[]>;
  /** Which events take from or give to a budget line. */
  budget?(state: State, event: Event): { programme: string; county: string; reserved: number; paid: number };
  /** What the stream is about, in fen: an answer tells it, for a command may change it. */
  amountFen?(state: State): number;
  /** The context that says that money is short. */
  withFundsShort?(context: Context): Context;
  /** Rows of projections, tasks, reminders. */
  project(draw: Draw<State>, writes: WriteSet): void;
  /** In whose lists this stream stands: their pages are told that something changed, by the office's code alone. */
  officesOf(state: State): readonly string[];
  /** Whether a workflow must hear of this change. */
  concernsWorkflow(draw: Draw<State>): boolean;
}
