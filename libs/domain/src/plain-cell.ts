/**
 * What makes a spreadsheet compute the cell instead of showing it: also full-width, and behind blanks and controls, which
 * some of them drop.
 */
const FORMULA_START = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A text that no spreadsheet takes for a formula, also after it was saved as another format and opened again. */
export const plainCell = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** What was typed into a cell that `plainCell` wrote: its mark is part of the file and not of the value. */
export const typedCell = (text: string): string =>
  text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
