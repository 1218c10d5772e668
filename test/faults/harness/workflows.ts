import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { workflowId } from '#contracts';
import { OPEN_BATCH_PHASES } from '#domain';
import type { Stack } from './stack.js';

interface Open {
  readonly kind: 'application' | 'submission' | 'payment-batch';
  readonly id: string;
}

/** Streams with a next moment, and batches that are not closed: what Temporal must be patient about. */
const openPlans = ({ persistence: { db } }: Stack): Promise<Open[]> =>
  db.query<Open & Record<string, unknown>>(
    't-open-plans',
    `SELECT 'application' AS kind, id FROM applications WHERE next_moment_at IS NOT NULL
     UNION ALL SELECT 'submission', id FROM submissions WHERE next_moment_at IS NOT NULL
     UNION ALL SELECT 'payment-batch', id FROM payment_batches WHERE phase = ANY($1)`,
    [OPEN_BATCH_PHASES],
  );

/** How many open plans there are, and which of them no running workflow follows. */
export async function attendance(stack: Stack): Promise<{ open: number; unattended: string[] }> {
  const { services, namespace } = stack.broughtUp;
  const connection = await Connection.connect({ address: services.temporal.address });
  try {
    const { workflow } = new Client({ connection, namespace });
    const open = await openPlans(stack);
    const unattended: string[] = [];
    for (const { kind, id } of open) {
      const name = workflowId(kind, id);
      const status = await workflow
        .getHandle(name)
        .describe()
        .then((run) => run.status.name)
        .catch((error) => {
          if (error instanceof WorkflowNotFoundError) return 'MISSING';
          throw error;
        });
      if (status !== 'RUNNING') unattended.push(`${name} ${status}`);
    }
    return { open: open.length, unattended };
  } finally {
    await connection.close();
  }
}

/** Why the step of a payment batch is being tried again; null while nothing fails. An operator sees it in Temporal's UI. */
export async function failureOf(stack: Stack, batch: string): Promise<string | null> {
  const { services, namespace } = stack.broughtUp;
  const connection = await Connection.connect({ address: services.temporal.address });
  try {
    const { workflow } = new Client({ connection, namespace });
    const run = await workflow.getHandle(workflowId('payment-batch', batch)).describe();
    return run.raw.pendingActivities?.[0]?.lastFailure?.message ?? null;
  } finally {
    await connection.close();
  }
}
