import type { StreamState } from '#domain';
import type { StreamAdapter } from '../adapter.js';
import { applicationAdapter } from './application.adapter.js';
import { paymentBatchAdapter } from './payment-batch.adapter.js';
import { submissionAdapter } from './submission.adapter.js';

// In lock order: applications by id, then submissions, then batches; a budget line comes last of all.
export const ADAPTERS: readonly StreamAdapter<StreamState, never, never, never>[] = [
  applicationAdapter as never,
  submissionAdapter as never,
  paymentBatchAdapter as never,
];
export const adapterOf = (kind: string) =>
  ADAPTERS.find((adapter) => adapter.kind === kind)! as unknown as StreamAdapter;
