import type { TextRef } from '../application/events.js';
import type { BankFile } from './state.js';

export type BatchEvent =
  | { type: 'PaymentBatchCreated'; programme: { code: string; version: number }; period: number; office: string }
  | { type: 'PaymentBatchFrozen'; count: number; totalFen: number; digest: string }
  | { type: 'PaymentBatchReleased'; totalFen: number }
  | { type: 'BankFilesWritten'; files: BankFile[] }
  | { type: 'ReturnFileTaken'; bank: string; sha256: string }
  | { type: 'BankSettled'; bank: string; paid: number; failed: number; unknown: number; last?: true }
  | { type: 'PaymentBatchCancelled'; reason?: TextRef; because: 'finance' | 'empty' | 'step-failed' }
  | { type: 'PaymentBatchFreed' };

export const BATCH_EVENT_SCHEMAS = {
  PaymentBatchCreated: 1,
  PaymentBatchFrozen: 1,
  PaymentBatchReleased: 1,
  BankFilesWritten: 1,
  ReturnFileTaken: 1,
  BankSettled: 1,
  PaymentBatchCancelled: 1,
  PaymentBatchFreed: 1,
} as const satisfies Record<BatchEvent['type'], number>;
