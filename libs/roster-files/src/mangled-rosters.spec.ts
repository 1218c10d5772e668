import { describe, expect, it, jest } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { checkRoster, describeOutcome, readRoster } from '#domain';
import { readRosterFile } from './index.js';

// Workbooks are written by the hundred here, on two shared cores.
jest.setTimeout(180_000);

const TITLES = ['姓名', '身份证件号', '出生日期', '年级', '是否寄宿', '家庭类型', '联系电话', '银行卡号'];
const CHILD = [
  '沈成娥',
  '990101201701200018',
  '2017.01.20',
  '三年级',
  '是',
  '脱贫户',
  '19903525996',
  '9999991619715046233',
];

/** What has been seen in cells, and what nobody has seen yet. */
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TITLES, ...CHILD) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '　',
    '=1+1',
    '@SUM(A1)',
    '9.9E+17',
    '合计',
    '校长签字：',
    '<script>',
    '"',
    '""',
    ',',
    '\u200b',
    '𠮷䶮',
  ),
  fc.constant('长'.repeat(4_000)),
);
const rows = fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 12 });
/** A real header and children, with cells shuffled, columns dropped and rows of anything between them. */
const roster = fc
  .tuple(fc.shuffledSubarray(TITLES.map((_, i) => i)), rows, fc.array(fc.shuffledSubarray(CHILD), { maxLength: 8 }))
  .map(([columns, noise, children]) => [
    columns.map((i) => TITLES[i]!),
    columns.map((i) => CHILD[i]!),
    ...noise,
    ...children,
  ]);
const table = fc.oneof(roster, rows);

const reference = {
  schoolCode: '1',
  schoolName: () => null,
  rollEntry: () => ({ rollNumber: 'G', name: '沈成娥', schoolCode: '1', grade: '三年级', boarding: true }),
  householdMember: () => ({ householdNumber: 'H', category: '建档立卡户' }),
  specialChild: () => null,
};

/** One clear fault of the file, or an outcome with its sentence for every row about a child and a reason for the rest. */
async function expectAnOutcome(bytes: Buffer): Promise<void> {
  const file = await readRosterFile(bytes);
  if (!file.ok) return expect(file.fault.code).toMatch(/^[a-z_]+$/);
  const sheet = readRoster(file.rows);
  if (sheet.fileFault) return expect(sheet.fileFault.code).toMatch(/^[a-z_]+$/);
  const outcomes = checkRoster(sheet.rows, reference);
  expect(outcomes.map(({ line }) => line)).toEqual(sheet.rows.map(({ line }) => line));
  for (const outcome of outcomes) expect(describeOutcome(outcome, 'zh')).toMatch(/^第\d+行/);
  const told = [...sheet.rows, ...sheet.skipped].map(({ line }) => line).sort((a, b) => a - b);
  expect(told).toEqual(file.rows.map(({ line }) => line));
}

const csvOf = (cells: readonly (readonly string[])[], delimiter: string, quoted: boolean): string =>
  cells
    .map((row) => row.map((each) => (quoted ? `"${each.replaceAll('"', '""')}"` : each)).join(delimiter))
    .join('\r\n');

describe('A mangled roster comes to an outcome per row, or to one fault of the file', () => {
  it('as text, in one encoding, in two at once, or cut anywhere', async () => {
    const encodings = fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1');
    const shape = fc.tuple(table, fc.constantFrom(',', '\t', ';'), fc.boolean(), encodings, encodings, fc.nat(100));
    await fc.assert(
      fc.asyncProperty(shape, async ([cells, delimiter, quoted, first, second, percent]) => {
        const text = csvOf(cells, delimiter, quoted);
        const half = Math.floor(text.length / 2);
        const mixed = Buffer.concat([Buffer.from(text.slice(0, half), first), Buffer.from(text.slice(half), second)]);
        await expectAnOutcome(mixed);
        await expectAnOutcome(mixed.subarray(0, Math.floor((mixed.length * percent) / 100)));
      }),
      { numRuns: 200 },
    );
  });

  it('as a workbook, with cells merged, formulas among them, or the zip cut anywhere', async () => {
    const merge = fc.record({
      top: fc.integer({ min: 1, max: 8 }),
      left: fc.integer({ min: 1, max: 8 }),
      size: fc.nat(3),
    });
    const shape = fc.tuple(table, merge, fc.boolean(), fc.nat(100));
    await fc.assert(
      fc.asyncProperty(shape, async ([cells, { top, left, size }, formula, percent]) => {
        const book = new ExcelJS.Workbook();
        const sheet = book.addWorksheet('花名册');
        sheet.addRows(cells as string[][]);
        if (formula) sheet.getCell('B2').value = { formula: 'CONCATENATE("99",A2)', result: '990101201701200018' };
        sheet.mergeCells(top, left, top + size, left + size);
        const bytes = Buffer.from(await book.xlsx.writeBuffer());
        await expectAnOutcome(bytes);
        await expectAnOutcome(bytes.subarray(0, Math.floor((bytes.length * percent) / 100)));
      }),
      { numRuns: 60 },
    );
  });

  it('with ten thousand columns, a NUL in a cell, or the name of a spreadsheet on a program', async () => {
    const wide = [Array.from({ length: 10_000 }, (_, i) => `列${i}`), ...[TITLES, CHILD]];
    await expectAnOutcome(Buffer.from(csvOf(wide, ',', false)));
    await expectAnOutcome(Buffer.from(csvOf([TITLES, ['沈\u0000成娥', ...CHILD.slice(1)]], ',', false)));
    await expectAnOutcome(Buffer.concat([Buffer.from('MZ'), Buffer.from(csvOf([TITLES, CHILD], ',', false))]));
    await expectAnOutcome(Buffer.alloc(60 << 20, 0x41));
  });
});
