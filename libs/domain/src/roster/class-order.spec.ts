import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareClasses, type SchoolClass } from './class-order.js';

const IN_ORDER: readonly SchoolClass[] = [
  { grade: '小班', className: '1班' },
  { grade: '中班', className: '2班' },
  { grade: '大班', className: '1班' },
  { grade: '学前班', className: null },
  { grade: '一年级', className: '2班' },
  { grade: '二年级', className: '2班' },
  { grade: '二年级', className: '10班' },
  { grade: '二年级', className: '红花班' },
  { grade: '九年级', className: '1班' },
  { grade: '复式班', className: '1班' },
  { grade: null, className: null },
];

describe('the classes of a school', () => {
  it('stand in the order of a school’s own list, however they came', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...IN_ORDER], { minLength: IN_ORDER.length }), (shuffled) => {
        expect([...shuffled].sort(compareClasses)).toEqual(IN_ORDER);
      }),
    );
  });

  it('are the same class however the grade is written', () => {
    expect(compareClasses({ grade: '四年级', className: '1班' }, { grade: '4年级', className: '2班' })).toBeLessThan(0);
    expect(compareClasses({ grade: '初一', className: '2班' }, { grade: '七年级', className: '1班' })).toBeGreaterThan(
      0,
    );
  });
});
