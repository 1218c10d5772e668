import type { CardFaultCause } from './bank-card.js';
import type { RosterField } from './columns.js';
import type { IdMalformation } from './id-number.js';

/** Faults in their order: a row's outcome is the first it has. */
export const REJECT_CODES = [
  'name_missing',
  'id_missing',
  'id_malformed',
  'id_checksum',
  'birth_date_mismatch',
  'duplicate_in_file',
  'not_enrolled',
  'enrolled_elsewhere',
  'name_mismatch',
  'not_registered',
  'bank_card_checksum',
] as const;

/** Differences that reject nothing: the roll's or the registry's value wins and the reviewer sees both. In their order. */
export const FLAG_CODES = ['household_type_differs', 'boarding_differs', 'grade_differs', 'card_shared'] as const;

export type RejectCode = (typeof REJECT_CODES)[number];
export type FlagCode = (typeof FLAG_CODES)[number];

/** What must come of a row, in the words of a county's expected outcomes. */
export type OutcomeCode = 'accept' | 'accept:normalised' | `accept:flagged:${FlagCode}` | `reject:${RejectCode}`;

export type RosterFault =
  | { readonly code: 'name_missing'; readonly cause: 'blank' | 'formula' }
  | { readonly code: 'id_missing' }
  | { readonly code: 'id_malformed'; readonly cause: IdMalformation; readonly found: string }
  | { readonly code: 'id_checksum'; readonly cause: 'digit' | 'zeros'; readonly found: string }
  | {
      readonly code: 'birth_date_mismatch';
      readonly cause: 'differs' | 'unreadable' | 'formula';
      readonly found: string;
      readonly expected: string;
    }
  | { readonly code: 'duplicate_in_file'; readonly firstLine: number }
  | { readonly code: 'not_enrolled' }
  | { readonly code: 'enrolled_elsewhere'; readonly school: string }
  /** `expected` only for the school's own pupil: nobody learns another school's pupil by typing a number. */
  | { readonly code: 'name_mismatch'; readonly found: string; readonly expected: string | null }
  | { readonly code: 'not_registered' }
  | { readonly code: 'bank_card_checksum'; readonly cause: CardFaultCause; readonly found: string };

export type RosterFlag =
  | { readonly code: 'household_type_differs'; readonly found: string; readonly expected: readonly string[] }
  | { readonly code: 'boarding_differs'; readonly found: string; readonly expected: boolean }
  | { readonly code: 'grade_differs'; readonly found: string; readonly expected: string }
  | { readonly code: 'card_shared'; readonly lines: readonly number[] };

/** Said to the clerk, of no consequence for the outcome. */
export type RosterRemark =
  | { readonly code: 'formula_ignored'; readonly field: RosterField; readonly found: string }
  | { readonly code: 'telephone_unusual'; readonly found: string }
  | { readonly code: 'bank_card_blank' }
  | { readonly code: 'passbook_confirmed' };

/** Something that was only typing and was put right. */
export interface RosterRepair {
  readonly field: RosterField;
  readonly from: string;
  readonly to: string;
}

/** The row's values, normalised; null where blank or unreadable. */
export interface RosterValues {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly sex: string | null;
  /** 'YYYY-MM-DD', or 'YYYY-MM' where only the month is asked for. */
  readonly birthDate: string | null;
  readonly grade: string | null;
  readonly className: string | null;
  readonly boarding: boolean | null;
  /** The category's usual name (脱贫户 is 建档立卡户); null where the word is unknown or blank. */
  readonly category: string | null;
  readonly categoryText: string | null;
  readonly guardianName: string | null;
  readonly relationship: string | null;
  readonly telephone: string | null;
  readonly bankName: string | null;
  /** Digits only; also of a card with a fault, so that a passbook can be confirmed. */
  readonly bankCard: string | null;
}

export interface RosterOutcome {
  readonly line: number;
  readonly outcome: OutcomeCode;
  readonly faults: readonly RosterFault[];
  readonly flags: readonly RosterFlag[];
  readonly repairs: readonly RosterRepair[];
  readonly remarks: readonly RosterRemark[];
  readonly values: RosterValues;
  /** The card is all that is wrong, and its digits are whole: the clerk may say that it is a passbook (存折). */
  readonly confirmable?: 'passbook';
  /** Subject, household and special are given for the school's own pupils only. */
  readonly subject?: { readonly rollNumber: string };
  /** The registry's facts, the category by its usual name as programmes name it; the registry's word if unknown. */
  readonly household?: { readonly householdNumber: string; readonly category: string };
  readonly special?: { readonly category: string };
}

/** Fields whose repair makes an acceptance `accept:normalised`; all others are repaired silently in the outcome. */
const REPAIRS_THAT_SHOW: readonly RosterField[] = ['name', 'idNumber'];

/** The single outcome of a row: its first fault, else its first flag, else whether name or ID had to be repaired. */
export function outcomeOf(
  faults: readonly RosterFault[],
  flags: readonly RosterFlag[],
  repairs: readonly RosterRepair[],
): OutcomeCode {
  const fault = REJECT_CODES.find((code) => faults.some((each) => each.code === code));
  if (fault) return `reject:${fault}`;
  const flag = FLAG_CODES.find((code) => flags.some((each) => each.code === code));
  if (flag) return `accept:flagged:${flag}`;
  return repairs.some((repair) => REPAIRS_THAT_SHOW.includes(repair.field)) ? 'accept:normalised' : 'accept';
}

/** The outcome after the clerk confirmed that the number is a passbook's; null where there is nothing to confirm. */
export function confirmAsPassbook(outcome: RosterOutcome): RosterOutcome | null {
  if (outcome.confirmable !== 'passbook') return null;
  const { confirmable: _, ...rest } = outcome;
  const faults = outcome.faults.filter((fault) => fault.code !== 'bank_card_checksum');
  return {
    ...rest,
    faults,
    remarks: [...outcome.remarks, { code: 'passbook_confirmed' }],
    outcome: outcomeOf(faults, outcome.flags, outcome.repairs),
  };
}
