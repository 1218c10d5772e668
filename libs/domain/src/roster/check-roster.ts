import { householdCategoryName, sameHouseholdCategory } from './household-category.js';
import {
  FLAG_CODES,
  outcomeOf,
  REJECT_CODES,
  type RosterFault,
  type RosterFlag,
  type RosterOutcome,
} from './outcome.js';
import type { RosterRow } from './read-roster.js';
import { type RosterReading, readRow } from './read-row.js';
import { sameGrade } from './schooling.js';
import { normaliseName } from './text.js';

/** A pupil on the county's roll (学籍). */
export interface RollEntry {
  readonly rollNumber: string;
  readonly name: string;
  readonly schoolCode: string;
  readonly grade: string;
  readonly boarding: boolean;
}

/** A member of a registered household. `category` is the registry's word or the key of its category. */
export interface HouseholdMember {
  readonly householdNumber: string;
  readonly category: string;
}

export interface SpecialChild {
  readonly category: string;
}

/**
 * What a roster is checked against. ID numbers are found by keyed hash at run time, so the caller looks up all of
 * `rosterIdNumbers(rows)` first and answers from memory; every answer is about one normalised, valid ID number.
 */
export interface RosterReference {
  /** The school that hands the roster in. */
  readonly schoolCode: string;
  schoolName(code: string): string | null;
  rollEntry(idNumber: string): RollEntry | null;
  householdMember(idNumber: string): HouseholdMember | null;
  specialChild(idNumber: string): SpecialChild | null;
}

interface Facts {
  readonly reading: RosterReading;
  readonly idNumber: string | null;
  readonly roll: RollEntry | null;
  readonly member: HouseholdMember | null;
  readonly special: SpecialChild | null;
}

/** The distinct valid ID numbers of a roster, for the caller to look up before `checkRoster`. */
export function rosterIdNumbers(rows: readonly RosterRow[]): string[] {
  const ids = rows.map((row) => readRow(row).id).flatMap((id) => (id.kind === 'valid' ? [id.idNumber] : []));
  return [...new Set(ids)];
}

/** One outcome per row, in the rows' order, with every fault and flag of each. */
export function checkRoster(rows: readonly RosterRow[], reference: RosterReference): RosterOutcome[] {
  const facts = rows.map((row) => factsOf(readRow(row), reference));
  const file = contextOf(facts);
  return facts.map((each) => judge(each, reference, file));
}

/** What a row's outcome depends on beyond the row itself: where else in its file the same numbers stand. */
export interface FileContext {
  /** The line on which a valid ID number stands first: later ones are duplicates. */
  firstLine(idNumber: string): number | null;
  /**
   * Household (`cardHolder`) → its lines that give this card, both in the order of the file. Of each the first
   * `LINES_SHOWN` suffice, and one household more than that.
   */
  cardUse(card: string): ReadonlyMap<string, readonly number[]>;
}

/** Outcomes of some rows of a file whose other rows the context tells of: the same as `checkRoster` gives them. */
export function checkRows(rows: readonly RosterRow[], reference: RosterReference, file: FileContext): RosterOutcome[] {
  return rows.map((row) => judge(factsOf(readRow(row), reference), reference, file));
}

function judge(each: Facts, reference: RosterReference, file: FileContext): RosterOutcome {
  const faults = inOrder(REJECT_CODES, faultsOf(each, reference, file));
  const flags = isOwnPupil(each, reference) ? inOrder(FLAG_CODES, flagsOf(each, file)) : [];
  const { reading } = each;
  return {
    line: reading.line,
    outcome: outcomeOf(faults, flags, reading.repairs),
    faults,
    flags,
    repairs: reading.repairs,
    remarks: reading.remarks,
    values: reading.values,
    ...(isPassbookLike(faults) ? { confirmable: 'passbook' as const } : {}),
    ...(isOwnPupil(each, reference) ? registersOf(each) : {}),
  };
}

function factsOf(reading: RosterReading, reference: RosterReference): Facts {
  if (reading.id.kind !== 'valid') return { reading, idNumber: null, roll: null, member: null, special: null };
  const { idNumber } = reading.id;
  return {
    reading,
    idNumber,
    roll: reference.rollEntry(idNumber),
    member: reference.householdMember(idNumber),
    special: reference.specialChild(idNumber),
  };
}

/** Only of its own pupils does a school learn what the registers say: not by typing a stranger's number. */
function isOwnPupil({ roll }: Facts, reference: RosterReference): boolean {
  return roll?.schoolCode === reference.schoolCode;
}

function registersOf({ roll, member, special }: Facts): Pick<RosterOutcome, 'subject' | 'household' | 'special'> {
  const category = (word: string) => householdCategoryName(word, 'zh');
  return {
    ...(roll ? { subject: { rollNumber: roll.rollNumber } } : {}),
    ...(member ? { household: { householdNumber: member.householdNumber, category: category(member.category) } } : {}),
    ...(special ? { special: { category: category(special.category) } } : {}),
  };
}

function contextOf(facts: readonly Facts[]): FileContext {
  const lines = new Map<string, number>();
  for (const { idNumber, reading } of facts) {
    if (idNumber !== null && !lines.has(idNumber)) lines.set(idNumber, reading.line);
  }
  const use = cardUse(facts);
  return { firstLine: (idNumber) => lines.get(idNumber) ?? null, cardUse: (card) => use.get(card) ?? new Map() };
}

/** Card → household → lines. Brothers and sisters share their household's card; two households never should. */
type CardUse = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

function cardUse(facts: readonly Facts[]): CardUse {
  const use = new Map<string, Map<string, number[]>>();
  for (const each of facts) {
    const household = householdKey(each);
    const card = each.reading.values.bankCard;
    if (household === null || card === null) continue;
    const households = use.get(card) ?? new Map<string, number[]>();
    use.set(card, households);
    const lines = households.get(household);
    if (lines) lines.push(each.reading.line);
    else households.set(household, [each.reading.line]);
  }
  return use;
}

/** Whose card a row's card is, for a child found in the registers: its household, or itself. */
const householdKey = ({ member, special, idNumber }: Facts): string | null => cardHolder(member, special, idNumber);

/** A special child of no registered household counts as a household of its own; an unknown child as none. */
export function cardHolder(
  member: Pick<HouseholdMember, 'householdNumber'> | null,
  special: object | null,
  idNumber: string | null,
): string | null {
  return member?.householdNumber ?? (special ? idNumber : null);
}

function faultsOf(each: Facts, reference: RosterReference, file: FileContext): RosterFault[] {
  return [
    ...faultsOfReading(each.reading),
    ...(each.idNumber === null ? [] : faultsOfRegisters(each, each.idNumber, reference, file)),
  ];
}

function faultsOfReading({ id, values, nameIsFormula, birthDate, card }: RosterReading): RosterFault[] {
  const faults: RosterFault[] = [];
  if (values.name === null) faults.push({ code: 'name_missing', cause: nameIsFormula ? 'formula' : 'blank' });
  if (id.kind === 'missing') faults.push({ code: 'id_missing' });
  if (id.kind === 'malformed') faults.push({ code: 'id_malformed', cause: id.cause, found: id.found });
  if (id.kind === 'checksum') faults.push({ code: 'id_checksum', cause: id.cause, found: id.found });
  if (id.kind === 'valid') {
    const expected = id.birthDate;
    if (birthDate.kind === 'date' && !expected.startsWith(birthDate.date)) {
      faults.push({ code: 'birth_date_mismatch', cause: 'differs', found: birthDate.date, expected });
    }
    if (birthDate.kind === 'unreadable') {
      const cause = birthDate.cause === 'formula' ? 'formula' : 'unreadable';
      faults.push({ code: 'birth_date_mismatch', cause, found: birthDate.found, expected });
    }
  }
  if (card.kind === 'faulty') faults.push({ code: 'bank_card_checksum', cause: card.cause, found: card.found });
  return faults;
}

function faultsOfRegisters(
  { reading, roll, member, special }: Facts,
  idNumber: string,
  reference: RosterReference,
  file: FileContext,
): RosterFault[] {
  const faults: RosterFault[] = [];
  const firstLine = file.firstLine(idNumber) ?? reading.line;
  if (firstLine !== reading.line) faults.push({ code: 'duplicate_in_file', firstLine });
  if (!roll) faults.push({ code: 'not_enrolled' });
  const elsewhere = roll !== null && roll.schoolCode !== reference.schoolCode;
  if (elsewhere) {
    faults.push({ code: 'enrolled_elsewhere', school: reference.schoolName(roll.schoolCode) ?? roll.schoolCode });
  }
  const { name } = reading.values;
  if (roll && name !== null && name !== normaliseName(roll.name)) {
    faults.push({ code: 'name_mismatch', found: name, expected: elsewhere ? null : roll.name });
  }
  if (!member && !special) faults.push({ code: 'not_registered' });
  return faults;
}

function flagsOf(each: Facts, file: FileContext): RosterFlag[] {
  const { reading, roll, member, special } = each;
  const { values, boardingText } = reading;
  const flags: RosterFlag[] = [];
  const registered = [member?.category, special?.category].filter((category) => category !== undefined);
  const { categoryText } = values;
  if (categoryText !== null && registered.length > 0) {
    const known = registered.some((category) => sameHouseholdCategory(category, categoryText));
    if (!known) flags.push({ code: 'household_type_differs', found: categoryText, expected: registered });
  }
  if (roll && boardingText !== null && values.boarding !== roll.boarding) {
    flags.push({ code: 'boarding_differs', found: boardingText, expected: roll.boarding });
  }
  if (roll && values.grade !== null && !sameGrade(values.grade, roll.grade)) {
    flags.push({ code: 'grade_differs', found: values.grade, expected: roll.grade });
  }
  const sharedWith = otherHouseholds(each, file);
  if (sharedWith.length > 0) flags.push({ code: 'card_shared', lines: sharedWith });
  return flags;
}

/** Enough to find the other rows by; a card typed for a whole school need not list it. */
export const LINES_SHOWN = 5;

/** The first lines of other households that give the same card. */
function otherHouseholds(each: Facts, file: FileContext): number[] {
  const own = householdKey(each);
  const card = each.reading.values.bankCard;
  const lines: number[] = [];
  if (own === null || card === null) return lines;
  for (const [household, itsLines] of file.cardUse(card)) {
    if (household !== own) lines.push(...itsLines.slice(0, LINES_SHOWN - lines.length));
    if (lines.length >= LINES_SHOWN) break;
  }
  return lines;
}

function isPassbookLike(faults: readonly RosterFault[]): boolean {
  const [fault] = faults;
  if (faults.length !== 1 || fault?.code !== 'bank_card_checksum') return false;
  return fault.cause === 'checksum' || fault.cause === 'length';
}

function inOrder<T extends { readonly code: string }>(codes: readonly string[], items: readonly T[]): T[] {
  return [...items].sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}
