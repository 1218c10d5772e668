import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRoster } from './check-roster.js';
import { fieldOfTitle } from './columns.js';
import { readRoster } from './read-roster.js';
import { child, linesOf, referenceWith, sheetOf, TITLES } from './roster.fixtures.js';
import { isBlankCell, type SheetCell } from './sheet.js';

const CHILD_LINE = ['1', '沈成娥', '990101201701200012', '2017.01.20', '三年级', '是', '脱贫户', '19903525996', ''];

describe('a column', () => {
  it.each([
    ['身份证号码（18位）', 'idNumber'],
    ['公民身份号码', 'idNumber'],
    ['身份证件类型', null],
    ['家长身份证号', 'guardianIdNumber'],
    ['姓 名', 'name'],
    ['幼儿姓名*', 'name'],
    ['姓名（监护人）', 'guardianName'],
    ['家长姓名', 'guardianName'],
    ['与监护人关系', 'relationship'],
    ['家长联系电话', 'telephone'],
    ['出生\n年月', 'birthDate'],
    ['所在年级', 'grade'],
    ['是否住校', 'boarding'],
    ['是否走读', 'dayPupil'],
    ['困难类型', 'category'],
    ['家庭经济困难类别', 'category'],
    ['惠农一卡通账号', 'bankCard'],
    ['开户行', 'bankName'],
    ['户名', 'bankHolder'],
    ['学籍号', 'rollNumber'],
    ['籍贯', null],
  ])('titled %j is %s', (title, field) => {
    expect(fieldOfTitle(title)).toBe(field);
  });
});

describe('a roster', () => {
  it('starts after title, unit and header, and leaves out totals, signatures, notes and blank lines', () => {
    const sheet = readRoster(
      linesOf(
        ['云岭县寨坪中心小学2026年秋季学期受助学生花名册'],
        ['填报单位（盖章）：寨坪中心小学', null, null, '填报日期：2026年9月8日'],
        TITLES,
        CHILD_LINE,
        [null, ''],
        ['2', null, null],
        ['合 计', '1人'],
        ['校长签字：', null, null, '经办人签字：'],
        ['注：银行卡须为家长本人的卡'],
      ),
    );
    expect(sheet.rows.map(({ line }) => line)).toEqual([4]);
    expect(sheet.skipped).toEqual([
      { line: 1, reason: 'before_header' },
      { line: 2, reason: 'before_header' },
      { line: 3, reason: 'header' },
      { line: 6, reason: 'blank' },
      { line: 7, reason: 'total' },
      { line: 8, reason: 'signature' },
      { line: 9, reason: 'note' },
    ]);
    expect(sheet.declaredSchool).toBe('寨坪中心小学');
    expect(sheet.title).toBe('云岭县寨坪中心小学2026年秋季学期受助学生花名册');
  });

  it('may have its columns in any order and under other titles', () => {
    const { rows } = readRoster(linesOf(['身份证号码', '性别', '姓名', '困难类别'], ['9901', '女', '沈成娥', '低保']));
    expect(rows[0]?.cells).toMatchObject({ idNumber: '9901', name: '沈成娥', category: '低保' });
  });

  it('may have a header of two storeys, in which the guardian’s name is not the child’s', () => {
    const sheet = readRoster(
      linesOf(
        ['序号', '学生基本信息', null, null, '监护人', null, '银行卡号'],
        [null, '姓名', '身份证号', '出生年月', '姓名', '电话', null],
        ['1', '沈成娥', '990101201701200012', '2017.01', '沈建国', '19903525996', '9999'],
      ),
    );
    expect(sheet.header?.lines).toEqual([1, 2]);
    expect(sheet.rows).toHaveLength(1);
    expect(sheet.rows[0]?.cells).toMatchObject({
      name: '沈成娥',
      guardianName: '沈建国',
      telephone: '19903525996',
      bankCard: '9999',
    });
  });

  it('may repeat its header on every page, even with the columns in another order', () => {
    const other = ['姓名', '身份证号', '年级'];
    const sheet = readRoster(
      linesOf(TITLES, CHILD_LINE, TITLES, CHILD_LINE, other, ['吴梅', '990101201701200039', '二年级']),
    );
    expect(sheet.rows.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(sheet.rows[2]?.cells).toMatchObject({ name: '吴梅', grade: '二年级' });
  });

  it('names the columns that it needs and does not have', () => {
    const { fileFault } = readRoster(linesOf(['序号', '姓名', '年级', '家庭类型'], ['1', '沈成娥', '三年级', '低保']));
    expect(fileFault).toEqual({ code: 'missing_columns', fields: ['idNumber'] });
    const { header } = readRoster(linesOf(['姓名', '身份证号', '年级'], ['沈成娥', '99', '三年级']));
    expect(header?.missingExpected).toEqual(['bankCard', 'birthDate', 'boarding', 'category']);
  });

  it.each([
    ['empty_sheet', []],
    ['empty_sheet', [[null, ' ']]],
    ['no_header_row', [['去年的通知'], ['请各校按时报送']]],
    ['no_data_rows', [TITLES, ['合计', '0人']]],
  ] as const)('that is none is %s', (code, lines) => {
    expect(readRoster(linesOf(...lines)).fileFault).toEqual({ code });
  });

  it('keeps a child whose name looks like a total, as long as there is a number', () => {
    const { rows } = readRoster(sheetOf(child({ name: '合计' })));
    expect(rows).toHaveLength(1);
  });
});

describe('whatever the cells hold', () => {
  const cell: fc.Arbitrary<SheetCell> = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom<SheetCell>(...TITLES, ...CHILD_LINE, '合计', '校长签字：', '9.94123E+17', null, true),
    fc.double(),
    fc.record({ formula: fc.string() }),
  );

  it('nothing is thrown, and every data row has exactly one outcome', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 12 }), fc.boolean(), (lines, headed) => {
        const { rows } = readRoster(linesOf(...(headed ? [TITLES] : []), ...lines));
        const outcomes = checkRoster(rows, referenceWith());
        expect(outcomes.map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
      }),
    );
  });

  it('no filled line vanishes: it is a data row, or it is said why not', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { minLength: 1, maxLength: 12 }), (lines) => {
        const sheet = linesOf(TITLES, ...lines);
        const { rows, skipped } = readRoster(sheet);
        const told = [...rows, ...skipped].map(({ line }) => line).sort((a, b) => a - b);
        expect(told).toEqual(sheet.filter((row) => !row.cells.every(isBlankCell)).map(({ line }) => line));
      }),
    );
  });
});
