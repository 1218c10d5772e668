import {
  BATCH_EVENT_SCHEMAS,
  BATCH_LAW,
  type BatchCommand,
  type BatchContext,
  type BatchEvent,
  type BatchState,
  type WorkingCalendar,
} from '#domain';
import type { Tx } from '../../database.js';
import { batchContents } from '../../payment-batches/contents.js';
import type { StreamAdapter } from '../adapter.js';

/** Approve, return and reject are acts; who has done one on an application of the batch may not release it. */
const ACTS = [
  'ApplicationSubmitted',
  'ApplicationConfirmed',
  'ApplicationApproved',
  'ApplicationReturned',
  'ApplicationRejected',
];

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

async function decidedAnItem(
  tx: Tx,
  batch: string,
  actor: { person: string; onBehalfOf: string | null },
): Promise<boolean> {
  const { rows } = await tx.query<{ decided: boolean }>({
    name: 'releaser-decided-an-item',
    text: `SELECT EXISTS (
      SELECT FROM applications a JOIN audit.events e ON e.period = a.period AND e.stream = a.id
      WHERE a.batch_id = $1 AND (e.actor = ANY($2::uuid[]) OR e.on_behalf_of = ANY($2::uuid[])) AND e.type = ANY($3)) AS decided`,
    values: [batch, [actor.person, actor.onBehalfOf].filter(Boolean), ACTS],
  });
  return rows[0]!.decided;
}
