import { describe, expect, it } from '@jest/globals';
import { type ChildOfLine, checkDetails, type EnteredDetails } from './household-details.js';

const CARD = '9999991333739118198';
const OTHER_CARD = '9999997434314989344';
const child: ChildOfLine = { name: '段宏丽', household: 'H1', needsCard: true };
const good: EnteredDetails = { card: CARD, bank: '农业银行', telephone: '19900001234' };

const check = (entered: Partial<EnteredDetails>, of: Partial<ChildOfLine> = {}) =>
  checkDetails([{ entered: { ...good, ...entered }, child: { ...child, ...of } }])[0]!;
const codes = (entered: Partial<EnteredDetails>, of: Partial<ChildOfLine> = {}) =>
  check(entered, of).faults.map(({ code }) => code);

describe('a line of the form', () => {
  it('is taken as it is meant: blanks in a card, a country code, full-width digits', () => {
    expect(
      check({ card: '9999 9913 3373 9118 198', telephone: '+86 １９９００００１２３４', bank: ' 农业银行 ' }),
    ).toEqual({
      details: { card: CARD, bank: '农业银行', telephone: '19900001234' },
      faults: [],
    });
  });

  it('names everything that is wrong with it at once', () => {
    expect(codes({ card: `${CARD.slice(0, -1)}7`, telephone: '12345' })).toEqual(['card_faulty', 'telephone_faulty']);
    expect(codes({ card: CARD, bank: ' ', telephone: ' ' })).toEqual(['bank_missing', 'telephone_missing']);
  });

  it('needs a card only where something goes to the household', () => {
    expect(codes({ card: undefined, bank: undefined })).toEqual(['card_missing']);
    expect(codes({ card: '', bank: undefined }, { needsCard: false })).toEqual([]);
    expect(codes({ card: 'abc' }, { needsCard: false })).toEqual(['card_faulty']);
  });
});

describe('one card on two lines', () => {
  const two = (a: string | null, b: string | null, cards: [string, string] = [CARD, CARD]) =>
    checkDetails([
      { entered: { ...good, card: cards[0] }, child: { ...child, household: a } },
      { entered: { ...good, card: cards[1] }, child: { ...child, name: '贺远', household: b } },
    ]).map(({ faults }) => faults);

  it('is right for brothers and sisters, and wrong for two households, naming the other child', () => {
    expect(two('H1', 'H1')).toEqual([[], []]);
    expect(two('H1', 'H2')).toEqual([[], [{ field: 'card', code: 'card_shared', with: '段宏丽' }]]);
    expect(two(null, null)).toEqual([[], [{ field: 'card', code: 'card_shared', with: '段宏丽' }]]);
    expect(two('H1', 'H2', [CARD, OTHER_CARD])).toEqual([[], []]);
  });
});
