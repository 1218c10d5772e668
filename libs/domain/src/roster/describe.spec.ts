import { describe, expect, it } from '@jest/globals';
import { checkRoster } from './check-roster.js';
import { describeFault, describeFlag, describeMissingColumns, describeOutcome, describeRemark } from './describe.js';
import { describeFileFault, type RosterFileFault } from './file-fault.js';
import type { RosterHeader } from './header.js';
import { FLAG_CODES, REJECT_CODES, type RosterFault, type RosterFlag, type RosterRemark } from './outcome.js';
import { readRoster } from './read-roster.js';
import { type Child, child, linesOf, referenceWith, rowsOf, TITLES } from './roster.fixtures.js';

function say(changes: Partial<Child>, language: 'zh' | 'en' = 'zh', reference = {}) {
  const [outcome] = checkRoster(rowsOf(child(changes)), referenceWith(reference));
  if (!outcome) throw new Error('no outcome');
  return describeOutcome({ ...outcome, line: 11 }, language);
}

const FAULTS: readonly RosterFault[] = [
  ...(['blank', 'formula'] as const).map((cause) => ({ code: 'name_missing' as const, cause })),
  { code: 'id_missing' },
  ...(['scientific', 'number', 'formula', 'fifteen_digits', 'length', 'characters', 'birth_date'] as const).map(
    (cause) => ({ code: 'id_malformed' as const, cause, found: '9.94123E+17' }),
  ),
  ...(['digit', 'zeros'] as const).map((cause) => ({ code: 'id_checksum' as const, cause, found: '990' })),
  ...(['differs', 'unreadable', 'formula'] as const).map((cause) => ({
    ...{ code: 'birth_date_mismatch' as const, cause, found: '2001-01-01', expected: '2017-01-20' },
  })),
  { code: 'duplicate_in_file', firstLine: 4 },
  { code: 'not_enrolled' },
  { code: 'enrolled_elsewhere', school: '清水中心小学' },
  { code: 'name_mismatch', found: '沈成成', expected: '沈成娥' },
  { code: 'name_mismatch', found: '沈成成', expected: null },
  { code: 'not_registered' },
  ...(['checksum', 'length', 'characters', 'scientific', 'number', 'formula'] as const).map((cause) => ({
    ...{ code: 'bank_card_checksum' as const, cause, found: '99' },
  })),
];

const FLAGS: readonly RosterFlag[] = [
  { code: 'household_type_differs', found: '低保户', expected: ['脱贫户'] },
  { code: 'boarding_differs', found: '是', expected: false },
  { code: 'grade_differs', found: '三年级', expected: '四年级' },
  { code: 'card_shared', lines: [4, 9] },
];

const REMARKS: readonly RosterRemark[] = [
  { code: 'formula_ignored', field: 'grade', found: '=A1' },
  { code: 'telephone_unusual', found: '12' },
  { code: 'bank_card_blank' },
  { code: 'passbook_confirmed' },
];

const FILE_FAULTS: readonly RosterFileFault[] = [
  ...(['empty_file', 'picture', 'program', 'pdf', 'old_excel', 'encrypted', 'other_document', 'archive'] as const).map(
    (code) => ({ code }),
  ),
  ...(['web_page', 'zip_bomb', 'unreadable', 'empty_sheet', 'no_header_row', 'no_data_rows'] as const).map((code) => ({
    code,
  })),
  { code: 'too_large', bytes: 50 << 20, limitBytes: 32 << 20 },
  { code: 'too_many_columns', columns: 10_000, limit: 1_000 },
  { code: 'too_many_rows', rows: 300_000, limit: 200_000 },
  { code: 'missing_columns', fields: ['idNumber'] },
  ...(['refuse', 'warn'] as const).map((weight) => ({
    ...{ code: 'other_school' as const, weight, ownSchool: '寨坪中心小学', otherSchool: '清水中心小学' },
    ...{ rowsElsewhere: 3, rowsEnrolled: 4 },
  })),
];

describe('the sentence of a row', () => {
  it('names line, child, what happened to the number and what to do', () => {
    expect(say({ idNumber: '9.94123E+17' })).toBe(
      '第11行 沈成娥：身份证号被表格软件改成 9.94123E+17，后几位已丢失。请将该列设为“文本”后重新填写18位号码。',
    );
  });

  it('points a child in no registry to a personal application', () => {
    const reference = { householdMember: () => null };
    expect(say({}, 'zh', reference)).toMatch(/孤儿、残疾学生或家庭突发严重困难.*个人申请/);
    expect(say({}, 'en', reference)).toMatch(/orphan, a disabled pupil or sudden hardship.*personal application/);
  });

  it('says every fault, flag and repair of the row', () => {
    const bankCard = '9999991619715046234';
    const said = say({ name: '沈　成娥', birthDate: '2001-01-01', grade: '四年级', bankCard });
    expect(said).toContain('出生日期填的是 2001-01-01，身份证号中是 2017-01-20');
    expect(said).toContain(`银行卡号 ${bankCard} 校验不符`);
    expect(said).toContain('年级填的是“四年级”，学籍库为“三年级”');
    expect(said).toContain('学生姓名“沈〔全角空格〕成娥”已整理为“沈成娥”');
  });

  it('stays short however long the cell was', () => {
    expect(say({ name: '长'.repeat(4_000) }).length).toBeLessThan(300);
  });

  it('says what the registry calls the household', () => {
    expect(describeFlag(FLAGS[0] as RosterFlag, 'zh')).toContain('名册登记为“建档立卡户”');
    expect(describeFlag(FLAGS[0] as RosterFlag, 'en')).toContain('registered poor household');
  });
});

it('a header that lacks a column is said, and which', () => {
  const header = (titles: string[]) => readRoster(linesOf(titles, ['沈成娥', '99', '三年级'])).header as RosterHeader;
  expect(describeMissingColumns(header(['姓名', '身份证号', '年级']), 'zh')).toContain(
    '银行卡号、出生日期、是否寄宿、家庭类型',
  );
  expect(describeMissingColumns(header(TITLES), 'zh')).toBeNull();
});

describe('every code', () => {
  it('of a fault and of a flag is among the examples', () => {
    expect(new Set(FAULTS.map(({ code }) => code))).toEqual(new Set(REJECT_CODES));
    expect(new Set(FLAGS.map(({ code }) => code))).toEqual(new Set(FLAG_CODES));
  });

  const sentences = (language: 'zh' | 'en') => [
    ...FAULTS.map((fault) => describeFault(fault, language)),
    ...FLAGS.map((flag) => describeFlag(flag, language)),
    ...REMARKS.map((remark) => describeRemark(remark, language)),
    ...FILE_FAULTS.map((fault) => describeFileFault(fault, language)),
  ];

  it('has a whole sentence of its own in Chinese and in English', () => {
    for (const sentence of sentences('zh')) expect(sentence).toMatch(/^[^\s].*。$/);
    for (const sentence of sentences('en')) expect(sentence).toMatch(/^[^\s].*\.$/);
    for (const sentence of [...sentences('zh'), ...sentences('en')])
      expect(sentence).not.toMatch(/undefined|\[object|\bnull\b/);
    expect(new Set(sentences('zh')).size).toBe(sentences('zh').length);
  });
});
