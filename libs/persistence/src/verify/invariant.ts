import type { WorkingCalendar } from '#domain';
import type { Persistence } from '../persistence.js';
import type { Findings } from './report.js';
import type { Snapshot } from './snapshot.js';
import type { FoldedStream } from './streams.js';

/** Which of these workflow ids have a run that is under way. Throws where Temporal does not answer. */
export type RunningWorkflows = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** What an invariant may look at besides the streams. */
export interface View {
  readonly snapshot: Snapshot;
  readonly persistence: Persistence;
  /** PostgreSQL's clock when the looking began, epoch ms. */
  readonly now: number;
  /** Every calendar that is known, newest first. */
  readonly calendars: readonly WorkingCalendar[];
  /** Null: nobody to ask. */
  readonly runningWorkflows: RunningWorkflows | null;
}

/**
 * Something that holds after every step, whatever has happened. All streams pass by once, page by page; between pages
 * an invariant remembers only what does not grow with them (batches, budget lines).
 */
export interface Invariant {
  page?(streams: readonly FoldedStream[]): Promise<void> | void;
  /** After the last page: what is found in tables alone comes page by page, too, for it may be a whole table. */
  finish?(): Promise<void> | void;
}

export type MakeInvariant = (found: Findings, view: View) => Invariant;
