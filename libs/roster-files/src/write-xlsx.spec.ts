import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { readRosterFile } from './read-roster-file.js';
import { type TextCell, type TextRow, type TextSheet, writeXlsx } from './write-xlsx.js';

const plain = (text: string): TextCell => ({ text, look: 'plain' });
const sheetOf = (rows: readonly TextRow[], changes: Partial<TextSheet> = {}): TextSheet => ({
  name: '花名册',
  widths: rows[0]!.cells.map(() => 12),
  headingLine: 1,
  rows: async function* () {
    yield rows;
  },
  ...changes,
});
const written = (sheet: TextSheet): Promise<Buffer> => buffer(writeXlsx(sheet));
const cellsAgain = async (bytes: Buffer) => {
  const file = await readRosterFile(bytes);
  if (!file.ok) throw new Error(file.fault.code);
  return file.rows;
};

describe('a workbook of texts', () => {
  it('has each row where it belongs, and each cell as text in its colours', async () => {
    const bytes = await written(
      sheetOf(
        [
          { line: 3, cells: [{ text: '身份证件号', look: 'heading' }, plain('结果')] },
          { line: 7, cells: [plain('990101201701200018'), { text: '错误', look: 'wrong' }] },
        ],
        { name: '花<名>册', headingLine: 3 },
      ),
    );
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const sheet = book.getWorksheet('花<名>册')!;
    expect(sheet.getCell('A7')).toMatchObject({ value: '990101201701200018', numFmt: '@' });
    expect(sheet.getCell('A4').value).toBeNull();
    expect(sheet.getCell('B7').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } });
    expect(sheet.getCell('A3').font).toMatchObject({ bold: true });
    expect(sheet.getColumn(1).numFmt).toBe('@');
    expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 3 }]);
    expect(sheet.autoFilter).toBe('A3:B7');
  });

  it('is read again as it was written, whatever the texts', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((each) => !/[\p{Cc}'=+\-@＝＋－＠]/u.test(each) && each.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 30, maxLength: 30 }), { minLength: 1 }), async (rows) => {
        const bytes = await written(sheetOf(rows.map((cells, i) => ({ line: i + 1, cells: cells.map(plain) }))));
        expect((await cellsAgain(bytes)).map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it('holds no formula, and nothing that is no XML', async () => {
    const rows = await cellsAgain(
      await written(sheetOf([{ line: 1, cells: ['=1+1', '@SUM(A1)', 'a\u0001b\ud800c', '</t></is>&'].map(plain) }])),
    );
    expect(rows[0]!.cells).toEqual(["'=1+1", "'@SUM(A1)", 'abc', '</t></is>&']);
  });

  it('asks for rows only as fast as somebody reads', async () => {
    const pieces = 200;
    let asked = 0;
    const many = async function* () {
      for (; asked < pieces; asked++) yield [{ line: asked + 1, cells: [plain(randomBytes(15_000).toString('hex'))] }];
    };
    const stream = writeXlsx(sheetOf([{ line: 1, cells: [plain('')] }], { rows: many }));
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    // Rows cost nothing to make: all of them would be there by now, were nothing holding them up.
    for (let turn = 0; turn < 5 * pieces; turn++) await new Promise(setImmediate);
    expect(asked).toBeLessThan(pieces / 4);
    while (!(await reader.next()).done);
    expect(asked).toBe(pieces);
  });

  it('ends with the fault of whatever gives the rows', async () => {
    const failing = async function* (): AsyncGenerator<TextRow[]> {
      yield [{ line: 1, cells: [plain('a')] }];
      throw new Error('the rows are gone');
    };
    await expect(written(sheetOf([{ line: 1, cells: [plain('')] }], { rows: failing }))).rejects.toThrow(
      'rows are gone',
    );
  });
});
