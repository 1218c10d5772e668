import type { TextRef } from '../application/events.js';
import type { BankFile, BatchPhase } from './state.js';

export type BatchCommand =
  | { type: 'CreatePaymentBatch'; programme: { code: string; version: number }; period: number; office: string }
  | { type: 'MarkBatchFrozen'; count: number; totalFen: number; digest: string }
  | { type: 'ReleasePaymentBatch'; totalFen: number }
  | { type: 'RecordBankFiles'; files: BankFile[] }
  | { type: 'TakeReturnFile'; bank: string; sha256: string }
  | { type: 'MarkBankSettled'; bank: string; paid: number; failed: number; unknown: number }
  | { type: 'CancelPaymentBatch'; reason?: TextRef; because: 'finance' | 'empty' | 'step-failed' }
  | { type: 'MarkBatchCancelled' };

/** From which phases each command is lawful, and whether finance or the machinery gives it. */
export const BATCH_RULES = {
  CreatePaymentBatch: { from: [null], by: 'finance' },
  MarkBatchFrozen: { from: ['freezing'], by: 'system' },
  ReleasePaymentBatch: { from: ['frozen'], by: 'finance' },
  RecordBankFiles: { from: ['released'], by: 'system' },
  TakeReturnFile: { from: ['sent'], by: 'finance' },
  MarkBankSettled: { from: ['sent'], by: 'system' },
  CancelPaymentBatch: { from: ['freezing', 'frozen', 'released'], by: 'either' },
  MarkBatchCancelled: { from: ['cancelling'], by: 'system' },
} as const satisfies Record<
  BatchCommand['type'],
  { from: readonly (BatchPhase | null)[]; by: 'finance' | 'system' | 'either' }
>;
