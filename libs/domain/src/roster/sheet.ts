import { typedCell } from '../plain-cell.js';

/**
 * One cell as a reader hands it over. Real spreadsheet dates arrive as ISO text ('2017-01-20'); a formula keeps its
 * source and loses its cached value, because a roster states facts and nobody reviewed what the formula computes.
 */
export type SheetCell = string | number | boolean | null | { readonly formula: string };

/** One row of a sheet; `line` is the 1-based row as the spreadsheet program shows it. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly SheetCell[];
}

/** A spreadsheet keeps 15 significant digits: a longer number in a number cell has lost its last ones. */
const DIGITS_A_SPREADSHEET_KEEPS = 15;

export function isFormula(cell: SheetCell | undefined): cell is { readonly formula: string } {
  return (typeof cell === 'object' && cell !== null) || (typeof cell === 'string' && /^\s*=/.test(cell));
}

/** The formula's source, for a person to read. */
export function formulaText(cell: { readonly formula: string } | string): string {
  return typeof cell === 'string' ? cell.trim() : `=${cell.formula.replace(/^=/, '')}`;
}

/**
 * The text of a cell, '' when blank. A TAB at either end is how exporters tell a spreadsheet "this is text, keep the
 * digits"; it is part of the file format and not something the school typed, so dropping it is not a repair.
 */
export function cellText(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell.replace(/^\t+|\t+$/g, '');
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return formulaText(cell);
}

/** The cell without the mark by which a program kept its text from being computed: ours do, and so do others' exports. */
export function typedValue(cell: SheetCell | undefined): SheetCell {
  return typeof cell === 'string' ? typedCell(cell) : (cell ?? null);
}

export function isBlankCell(cell: SheetCell | undefined): boolean {
  return cellText(cell).trim() === '';
}

/** True for a number cell so long that its last digits are gone for good. */
export function hasLostDigits(cell: SheetCell | undefined): boolean {
  return typeof cell === 'number' && Math.abs(cell) >= 10 ** DIGITS_A_SPREADSHEET_KEEPS;
}

/** A number as a spreadsheet shows it: plain while exact, 9.94123E+17 beyond. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (!hasLostDigits(value)) return String(value);
  return value.toExponential(5).toUpperCase();
}
