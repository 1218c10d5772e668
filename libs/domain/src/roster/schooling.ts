import { normaliseCode } from './text.js';

const CHINESE_DIGITS = '一二三四五六七八九';
const STAGE_OFFSETS: Readonly<Record<string, number>> = { 小: 0, 初: 6, 高: 9 };

/**
 * One key for every way to write a grade, so that 三年级, 3年级, 小学三年级 and 三(1)班 are the same, and 初一 is 七年级.
 * Kindergarten groups are named by their first character. Null when the text is no grade that is known here.
 */
export function gradeKey(text: string): string | null {
  const grade = normaliseCode(text);
  const group = /^(?:幼儿园|学前)?(托|小|中|大)班/.exec(grade) ?? /^(学前)班/.exec(grade);
  if (group) return `${group[1]}班`;
  const within = /^(小|初|高)(?:学|中)?([一二三四五六1-6])/.exec(grade);
  if (within) return yearKey((STAGE_OFFSETS[within[1] as string] as number) + digit(within[2] as string));
  const year = /^([一二三四五六七八九1-9])(?:年级|年|[.(（-]?\d{1,2}[)）]?班?$)/.exec(grade);
  return year ? yearKey(digit(year[1] as string)) : null;
}

/** Equal as grades; texts that are no known grade are equal when they are written alike. */
export function sameGrade(a: string, b: string): boolean {
  const [keyA, keyB] = [gradeKey(a), gradeKey(b)];
  return keyA === null || keyB === null ? normaliseCode(a) === normaliseCode(b) : keyA === keyB;
}

const BOARDING_WORDS = new Set([
  ...['是', '寄宿', '寄宿生', '住校', '住校生', '住宿', '住宿生', '住读', '住读生', '内宿', '内宿生', '有'],
  ...['y', 'yes', 'true', '1', '√', '✓', '✔'],
]);
const DAY_PUPIL_WORDS = new Set([
  ...['否', '不是', '走读', '走读生', '不寄宿', '非寄宿', '非寄宿生', '不住校', '不住宿', '通学', '外宿', '无'],
  ...['n', 'no', 'false', '0', '×', '✕', '✗', '✘', 'x'],
]);

/** True for a boarder, false for a day pupil, null when the word says neither. */
export function readBoarding(text: string): boolean | null {
  const word = normaliseCode(text).toLowerCase();
  if (BOARDING_WORDS.has(word)) return true;
  return DAY_PUPIL_WORDS.has(word) ? false : null;
}

function digit(char: string): number {
  const chinese = CHINESE_DIGITS.indexOf(char);
  return chinese >= 0 ? chinese + 1 : Number(char);
}

function yearKey(year: number): string {
  return `第${year}年`;
}
