import { isRealDay } from './id-number.js';
import { cellText, formulaText, isFormula, type SheetCell } from './sheet.js';
import { normaliseCode, normaliseText } from './text.js';

export type BirthDateReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable'; readonly cause: 'form' | 'formula'; readonly found: string }
  /** 'YYYY-MM-DD', or 'YYYY-MM' where the form asks for the month only (出生年月). */
  | { readonly kind: 'date'; readonly date: string };

/** Days since 1899-12-30, as spreadsheets count them, for dates between 1982 and 2063. */
const SPREADSHEET_DAYS = /^[345]\d{4}$/;

/** Reads the forms that rosters use: 2017.01.20, 2016-1-1, 2016/01/01, 2016年1月1日, 20160101, a spreadsheet's date. */
export function readBirthDate(cell: SheetCell | undefined): BirthDateReading {
  if (isFormula(cell)) return { kind: 'unreadable', cause: 'formula', found: formulaText(cell) };
  const withTime = normaliseText(cellText(cell)).replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const text = normaliseCode(withTime).replace(/^'/, '');
  if (text === '') return { kind: 'blank' };
  const date = parse(text);
  return date === null ? { kind: 'unreadable', cause: 'form', found: text } : { kind: 'date', date };
}

function parse(text: string): string | null {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const written = /^(\d{4})[-./年。、](\d{1,2})(?:[-./月。、](\d{1,2})日?)?月?$/.exec(text);
  const parts = compact ?? written;
  if (parts) return dateOf(Number(parts[1]), Number(parts[2]), parts[3] === undefined ? null : Number(parts[3]));
  return SPREADSHEET_DAYS.test(text) ? dateOfSpreadsheetDays(Number(text)) : null;
}

function dateOf(year: number, month: number, day: number | null): string | null {
  if (!isRealDay(year, month, day ?? 1)) return null;
  const yearAndMonth = `${year}-${two(month)}`;
  return day === null ? yearAndMonth : `${yearAndMonth}-${two(day)}`;
}

/** Counted by hand: the domain has no Date. The civil-from-days rule of the proleptic Gregorian calendar. */
function dateOfSpreadsheetDays(days: number): string | null {
  const sinceMarch0000 = days + 693_899; // 719 468 days from 0000-03-01 to 1970-01-01, 25 569 from 1899-12-30
  const era = Math.floor(sinceMarch0000 / 146_097);
  const dayOfEra = sinceMarch0000 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
