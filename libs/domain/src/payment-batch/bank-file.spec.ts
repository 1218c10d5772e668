import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankFileText } from './bank-file.js';
import { csvRows } from './csv.js';
import type { PaymentLine } from './payment-lines.js';
import { fenOfYuan, yuanText } from './yuan.js';

const line = (over: { lineNo?: number; holder?: string; amountFen?: number } = {}): PaymentLine => ({
  lineNo: over.lineNo ?? 1,
  bank: '农业银行',
  payee: 'household-card',
  payeeRef: 'a',
  account: { bank: '农业银行', number: '6228480000000000001', holder: over.holder ?? '沈成娥' },
  amountFen: over.amountFen ?? 20_005,
  items: [],
});

describe('a bank file', () => {
  it('says line, payee, account, yuan with two decimals, and a purpose; marked as UTF-8', () => {
    expect(bankFileText([line()], '学前教育资助')).toBe(
      '\uFEFF序号,收款人姓名,收款账号,金额（元）,用途\r\n1,沈成娥,6228480000000000001,200.05,学前教育资助\r\n',
    );
  });

  it('never lets a name become a formula', () => {
    for (const holder of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1']) {
      const [, row] = csvRows(bankFileText([line({ holder })], '补助'));
      expect(row!.cells[1]).toMatch(/^'/);
    }
  });

  it('keeps a name with commas and quotes in one cell', () => {
    const [, row] = csvRows(bankFileText([line({ holder: '阿依·"小",买买提' })], '补助'));
    expect(row!.cells).toHaveLength(5);
    expect(row!.cells[1]).toBe('阿依·"小",买买提');
  });
});

describe('yuan', () => {
  it('come back as the same fen, for every amount', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (fen) => fenOfYuan(yuanText(fen)) === fen));
  });

  it('are read as banks write them, and are not guessed', () => {
    expect(['1,250.00', '￥125.5', '125元', ' 0.07 '].map(fenOfYuan)).toEqual([125_000, 12_550, 12_500, 7]);
    expect(['', '12.345', '-5', '1e3', '一百', '1.2.3'].map(fenOfYuan)).toEqual([null, null, null, null, null, null]);
  });
});
