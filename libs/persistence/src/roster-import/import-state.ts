import type { Actor, OtherSchoolFault, Place, RosterOutcome, RosterRow, SkipReason } from '#domain';

/**
 * `reading`: the file's rows are being taken in; `checking`: they are judged against roll and registry; `drafting`:
 * applications are being drafted; `ready`: the clerk may go on.
 */
export const IMPORT_STATES = ['reading', 'checking', 'drafting', 'ready', 'failed', 'discarded'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Somebody or something is at work on it: what is there may change at any moment. */
export const UNDER_WAY: readonly ImportState[] = ['reading', 'checking', 'drafting'];

/** What is done with a row next; null: nothing more. */
export type RowStep = 'check' | 'draft';

/** A larger file, or one with more rows, is worked on by a workflow while the clerk watches the progress. */
export const BYTES_IN_REQUEST = 256 << 10;
export const ROWS_IN_REQUEST = 2_000;

/** Why an import came to nothing: a problem's code, with what its sentence names. */
export interface ImportFault {
  readonly code: string;
  readonly params?: object;
}

/** What of a file is no row: shown, so that nobody vanishes silently. */
export interface ImportSummary {
  readonly format: string;
  readonly encoding: string | null;
  readonly sheetName: string | null;
  /** Other sheets of the workbook that look like rosters too and were not read. */
  readonly otherRosterSheets: readonly string[];
  readonly title: string | null;
  readonly skipped: readonly { readonly line: number; readonly reason: SkipReason }[];
  /** How many there are where `skipped` lists only the first. */
  readonly skippedCount: number;
  /** The title names another school, though the children are this one's. */
  readonly otherSchool: OtherSchoolFault | null;
  /** An earlier import of the very same bytes. */
  readonly sameFileAs: string | null;
}

export type ProgrammeResult =
  /** A draft of this import's own. `replaces`: an earlier draft whose facts were others. */
  | {
      readonly programme: string;
      readonly result: 'drafted';
      readonly application: string;
      readonly amountFen: number;
      readonly replaces?: string;
    }
  /** There is one already; `cardUpdated`: it was a draft and now has the card of this file. */
  | {
      readonly programme: string;
      readonly result: 'already';
      readonly application: string;
      readonly phase: string;
      readonly cardUpdated?: true;
    }
  | { readonly programme: string; readonly result: 'not-entitled'; readonly reasons: readonly string[] }
  | { readonly programme: string; readonly result: 'refused'; readonly code: string };

/** What a row's report column holds: codes and ids, no values. */
export interface RowReport {
  readonly faults: readonly string[];
  readonly flags: readonly string[];
  readonly repaired: readonly string[];
  readonly confirmable?: 'passbook';
  /** Absent until drafted. */
  readonly programmes?: readonly ProgrammeResult[];
}

/** What a row's encrypted column holds: its cells as they were read or corrected, and what came of them. */
export interface RowSecret {
  /** Absent of rows that were read before cells were kept. */
  readonly cells?: RosterRow['cells'];
  /** Null until it was checked. */
  readonly outcome: RosterOutcome | null;
}

export const reportOf = (outcome: RosterOutcome): RowReport => ({
  faults: outcome.faults.map(({ code }) => code),
  flags: [...outcome.flags.map(({ code }) => code), ...(isPassbook(outcome) ? ['passbook'] : [])],
  repaired: outcome.repairs.map(({ field }) => field),
  ...(outcome.confirmable && { confirmable: outcome.confirmable }),
});

export const isPassbook = (outcome: RosterOutcome): boolean =>
  outcome.remarks.some(({ code }) => code === 'passbook_confirmed');

/** Who imports, for which school and period. */
export interface ImportOwner {
  readonly actor: Actor;
  readonly post: string;
  readonly place: Place;
  readonly period: number;
}
