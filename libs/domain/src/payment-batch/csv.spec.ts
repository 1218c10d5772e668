import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainCell, typedCell } from '../plain-cell.js';
import { csvLine, csvRows } from './csv.js';

/** Cells that spreadsheets compute, and any other text. */
const cell = () =>
  fc.oneof(
    fc.constantFrom(
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '\u0001=1',
      '＝1',
      '＠SUM(A1)',
      ',"',
      '"',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
/** What a spreadsheet looks at to tell a formula, after the blanks and controls that some of them drop. */
const isFormula = (text: string) => /^[=+\-@＝＋－＠]/.test(text.replace(/^[\s\p{C}]+/u, ''));

describe('a cell for a spreadsheet', () => {
  it('is never a formula, whatever text it holds', () => {
    fc.assert(fc.property(cell(), (text) => !isFormula(plainCell(text))));
  });

  it('is the text itself, but for the mark that keeps it one', () => {
    fc.assert(
      fc.property(cell(), (text) => {
        expect(plainCell(text).replace(/^'/, '')).toBe(text.replace(/^'/, ''));
        if (!isFormula(text) && !/^[\t\r\n]/.test(text)) expect(plainCell(text)).toBe(text);
      }),
    );
  });

  it('is read back as it was typed, unless somebody typed the mark', () => {
    const typed = cell().filter((text) => !text.startsWith("'"));
    fc.assert(fc.property(typed, (text) => typedCell(plainCell(text)) === text));
  });

  it('stays one cell of one line in a CSV', () => {
    fc.assert(
      fc.property(fc.array(cell(), { minLength: 1, maxLength: 5 }), (cells) => {
        const rows = csvRows(csvLine([...cells, 'last']));
        expect(rows).toHaveLength(1);
        expect(rows[0]!.cells).toHaveLength(cells.length + 1);
        expect(rows[0]!.cells.filter(isFormula)).toEqual([]);
      }),
    );
  });
});
