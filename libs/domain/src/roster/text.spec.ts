import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseCode, normaliseName, normaliseText } from './text.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'王 　·•・‧．.aÁ\u0301é\u200b８x。') }),
);

describe('a name', () => {
  it.each([
    ['曾　娥哲\u200b', '曾娥哲'],
    [' 罗　梅浩', '罗梅浩'],
    ['买买提．艾力', '买买提·艾力'],
    ['沙马•尔布', '沙马·尔布'],
    ['阿依・古丽', '阿依·古丽'],
    ['阿依 ‧ 古丽', '阿依·古丽'],
    ['阿依.古丽', '阿依·古丽'],
    ['Anna  Maria', 'Anna Maria'],
    ['\ue863', '䶮'],
  ])('written %j is %j', (written, name) => {
    expect(normaliseName(written)).toBe(name);
  });

  it.each(['䶮', '𠮷田', '㐂', '王小明', '阿依·古丽'])('keeps its rare characters: %s', (name) => {
    expect(normaliseName(name)).toBe(name);
  });

  it('normalised twice is what it was normalised once', () => {
    fc.assert(fc.property(anyText, (text) => normaliseName(normaliseName(text)) === normaliseName(text)));
  });
});

describe('text and codes', () => {
  it('are half width, without blanks that nobody sees', () => {
    expect(normaliseText('\ufeff　３年级 \u200b Ａ班\u00a0')).toBe('3年级 A班');
    expect(normaliseCode('９９３９ １３　２')).toBe('9939132');
  });

  it('normalised twice are what they were normalised once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
        expect(normaliseCode(normaliseCode(text))).toBe(normaliseCode(text));
      }),
    );
  });
});
