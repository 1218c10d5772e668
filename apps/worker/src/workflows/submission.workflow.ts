import type { PlannedStreamInput } from '#contracts';
import { reachMoment } from './activity-proxies.js';
import { describeSubmission } from './details.js';
import { followPlan } from './follow-plan.js';

/**
 * A submission that a school owes. Its clerk and head are reminded as the window runs out; at the deadline the
 * township is told; it ends when the head has confirmed.
 */
export async function submissionWorkflow(input: PlannedStreamInput): Promise<void> {
  await followPlan(input, {
    describe: describeSubmission,
    whenDue: (moment) => reachMoment({ kind: 'submission', id: input.id, moment }),
  });
}
