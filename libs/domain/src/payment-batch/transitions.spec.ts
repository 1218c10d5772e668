import { describe, expect, it } from '@jest/globals';
import { type Actor, type Role, SYSTEM } from '../access/index.js';
import { fold, type Recorded } from '../stream/index.js';
import {
  BATCH_LAW,
  BATCH_PHASES,
  BATCH_RULES,
  type BatchCommand,
  type BatchEvent,
  type BatchPhase,
  type BatchState,
} from './index.js';

const COUNTY = '990101';
const officer = (person: string, role: Role = 'finance', office = COUNTY, onBehalfOf: string | null = null): Actor => ({
  person,
  onBehalfOf,
  seat: { office, role },
});
const PEOPLE: Record<string, Actor> = {
  creator: officer('chen'),
  second: officer('xu'),
  approver: officer('li', 'approver'),
  elsewhere: officer('wu', 'finance', '990102'),
  township: officer('he', 'finance', '99010101'),
  nobody: { person: 'nobody', onBehalfOf: null, seat: null },
  system: SYSTEM,
};
const CONTENTS = { count: 2, totalFen: 30_000, digest: 'd' };

/** Of each command one whose content is in order for a batch of one bank. */
const COMMANDS: { readonly [T in BatchCommand['type']]: Extract<BatchCommand, { type: T }> } = {
  CreatePaymentBatch: {
    type: 'CreatePaymentBatch',
    programme: { code: 'aid', version: 1 },
    period: 20261,
    office: COUNTY,
  },
  MarkBatchFrozen: { type: 'MarkBatchFrozen', ...CONTENTS },
  ReleasePaymentBatch: { type: 'ReleasePaymentBatch', totalFen: 30_000 },
  RecordBankFiles: { type: 'RecordBankFiles', files: [{ bank: 'rcc', lines: 2, totalFen: 30_000, sha256: 'f' }] },
  TakeReturnFile: { type: 'TakeReturnFile', bank: 'rcc', sha256: 'r' },
  MarkBankSettled: { type: 'MarkBankSettled', bank: 'rcc', paid: 2, failed: 0, unknown: 0 },
  CancelPaymentBatch: { type: 'CancelPaymentBatch', because: 'finance' },
  MarkBatchCancelled: { type: 'MarkBatchCancelled' },
};
const TYPES = Object.keys(COMMANDS) as BatchCommand['type'][];

const decide = (state: BatchState | null, actor: Actor, type: BatchCommand['type']) =>
  BATCH_LAW.decide(state, COMMANDS[type], { actor, now: 1, actorDecidedAnItem: false, contents: CONTENTS });

/** The events of the given commands, each by whom the table names. */
function led(...types: BatchCommand['type'][]): Recorded<BatchEvent>[] {
  const history: Recorded<BatchEvent>[] = [];
  for (const type of types) {
    const actor =
      BATCH_RULES[type].by === 'system' ? SYSTEM : type === 'ReleasePaymentBatch' ? PEOPLE.second! : PEOPLE.creator!;
    const decision = decide(fold(BATCH_LAW, history), actor, type);
    if (!decision.ok) throw new Error(`${type}: ${decision.rejection.code}`);
    history.push(
      ...decision.events.map((event) => ({ event, at: 1, actor: actor.person, onBehalfOf: null, seat: '' })),
    );
  }
  return history;
}

const WAYS: Record<BatchPhase, readonly BatchCommand['type'][]> = {
  freezing: ['CreatePaymentBatch'],
  frozen: ['CreatePaymentBatch', 'MarkBatchFrozen'],
  released: ['CreatePaymentBatch', 'MarkBatchFrozen', 'ReleasePaymentBatch'],
  sent: ['CreatePaymentBatch', 'MarkBatchFrozen', 'ReleasePaymentBatch', 'RecordBankFiles', 'TakeReturnFile'],
  settled: [
    'CreatePaymentBatch',
    'MarkBatchFrozen',
    'ReleasePaymentBatch',
    'RecordBankFiles',
    'TakeReturnFile',
    'MarkBankSettled',
  ],
  cancelling: ['CreatePaymentBatch', 'MarkBatchFrozen', 'CancelPaymentBatch'],
  cancelled: ['CreatePaymentBatch', 'CancelPaymentBatch', 'MarkBatchCancelled'],
};
const batch = (phase: BatchPhase) => fold(BATCH_LAW, led(...WAYS[phase]))!;

const BY = { finance: ['creator', 'second'], system: ['system'], either: ['creator', 'second', 'system'] };

/** Alone the table does not say these: a return file is taken once, settled once taken, and released by the second person. */
function expected(phase: BatchPhase, type: BatchCommand['type']): string[] {
  const { from, by }: { from: readonly (BatchPhase | null)[]; by: keyof typeof BY } = BATCH_RULES[type];
  if (!from.includes(phase) || type === 'TakeReturnFile') return [];
  return type === 'ReleasePaymentBatch' ? ['second'] : BY[by];
}

describe.each(BATCH_PHASES)('a payment batch that is %s', (phase) => {
  it('was led there by its commands', () => {
    expect(batch(phase)).toMatchObject({ phase, version: led(...WAYS[phase]).length });
  });

  it.each(TYPES)('%s is accepted from exactly those the table names', (type) => {
    const state = batch(phase);
    expect(Object.keys(PEOPLE).filter((name) => decide(state, PEOPLE[name]!, type).ok)).toEqual(expected(phase, type));
  });
});

describe('a payment batch', () => {
  it('is made by the county’s own finance, and before that there is nothing to act on', () => {
    const makers = Object.keys(PEOPLE).filter((name) => decide(null, PEOPLE[name]!, 'CreatePaymentBatch').ok);
    expect(makers).toEqual(['creator', 'second']);
    for (const type of TYPES.filter((t) => t !== 'CreatePaymentBatch')) {
      expect(decide(null, PEOPLE.second!, type)).toMatchObject({ ok: false, rejection: { code: 'STREAM.NOT_FOUND' } });
    }
  });

  it('takes a bank’s return file while that bank is waited for', () => {
    const state = fold(
      BATCH_LAW,
      led('CreatePaymentBatch', 'MarkBatchFrozen', 'ReleasePaymentBatch', 'RecordBankFiles'),
    );
    expect(Object.keys(PEOPLE).filter((name) => decide(state, PEOPLE[name]!, 'TakeReturnFile').ok)).toEqual([
      'creator',
      'second',
    ]);
    expect(decide(state, SYSTEM, 'MarkBankSettled').ok).toBe(false);
  });

  it('is released neither by a stand-in for its maker, nor by whom the maker stood in for', () => {
    const [made, ...rest] = led('CreatePaymentBatch', 'MarkBatchFrozen');
    const byDeputy = fold(BATCH_LAW, [{ ...made!, actor: 'deputy', onBehalfOf: 'chen' }, ...rest])!;
    const releasing = (actor: Actor) => decide(byDeputy, actor, 'ReleasePaymentBatch').ok;
    expect([officer('deputy'), officer('chen'), officer('wang', 'finance', COUNTY, 'chen')].map(releasing)).toEqual([
      false,
      false,
      false,
    ]);
    expect(releasing(officer('xu'))).toBe(true);
  });
});
