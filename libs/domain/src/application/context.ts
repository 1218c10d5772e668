import type { Actor } from '../access/index.js';
import type { WorkingCalendar } from '../calendar/index.js';
import type { BatchPhase } from '../payment-batch/index.js';
import type { Programme, SubjectFacts } from '../programme/index.js';

/** The child today, by the newest snapshots of roll and registry. */
export interface SubjectToday {
  readonly facts: SubjectFacts;
  /** School code the roll holds now; null: on no roll. */
  readonly enrolledAt: string | null;
  /** A bank card (or a passbook the clerk confirmed) is on file for the household. */
  readonly hasCard: boolean;
  /** The school's public account is known; needed before money for it is frozen. */
  readonly schoolHasAccount?: boolean;
}

/** Everything the law may know besides the stream itself. Whoever loads it loads it inside the door's transaction. */
export interface ApplicationContext {
  readonly actor: Actor;
  /** PostgreSQL's clock, epoch ms; never earlier than the stream's last event. */
  readonly now: number;
  readonly calendar: WorkingCalendar;
  /** The version the application pinned. */
  readonly programme: Programme;
  /** Loaded for submission, resubmission and freezing; a guard that needs it refuses without it. */
  readonly subject?: SubjectToday | null;
  /** Where the batch is that freezes this application, locked against moving on meanwhile. */
  readonly batchPhase?: BatchPhase;
  /** The budget line turned out too short in this very transaction: decide again, the application waits. */
  readonly fundsShort?: boolean;
}
