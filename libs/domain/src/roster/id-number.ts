import { cellText, formulaText, hasLostDigits, isFormula, type SheetCell } from './sheet.js';
import { normaliseCode } from './text.js';

/** Why an ID number is not one, in words a sentence can be made of. */
export type IdMalformation =
  | 'scientific' // 9.94123E+17: a spreadsheet took it for a number
  | 'number' // a number cell: a spreadsheet keeps 15 digits of 18
  | 'formula'
  | 'fifteen_digits' // the form issued before 1999
  | 'length'
  | 'characters'
  | 'birth_date'; // digits 7 to 14 are no day of any calendar

export type IdNumberReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly cause: IdMalformation; readonly found: string }
  | { readonly kind: 'checksum'; readonly cause: 'digit' | 'zeros'; readonly found: string }
  | { readonly kind: 'valid'; readonly idNumber: string; readonly birthDate: string };

/** Weights of GB 11643-1999, 17 digits; the check character stands at the sum modulo 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Cyrillic Х, the multiplication sign and their like, typed for the X of the check position. */
const TYPED_FOR_X = /[XxХх×✕]$/u;

/** The check character GB 11643-1999 gives to the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS[sum % 11] as string;
}

/** 18 characters, a real birth date (1900 to 2099) and the right check character. */
export function isValidIdNumber(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && birthDateInside(text) !== null && idCheckCharacter(text) === text[17];
}

/** The birth date 'YYYY-MM-DD' that an 18-character ID number carries, null when that is no real day. */
export function birthDateInside(idNumber: string): string | null {
  const [year, month, day] = [idNumber.slice(6, 10), idNumber.slice(10, 12), idNumber.slice(12, 14)];
  return isRealDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
}

/** A day between 1900 and 2099 in the Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] as number);
}

/** The one form in which ID numbers are compared and looked up. Idempotent. */
export function normaliseIdNumber(text: string): string {
  const code = normaliseCode(text).replace(/^['‘’`]+/u, '');
  return code.length === 18 ? code.replace(TYPED_FOR_X, 'X') : code;
}

/** Reads a cell as an ID number: repairs what is only typing, guesses no digit. */
export function readIdNumber(cell: SheetCell | undefined): IdNumberReading {
  if (isFormula(cell)) return { kind: 'malformed', cause: 'formula', found: formulaText(cell) };
  const found = normaliseIdNumber(cellText(cell));
  if (found === '') return { kind: 'missing' };
  if (hasLostDigits(cell)) return { kind: 'malformed', cause: 'number', found };
  if (isScientific(found)) return { kind: 'malformed', cause: 'scientific', found };
  if (/^\d{15}$/.test(found)) return { kind: 'malformed', cause: 'fifteen_digits', found };
  if (!/^[\dX]+$/.test(found)) return { kind: 'malformed', cause: 'characters', found };
  if (!/^\d{17}[\dX]$/.test(found)) {
    return { kind: 'malformed', cause: found.length === 18 ? 'characters' : 'length', found };
  }
  const birthDate = birthDateInside(found);
  if (birthDate === null) return { kind: 'malformed', cause: 'birth_date', found };
  if (idCheckCharacter(found) !== found[17]) {
    return { kind: 'checksum', cause: found.endsWith('000') ? 'zeros' : 'digit', found };
  }
  return { kind: 'valid', idNumber: found, birthDate };
}

/** 9.94123E+17 and its relatives: what is left of a long number that a spreadsheet turned into a quantity. */
export function isScientific(text: string): boolean {
  return /^\d(\.\d*)?E\+?\d{1,3}$/i.test(text);
}
