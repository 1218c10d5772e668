import { describe, expect, it } from '@jest/globals';
import { CORRECTABLE_VALUES, isCorrectedInRegisters } from './corrections.js';

describe('what a school corrects of a returned application', () => {
  it('is either entered with the resubmission or put right in roll and registry, never both', () => {
    for (const item of Object.values(CORRECTABLE_VALUES)) expect(isCorrectedInRegisters(item)).toBe(false);
  });

  it('is put right in the registers where roll and registry state it', () => {
    expect(['boarding', 'household-type'].every(isCorrectedInRegisters)).toBe(true);
    expect(isCorrectedInRegisters('household-certificate')).toBe(false);
  });
});
