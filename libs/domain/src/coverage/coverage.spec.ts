import { describe, expect, it } from '@jest/globals';
import { PHASES } from '../application/index.js';
import {
  COVERAGE_KINDS,
  type CoverageEvidence,
  type CoverageKind,
  coverageOf,
  evidenceOf,
  mayBegin,
} from './coverage.js';

const pupil = { onRoll: true, phase: null, rowFault: null };
const gone = { ...pupil, onRoll: false };

describe('an entitled child', () => {
  it.each(PHASES)('is of exactly one kind with an application that is %s', (phase) => {
    expect(COVERAGE_KINDS).toContain(coverageOf({ ...pupil, phase }).kind);
  });

  it('whom nobody handed in is missing as not handed in, also while the school keeps a draft or took it back', () => {
    expect(coverageOf(pupil)).toEqual({ kind: 'not-handed-in', reason: null });
    expect(coverageOf({ ...pupil, phase: 'draft' })).toEqual({ kind: 'not-handed-in', reason: 'draft' });
    expect(coverageOf({ ...pupil, phase: 'withdrawn' })).toEqual({ kind: 'not-handed-in', reason: 'withdrawn' });
  });

  it('is missing as refused, with the reason, by a row or by an application', () => {
    expect(coverageOf({ ...pupil, rowFault: 'id_checksum' })).toEqual({ kind: 'refused', reason: 'id_checksum' });
    expect(coverageOf({ ...pupil, phase: 'rejected' })).toEqual({ kind: 'refused', reason: 'rejected' });
  });

  it('whose row was faulty and whose application then went through counts as that application', () => {
    expect(coverageOf({ ...pupil, phase: 'paid', rowFault: 'id_checksum' })).toEqual({ kind: 'paid', reason: null });
  });

  it('whose draft was discarded stands as if there had been none', () => {
    expect(coverageOf({ ...pupil, phase: 'discarded' })).toEqual(coverageOf(pupil));
    const refused = { ...pupil, rowFault: 'name_mismatch' };
    expect(coverageOf({ ...refused, phase: 'discarded' })).toEqual(coverageOf(refused));
  });

  it('on no roll here is to be verified, whatever a school began for it', () => {
    for (const phase of [null, 'draft', 'rejected', 'withdrawn', 'discarded'] as const)
      for (const rowFault of [null, 'bank_card_checksum'])
        expect(coverageOf({ ...gone, phase, rowFault })).toEqual({ kind: 'to-verify', reason: null });
  });

  it('who left the roll after an application that counts is still that application’s', () => {
    expect(coverageOf({ ...gone, phase: 'in-review' }).kind).toBe('applied');
    expect(coverageOf({ ...gone, phase: 'paid' }).kind).toBe('paid');
  });
});

describe('a draft may be begun by the clerk', () => {
  const begin = (evidence: Partial<CoverageEvidence>) => mayBegin(coverageOf({ ...pupil, ...evidence }));

  it('for a child nobody handed in, whose row was refused, or whose application was taken back', () => {
    expect([begin({}), begin({ rowFault: 'id_checksum' }), begin({ phase: 'withdrawn' })]).toEqual([true, true, true]);
  });

  it('neither beside a draft, nor past an appeal, nor for a child of no school', () => {
    expect([begin({ phase: 'draft' }), begin({ phase: 'rejected' }), begin({ onRoll: false })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each(PHASES.filter((phase) => !['draft', 'rejected', 'withdrawn', 'discarded'].includes(phase)))(
    'never beside one that is %s',
    (phase) => expect(begin({ phase })).toBe(false),
  );
});

describe('the evidence there can be', () => {
  it('is of one kind each, and all of it of some kind', () => {
    const each = COVERAGE_KINDS.map((kind): [CoverageKind, number] => [kind, evidenceOf([kind]).length]);
    const total = each.reduce((sum, [, count]) => sum + count, 0);
    expect(total).toBe(2 * (PHASES.length + 1) * 2);
    expect(each.every(([, count]) => count > 0)).toBe(true);
    expect(evidenceOf(COVERAGE_KINDS)).toHaveLength(total);
  });
});
