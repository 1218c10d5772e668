import { randomUUID } from 'node:crypto';
import type { Persistence } from '#persistence';
import { PERIOD } from './county.js';
import { type Caller, eventually } from './http.js';

export const OPINION = '情况属实，同意。';
const BULK_WITHIN_MS = 120_000;

/** A submission of all the school's drafts, prepared and confirmed. */
export async function handIn(clerk: Caller, head: Caller, programmeCode: string): Promise<string> {
  const { body } = await clerk.ask('POST', '/submissions', { programmeCode, period: PERIOD }, randomUUID());
  if (body.leftOut.length > 0) throw new Error(`left out: ${JSON.stringify(body.leftOut[0])}`);
  const meetingOn = new Date().toISOString().slice(0, 10);
  await head.ask('POST', `/submissions/${body.id}/confirm`, { meetingOn, members: ['甲', '乙', '丙'] }, randomUUID());
  return body.id;
}

/** Somebody who decides a submission's open tasks in bulk. */
export interface BulkOf {
  readonly by: Caller;
  readonly submissionId: string;
}

/** Decides all these submissions in bulk, at once, from the first request to the last one's end; every item must have been accepted. */
export async function decideInBulks(
  persistence: Persistence,
  bulks: readonly BulkOf[],
): Promise<{ perSecond: number }> {
  const begun = performance.now();
  const ids = await Promise.all(bulks.map(startBulk));
  await untilAllAreDone(persistence, ids);
  const seconds = (performance.now() - begun) / 1_000;
  const totals = await Promise.all(bulks.map(({ by }, i) => endOfBulk(by, ids[i]!)));
  return { perSecond: totals.reduce((sum, total) => sum + total, 0) / seconds };
}

/** Decides one submission's open tasks in bulk and waits for the end, as the console does. */
export const decideInBulk = async (bulk: BulkOf): Promise<number> => endOfBulk(bulk.by, await startBulk(bulk));

async function startBulk({ by, submissionId }: BulkOf): Promise<string> {
  const body = { command: 'approve', opinion: OPINION, selection: { submissionId } };
  return (await by.ask('POST', '/bulk-decisions', body, randomUUID())).body.id;
}

/** How many were decided. */
async function endOfBulk(by: Caller, id: string): Promise<number> {
  const done = await eventually(
    `bulk ${id}`,
    BULK_WITHIN_MS,
    async () => {
      const progress = await by.ask('GET', `/bulk-decisions/${id}`);
      return progress.body.state === 'done' && progress.body;
    },
    500, // as the console asks
  );
  if (done.accepted !== done.total) throw new Error(`bulk ${id}: ${done.refused} of ${done.total} were refused`);
  return done.total;
}

/** Asked of the table: over HTTP so often the question would be part of the load, and more rarely of the figure. */
const untilAllAreDone = ({ db }: Persistence, ids: readonly string[]): Promise<true> =>
  eventually(
    'the bulks',
    BULK_WITHIN_MS,
    async () => {
      const sql = "SELECT count(*)::int AS n FROM bulks WHERE id = ANY($1::uuid[]) AND state = 'done'";
      const [row] = await db.query<{ n: number }>('bench-bulks', sql, [ids]);
      return row!.n === ids.length && (true as const);
    },
    10,
  );
