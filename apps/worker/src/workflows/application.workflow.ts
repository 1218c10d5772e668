import type { PlannedStreamInput } from '#contracts';
import { reachMoment } from './activity-proxies.js';
import { describeApplication } from './details.js';
import { followPlan } from './follow-plan.js';

/**
 * One application's patience. It waits for the next moment of the plan, or for word that the plan has changed. When a
 * moment comes it asks the door to do what is due: remind, tell the supervisor, close the public notice. It decides
 * nothing, and ends when nothing is planned: returned, on hold, paid, rejected. The next plan starts another run.
 */
export async function applicationWorkflow(input: PlannedStreamInput): Promise<void> {
  await followPlan(input, {
    describe: describeApplication,
    whenDue: (moment) => reachMoment({ kind: 'application', id: input.id, moment }),
  });
}
