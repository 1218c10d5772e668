import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { RunningWorkflows } from '#persistence';

/** Ids in one question: Temporal reads a query of this length at once. */
const AT_ONCE = 100;
const DEADLINE = 10_000;

/**
 * Asks Temporal which of these workflows have a run. Its list is a second behind, so each that is not on it is asked
 * for by name.
 *
 * @throws ServiceError where Temporal does not answer
 */
export function runningWorkflows(client: Client): RunningWorkflows {
  return async (ids) => {
    const running = new Set<string>();
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const chunk = ids.slice(from, from + AT_ONCE);
      await client.withDeadline(Date.now() + DEADLINE, async () => {
        for await (const { workflowId } of client.workflow.list({ query: queryOf(chunk) })) running.add(workflowId);
        for (const id of chunk) if (!running.has(id) && (await isRunning(client, id))) running.add(id);
      });
    }
    return running;
  };
}

const queryOf = (ids: readonly string[]): string =>
  `ExecutionStatus = 'Running' AND WorkflowId IN (${ids.map((id) => `'${id}'`).join(', ')})`;

async function isRunning(client: Client, id: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(id).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
