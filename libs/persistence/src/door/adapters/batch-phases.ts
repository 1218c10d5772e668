import type { BatchPhase } from '#domain';
import type { Tx } from '../../database.js';

/** Where these batches are, locked so that none is counted or called off while an application is being frozen into it. */
export async function batchPhases(tx: Tx, batches: readonly string[]): Promise<Map<string, BatchPhase>> {
  if (batches.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; phase: BatchPhase }>({
    name: 'batch-phases',
    text: 'SELECT id, phase FROM payment_batches WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE',
    values: [[...new Set(batches)]],
  });
  return new Map(rows.map(({ id, phase }) => [id, phase]));
}
