import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Account, type Accounts, type PayableItem, paymentLines, SCHOOL_ACCOUNTS } from './payment-lines.js';

const KINDERGARTEN = '99010101001';
const account = (bank: string, number: string): Account => ({ bank, number, holder: '沈成娥' });
const item = (application: string, over: Partial<PayableItem> = {}): PayableItem => ({
  application,
  school: KINDERGARTEN,
  item: 'care-fee',
  instalment: 1,
  amountFen: 20_000,
  payee: 'household-card',
  ...over,
});
const accounts = (cards: Record<string, Account>): Accounts => ({
  cards: new Map(Object.entries(cards)),
  schools: new Map([
    [KINDERGARTEN, { bank: SCHOOL_ACCOUNTS, number: '9999995059517022916', holder: '寨坪中心幼儿园' }],
  ]),
});

describe('payment lines', () => {
  it('pay a school account one line per batch, with all its children behind it', () => {
    const items = ['a', 'b', 'c'].map((id) =>
      item(id, { item: 'living-fee', payee: 'school-account', amountFen: 46_500 }),
    );
    const { lines } = paymentLines(items, accounts({}));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ lineNo: 1, bank: SCHOOL_ACCOUNTS, payeeRef: KINDERGARTEN, amountFen: 139_500 });
    expect(lines[0]!.items.map((i) => i.application)).toEqual(['a', 'b', 'c']);
  });

  it('pay siblings on one card together, and the same number at another bank apart', () => {
    const cards = {
      a: account('农业银行', '6228480001'),
      b: account('农业银行', '6228480001'),
      c: account('邮政储蓄', '6228480001'),
    };
    const { lines } = paymentLines([item('b'), item('a'), item('c')], accounts(cards));
    expect(lines.map((l) => [l.bank, l.payeeRef, l.amountFen])).toEqual([
      ['农业银行', 'a', 40_000],
      ['邮政储蓄', 'c', 20_000],
    ]);
  });

  it('say which items have no account instead of leaving them out', () => {
    const { lines, unpayable } = paymentLines([item('a'), item('b')], accounts({ a: account('农业银行', '1') }));
    expect(lines).toHaveLength(1);
    expect(unpayable.map((i) => i.application)).toEqual(['b']);
  });

  it('neither lose nor invent a fen, are numbered without gaps, and do not depend on the order of what they are made from', () => {
    const arbitrary = fc.uniqueArray(
      fc.record({
        application: fc.integer({ min: 1, max: 30 }),
        amountFen: fc.integer({ min: 1, max: 500_000 }),
        school: fc.constantFrom('s1', 's2'),
        own: fc.boolean(),
      }),
      { selector: (r) => `${r.application} ${r.own}`, maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, fc.integer(), (rows, seed) => {
        const items = rows.map((r) =>
          item(String(r.application), {
            amountFen: r.amountFen,
            school: r.school,
            payee: r.own ? 'household-card' : 'school-account',
            item: r.own ? 'x' : 'y',
          }),
        );
        const cards = Object.fromEntries(
          rows.map((r) => [String(r.application), account(r.application % 2 ? '甲' : '乙', String(r.application % 7))]),
        );
        const book: Accounts = {
          cards: new Map(Object.entries(cards)),
          schools: new Map(['s1', 's2'].map((s) => [s, account(SCHOOL_ACCOUNTS, s)])),
        };
        const { lines, unpayable } = paymentLines(items, book);
        expect(unpayable).toEqual([]);
        expect(lines.reduce((sum, l) => sum + l.amountFen, 0)).toBe(items.reduce((sum, i) => sum + i.amountFen, 0));
        expect(lines.map((l) => l.lineNo)).toEqual(lines.map((_, i) => i + 1));
        const shuffled = [...items].sort(
          (a, b) => ((a.amountFen * 7919 + seed) % 101) - ((b.amountFen * 7919 + seed) % 101),
        );
        expect(paymentLines(shuffled, book).lines).toEqual(lines);
      }),
    );
  });
});
