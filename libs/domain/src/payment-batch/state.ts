import type { StreamState } from '../stream/index.js';

/**
 * A batch (发放批次) is a saga: freeze each application, a second person releases, one file per bank, the bank's
 * answers settle each line. `cancelling`: a step failed for good or finance called it off; what was frozen is freed.
 */
export const BATCH_PHASES = ['freezing', 'frozen', 'released', 'sent', 'settled', 'cancelling', 'cancelled'] as const;
export type BatchPhase = (typeof BATCH_PHASES)[number];

export interface BankFile {
  readonly bank: string;
  readonly lines: number;
  readonly totalFen: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly sha256: string;
}

/** Lines of one bank's file by what is known of them, after its newest return file. */
export interface BankOutcome {
  readonly paid: number;
  readonly failed: number;
  /** Not answered clearly: the bank is asked again, nothing is sent again. */
  readonly unknown: number;
}

export interface BatchState extends StreamState {
  readonly phase: BatchPhase;
  readonly programme: { readonly code: string; readonly version: number };
  readonly period: number;
  /** County whose finance office pays. */
  readonly office: string;
  readonly createdBy: string;
  /** Whom the creator stood in for: both are the first of the two persons. */
  readonly createdFor: string | null;
  readonly count: number;
  readonly totalFen: number;
  readonly files: readonly BankFile[];
  /** Banks whose return file has been taken in and not yet settled. */
  readonly returned: readonly string[];
  /** SHA-256 of the newest return file taken in from each bank. */
  readonly returnFiles: Readonly<Record<string, string>>;
  /** What each bank has answered so far. */
  readonly outcomes: Readonly<Record<string, BankOutcome>>;
  readonly lastAt: number;
}

/** Phases in which the batch's workflow has something to do or to wait for. */
export const OPEN_BATCH_PHASES = [
  'freezing',
  'frozen',
  'released',
  'sent',
  'cancelling',
] as const satisfies readonly BatchPhase[];

export const isOpenBatch = (phase: BatchPhase): boolean => (OPEN_BATCH_PHASES as readonly BatchPhase[]).includes(phase);

/** Every line of that bank is paid or failed. */
export const isSettledBank = (state: Pick<BatchState, 'outcomes'>, bank: string): boolean =>
  state.outcomes[bank]?.unknown === 0;

/** Banks that owe an answer: not all their lines are settled, and no file of theirs lies there to be settled. */
export const awaitedBanks = (state: BatchState): string[] =>
  state.files.map(({ bank }) => bank).filter((bank) => !isSettledBank(state, bank) && !state.returned.includes(bank));
