import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical } from './canonical.js';

describe('the form that is hashed', () => {
  it('is RFC 8785’s, as another implementation writes it, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('orders names by UTF-16 units, not by letters or code points, also when there are many', () => {
    const names = [
      '\u{10000}',
      '\uff5e',
      'é',
      'z',
      'a',
      '10',
      '9',
      '',
      '助',
      '𠮷',
      ...Array.from({ length: 300 }, (_, i) => `n${i}`),
    ];
    const value = Object.fromEntries(names.map((name, i) => [name, i]));
    expect(Object.keys(JSON.parse(canonical(value))).length).toBe(names.length);
    expect(canonical(value)).toBe(canonicalize(value));
  });

  it('leaves out what is undefined, and throws at what JSON cannot say', () => {
    expect(canonical({ b: undefined, a: [1e21, -0, 'a"\u2028'] })).toBe('{"a":[1e+21,0,"a\\"\u2028"]}');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, { a: () => 1 }])
      expect(() => canonical(value)).toThrow();
  });
});
