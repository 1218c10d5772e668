import { describe, expect, it } from '@jest/globals';
import { type Actor, SYSTEM } from '../access/index.js';
import {
  availableBatchCommands,
  BATCH_LAW,
  BATCH_PHASES,
  BATCH_RULES,
  type BatchCommand,
  type BatchContext,
  type BatchPhase,
  type BatchState,
} from './index.js';

const COUNTY = '990101';
const officer = (person: string, office = COUNTY, role: 'finance' | 'approver' = 'finance'): Actor => ({
  person,
  onBehalfOf: null,
  seat: { office, role },
});
const CHEN = officer('chen');
const XU = officer('xu');
const CONTENTS = { count: 3, totalFen: 60_000, digest: 'd' };
const FILES = [
  { bank: '甲', lines: 2, totalFen: 40_000, sha256: 'a' },
  { bank: '乙', lines: 1, totalFen: 20_000, sha256: 'b' },
];

/** Gives commands one after another and fails loudly at the first that is refused. */
class Batch {
  state: BatchState | null = null;

  give(actor: Actor, command: BatchCommand, context: Partial<BatchContext> = {}) {
    const decision = BATCH_LAW.decide(this.state, command, {
      actor,
      now: 1,
      actorDecidedAnItem: false,
      contents: CONTENTS,
      ...context,
    });
    if (decision.ok)
      for (const event of decision.events)
        this.state = BATCH_LAW.evolve(this.state, { event, at: 1, actor: actor.person, onBehalfOf: null, seat: '' });
    return decision;
  }

  must(actor: Actor, command: BatchCommand): this {
    const decision = this.give(actor, command);
    if (!decision.ok) throw new Error(decision.rejection.code);
    return this;
  }

  codeOf(actor: Actor, command: BatchCommand, context: Partial<BatchContext> = {}): string | null {
    const decision = this.give(actor, command, context);
    return decision.ok ? null : decision.rejection.code;
  }
}

const created = () =>
  new Batch().must(CHEN, {
    type: 'CreatePaymentBatch',
    programme: { code: 'p', version: 1 },
    period: 20261,
    office: COUNTY,
  });
const frozen = () => created().must(SYSTEM, { type: 'MarkBatchFrozen', ...CONTENTS });
const released = () => frozen().must(XU, { type: 'ReleasePaymentBatch', totalFen: 60_000 });
const sent = () => released().must(SYSTEM, { type: 'RecordBankFiles', files: FILES });
const take = (bank: string): BatchCommand => ({ type: 'TakeReturnFile', bank, sha256: `r-${bank}` });

describe('a payment batch', () => {
  it('is over once every bank has answered every line', () => {
    const batch = sent()
      .must(CHEN, take('甲'))
      .must(SYSTEM, { type: 'MarkBankSettled', bank: '甲', paid: 1, failed: 1, unknown: 0 });
    expect(batch.state).toMatchObject({
      phase: 'sent',
      outcomes: { 甲: { paid: 1, failed: 1, unknown: 0 } },
      returned: [],
    });
    batch.must(XU, take('乙')).must(SYSTEM, { type: 'MarkBankSettled', bank: '乙', paid: 1, failed: 0, unknown: 0 });
    expect(batch.state!.phase).toBe('settled');
  });

  it('goes on waiting for a bank that left a line unclear, and takes another file from it', () => {
    const batch = sent()
      .must(CHEN, take('乙'))
      .must(SYSTEM, { type: 'MarkBankSettled', bank: '乙', paid: 0, failed: 0, unknown: 1 });
    batch.must(CHEN, take('甲')).must(SYSTEM, { type: 'MarkBankSettled', bank: '甲', paid: 2, failed: 0, unknown: 0 });
    expect(batch.state!.phase).toBe('sent');
    expect(batch.codeOf(CHEN, take('甲'))).toBe('BATCH.FILE_UNKNOWN');
    batch.must(CHEN, take('乙')).must(SYSTEM, { type: 'MarkBankSettled', bank: '乙', paid: 1, failed: 0, unknown: 0 });
    expect(batch.state!.phase).toBe('settled');
  });

  it('accounts for every line that was sent', () => {
    expect(
      sent()
        .must(CHEN, take('甲'))
        .codeOf(SYSTEM, { type: 'MarkBankSettled', bank: '甲', paid: 1, failed: 0, unknown: 0 }),
    ).toBe('BATCH.LINES_DIFFER');
  });

  it('is released by a second person, who decided nothing in it and saw its total', () => {
    const release: BatchCommand = { type: 'ReleasePaymentBatch', totalFen: 60_000 };
    expect(frozen().codeOf(CHEN, release)).toBe('BATCH.SECOND_PERSON_NEEDED');
    expect(frozen().codeOf({ ...XU, onBehalfOf: 'chen' }, release)).toBe('BATCH.SECOND_PERSON_NEEDED');
    expect(frozen().codeOf(XU, release, { actorDecidedAnItem: true })).toBe('BATCH.SECOND_PERSON_NEEDED');
    expect(frozen().codeOf(XU, release, { actorDecidedAnItem: undefined })).toBe('BATCH.SECOND_PERSON_NEEDED');
    expect(frozen().codeOf(XU, { ...release, totalFen: 60_001 })).toBe('BATCH.TOTAL_DIFFERS');
    expect(frozen().codeOf(officer('xu', '990102'), release)).toBe('ACCESS.OUT_OF_JURISDICTION');
    expect(frozen().codeOf(officer('xu', COUNTY, 'approver'), release)).toBe('ACCESS.WRONG_ROLE');
    expect(frozen().codeOf(SYSTEM, release)).toBe('ACCESS.WRONG_ROLE');
  });

  it('is counted as it lies there, and writes files of exactly what was released', () => {
    expect(created().codeOf(SYSTEM, { type: 'MarkBatchFrozen', ...CONTENTS, digest: 'older' })).toBe(
      'BATCH.TOTAL_DIFFERS',
    );
    expect(created().codeOf(SYSTEM, { type: 'MarkBatchFrozen', ...CONTENTS }, { contents: undefined })).toBe(
      'BATCH.TOTAL_DIFFERS',
    );
    expect(created().codeOf(SYSTEM, { type: 'MarkBatchFrozen', count: 0, totalFen: 0, digest: 'd' })).toBe(
      'BATCH.EMPTY',
    );
    expect(released().codeOf(SYSTEM, { type: 'RecordBankFiles', files: FILES.slice(1) })).toBe('BATCH.TOTAL_DIFFERS');
  });

  it('is called off until its files are written, never after', () => {
    const cancel: BatchCommand = { type: 'CancelPaymentBatch', because: 'finance' };
    for (const batch of [created(), frozen(), released()]) expect(batch.codeOf(CHEN, cancel)).toBeNull();
    expect(sent().codeOf(CHEN, cancel)).toBe('BATCH.NOT_AT_THIS_STEP');
  });

  it('refuses, in every phase, each command that its table does not name there', () => {
    const state = sent().state!;
    for (const phase of BATCH_PHASES) {
      for (const [type, { from, by }] of Object.entries(BATCH_RULES)) {
        if ((from as readonly (BatchPhase | null)[]).includes(phase)) continue;
        const command = { type, office: COUNTY, files: FILES, totalFen: 1, bank: '甲' } as unknown as BatchCommand;
        const decision = BATCH_LAW.decide({ ...state, phase }, command, {
          actor: by === 'system' ? SYSTEM : XU,
          now: 1,
        });
        expect(decision.ok ? `${type} in ${phase}` : decision.rejection.code).toBe('BATCH.NOT_AT_THIS_STEP');
      }
    }
  });

  it('offers each person what they may do and nothing else', () => {
    expect(availableBatchCommands(frozen().state!, CHEN)).toEqual(['CancelPaymentBatch']);
    expect(availableBatchCommands(frozen().state!, XU)).toEqual(['ReleasePaymentBatch', 'CancelPaymentBatch']);
    expect(availableBatchCommands(sent().state!, XU)).toEqual(['TakeReturnFile']);
    expect(availableBatchCommands(frozen().state!, officer('li', COUNTY, 'approver'))).toEqual([]);
  });
});
