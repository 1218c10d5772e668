import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { workflowId } from '#contracts';
import { decideInBulk, handIn } from './commands.js';
import { type BenchCounty, PERIOD, QUICK_PROGRAMME } from './county.js';
import { type Caller, eventually } from './http.js';

/**
 * Temporal history events of one application from submission to paid, nobody late: the average over a school whose
 * programme has limits of seconds, so that the notice really closes by itself.
 */
export async function measureHistory(
  temporalAddress: string,
  namespace: string,
  county: BenchCounty,
  signIn: (login: string) => Promise<Caller>,
): Promise<number> {
  const { junior, reviewers, approvers, finance } = county;
  const ids = await county.drafts(junior, QUICK_PROGRAMME);
  const [clerk, head, reviewer, approver, maker, releaser] = (await Promise.all(
    [junior.clerk, junior.head, reviewers.get(junior.township)![0]!, approvers[0]!, ...finance].map(({ login }) =>
      signIn(login),
    ),
  )) as [Caller, Caller, Caller, Caller, Caller, Caller];
  const submission = await handIn(clerk, head, QUICK_PROGRAMME);
  await decideInBulk({ by: reviewer, submissionId: submission });
  await decideInBulk({ by: approver, submissionId: submission });
  const phaseOf = async (by: Caller, id: string) => (await by.ask('GET', `/applications/${id}`)).body.phase;
  for (const id of ids)
    await eventually('the end of the notice', 30_000, async () => (await phaseOf(approver, id)) === 'awaiting-payment');
  await pay(maker, releaser);
  for (const id of ids) await eventually('payment', 30_000, async () => (await phaseOf(approver, id)) === 'paid');
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const client = new Client({ connection, namespace });
    const lengths = await Promise.all(ids.map((id) => eventsOf(client, workflowId('application', id))));
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  } finally {
    await connection.close();
  }
}

/** A batch of all that awaits payment: made, frozen, released by a second person, sent, and answered by the bank. */
async function pay(maker: Caller, releaser: Caller): Promise<void> {
  const { body } = await maker.ask(
    'POST',
    '/payment-batches',
    { programmeCode: QUICK_PROGRAMME, period: PERIOD },
    randomUUID(),
  );
  const inPhase = (phase: string) =>
    eventually(`batch ${phase}`, 30_000, async () => {
      const batch = (await maker.ask('GET', `/payment-batches/${body.id}`)).body;
      return batch.phase === phase && batch;
    });
  const { totalFen } = await inPhase('frozen');
  await releaser.ask('POST', `/payment-batches/${body.id}/release`, { totalFen }, randomUUID());
  await inPhase('sent');
  const { body: lines } = await maker.ask('GET', `/payment-batches/${body.id}/lines?limit=200`);
  await maker.upload(`/payment-batches/${body.id}/return-files`, 'return.csv', returnFile(lines.items));
  await inPhase('settled');
}

/** A bank's answer: every line arrived. */
export const returnFile = (lines: readonly { lineNo: number; amountFen: number }[]): string =>
  [
    '序号,账号,金额（元）,结果,失败原因',
    ...lines.map(({ lineNo, amountFen }) => `${lineNo},,${(amountFen / 100).toFixed(2)},成功,`),
  ].join('\n');

/** Over all runs: a workflow's runs come and go with its plan. */
async function eventsOf(client: Client, id: string): Promise<number> {
  let events = 0;
  for await (const run of client.workflow.list({ query: `WorkflowId = '${id}'` })) {
    const { historyLength } = await client.workflow.getHandle(id, run.runId).describe();
    events += historyLength;
  }
  return events;
}
