import {
  BATCH_EVENT_SCHEMAS,
  BATCH_LAW,
  type BatchCommand,
  type BatchContext,
  type BatchEvent,
  type BatchState,
  type WorkingCalendar,
} from '#domain';
import { batchContents } from '../../payment-batches/contents.js';
import { decidedAnItem } from '../../payment-batches/releasers.js';
import type { StreamAdapter } from '../adapter.js';

export const paymentBatchAdapter: StreamAdapter<
  BatchState,
  BatchCommand,
  BatchEvent,
  BatchContext & { calendar: WorkingCalendar }
> = {
  kind: 'payment-batch',
  table: 'payment_batches',
  law: BATCH_LAW,
  schemas: BATCH_EVENT_SCHEMAS,
  periodOf: (command) => (command.type === 'CreatePaymentBatch' ? command.period : 0),

  contexts: (tx, requests, base) =>
    Promise.all(
      requests.map(async ({ id, command }) => {
        if (command.type === 'ReleasePaymentBatch')
          return { ...base, actorDecidedAnItem: await decidedAnItem(tx, id, base.actor) };
        if (command.type === 'MarkBatchFrozen') return { ...base, contents: await batchContents(tx, id) };
        return base;
      }),
    ),

  project({ id, period, after: s, events }, writes) {
    writes.add('batches', {
      id,
      period,
      programme_code: s.programme.code,
      programme_version: s.programme.version,
      office: s.office,
      phase: s.phase,
      count: s.count,
      total_fen: s.totalFen,
      created_by: s.createdBy,
      version: s.version,
      revision: s.revision,
      last_at: s.lastAt,
      last_hash: events.at(-1)!.hash,
    });
  },

  officesOf: ({ office }) => [office],

  concernsWorkflow: () => true,
};
