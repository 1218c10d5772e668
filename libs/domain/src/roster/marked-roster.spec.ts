import { describe, expect, it } from '@jest/globals';
import { checkRoster } from './check-roster.js';
import { fieldOfTitle, ROSTER_FIELDS, type RosterField } from './columns.js';
import { markedHeading, markedRow } from './marked-roster.js';
import { readRoster } from './read-roster.js';
import { CARD, child, linesOf, referenceWith, rowsOf } from './roster.fixtures.js';

const FIELDS = Object.keys(ROSTER_FIELDS) as RosterField[];
const COLUMNS: RosterField[] = ['name', 'idNumber', 'grade', 'telephone', 'bankCard'];

const marked = (changes: Parameters<typeof child>[0], columns = COLUMNS) => {
  const rows = rowsOf(child(changes));
  const [outcome] = checkRoster(rows, referenceWith());
  return markedRow(columns, rows[0]!.cells, outcome!);
};

describe('a marked-up roster', () => {
  it('has columns that are read again as what they are, and two that are read as nothing', () => {
    const titles = markedHeading(FIELDS).map(({ text }) => text);
    expect(titles.slice(0, -2).map(fieldOfTitle)).toEqual(FIELDS);
    expect(titles.slice(-2).map(fieldOfTitle)).toEqual([null, null]);
  });

  it('says of a good row that it is right, and nothing more', () => {
    expect(marked({}).slice(-2)).toEqual([
      { text: '正确', look: 'right' },
      { text: '', look: 'plain' },
    ]);
  });

  it('shows where to look: the wrong cell, and the one that differs from the roll', () => {
    const [name, idNumber, grade, telephone, bankCard, result, reason] = marked({
      grade: '四年级',
      bankCard: CARD.replace(/.$/, '0'),
    });
    expect([name, idNumber, telephone].map((cell) => cell!.look)).toEqual(['plain', 'plain', 'plain']);
    expect([grade!.look, bankCard!.look]).toEqual(['differs', 'wrong']);
    expect(result).toEqual({ text: '错误', look: 'wrong' });
    expect(reason!.text).toContain('请核对卡面');
    expect(reason!.text).toContain('以学籍为准');
  });

  it('says what was ignored or is missing although the row is right', () => {
    const reason = marked({ bankCard: '', telephone: { formula: 'B2&C2' } }).at(-1)!.text;
    expect(reason).toContain('没有填写银行卡号');
    expect(reason).toContain('联系电话一栏是公式');
  });

  it('is judged again as it was, row by row, its two columns no part of it', () => {
    const rows = rowsOf(
      child(),
      child({ name: '沈 成娥', telephone: '+8619903525996' }),
      child({ name: { formula: 'A1' } }),
      child({ idNumber: 9.94123e17, bankCard: '' }),
      child({ bankCard: { formula: 'A1' }, boarding: true }),
      child({ category: '一般户' }),
    );
    const outcomes = checkRoster(rows, referenceWith());
    const columns = Object.keys(rows[0]!.cells) as RosterField[];
    const again = readRoster(
      linesOf(
        markedHeading(columns).map(({ text }) => text),
        ...rows.map((row, i) => markedRow(columns, row.cells, outcomes[i]!).map(({ text }) => text)),
      ),
    );
    expect(again.header!.ignored).toEqual(['处理结果', '原因']);
    expect(checkRoster(again.rows, referenceWith()).map(({ outcome }) => outcome)).toEqual(
      outcomes.map(({ outcome }) => outcome),
    );
  });
});
