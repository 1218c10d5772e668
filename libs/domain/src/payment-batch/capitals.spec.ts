import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capitals } from './capitals.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 };

/** Reads capitals as a cashier does, knowing nothing of how they were written. */
function readCapitals(text: string): number {
  const [, whole = '', rest = ''] = /^(?:(.*)元)?(.*)$/.exec(text)!;
  const below = (unit: string): number => {
    const at = rest.indexOf(unit);
    return at > 0 ? DIGITS.indexOf(rest[at - 1]!) : 0;
  };
  return readInteger(whole) * 100 + below('角') * 10 + below('分');
}

function readInteger(text: string): number {
  for (const [unit, size] of [
    ['亿', 100_000_000],
    ['万', 10_000],
  ] as const) {
    const at = text.lastIndexOf(unit);
    if (at >= 0) return readInteger(text.slice(0, at)) * size + readInteger(text.slice(at + 1));
  }
  let sum = 0;
  let digit = 0;
  for (const char of text) {
    if (DIGITS.includes(char)) digit = DIGITS.indexOf(char);
    else {
      sum += digit * UNITS[char]!;
      digit = 0;
    }
  }
  return sum + digit;
}

const amounts = fc.oneof(
  fc.nat(200_000),
  fc.maxSafeNat(),
  fc.nat(90_000).map((n) => n * 10_000_000),
);

describe('an amount in capitals', () => {
  it.each([
    // The examples of 附一《正确填写票据和结算凭证的基本规定》.
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [50_000, '伍佰元整'],
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [1_000, '壹拾元整'],
    [1_000_000_000, '壹仟万元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [100_000_000_000_001, '壹万亿元零壹分'],
    [100_010_000_000_000, '壹万零壹亿元整'],
  ])('%d fen is %s', (fen, text) => {
    expect(readCapitals(text)).toBe(fen);
    expect(capitals(fen)).toBe(text);
  });

  it('says exactly the amount, to whoever reads it back', () => {
    fc.assert(fc.property(amounts, (fen) => expect(readCapitals(capitals(fen))).toBe(fen)));
  });

  it('never says two zeros together, nor one before 元, 角, 万 or 亿, and 整 after everything but 分', () => {
    fc.assert(
      fc.property(
        amounts.filter((fen) => fen > 0),
        (fen) => {
          const text = capitals(fen);
          expect(text).not.toMatch(/零零|零[元角分万亿整]|^零/);
          expect(text.endsWith('整')).toBe(!text.includes('分'));
          expect(text).toMatch(/^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+$/);
        },
      ),
    );
  });

  it('of two different amounts is never the same', () => {
    fc.assert(fc.property(amounts, amounts, (a, b) => expect(capitals(a) === capitals(b)).toBe(a === b)));
  });

  it.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('is refused for %d, which is no amount', (fen) => {
    expect(() => capitals(fen)).toThrow(RangeError);
  });
});
