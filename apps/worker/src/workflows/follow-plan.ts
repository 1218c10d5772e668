import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type MomentAnswer, type PlannedStreamInput, type PlanSignal, SIGNALS } from '#contracts';
import { show } from './details.js';

export const planChanged = defineSignal<[PlanSignal]>(SIGNALS.planChanged);

export interface Following {
  /** Readable in Temporal's own UI; no personal data. */
  describe(plan: PlanSignal): string;
  /** Claims at the door that this moment has come, and learns the plan that follows. */
  whenDue(moment: string): Promise<MomentAnswer>;
}

/**
 * Follows a stream's plan until nothing is planned. Of all plans it hears of, by signal in any order or as the door's
 * answer, the one with the highest sequence number counts.
 */
export async function followPlan(
  { kind, id, plan: first }: PlannedStreamInput,
  { describe, whenDue }: Following,
): Promise<void> {
  let plan = first;
  let notBefore = 0;
  setHandler(planChanged, (told) => {
    if (told.seq > plan.seq) plan = told;
  });

  while (true) {
    const waitingFor = plan;
    show(waitingFor, describe);
    const { next } = waitingFor;
    if (!next) break;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<(input: PlannedStreamInput) => Promise<void>>({ kind, id, plan });
    }

    const wait = Math.max(next.at, notBefore) - Date.now();
    const changed =
      wait > 0 &&
      (await condition(() => !saysTheSame(plan, waitingFor) || workflowInfo().continueAsNewSuggested, wait));
    if (changed) {
      notBefore = 0;
      continue;
    }

    const answer = await whenDue(next.key);
    if (answer.plan.seq >= plan.seq) plan = answer.plan;
    notBefore = answer.waitAtLeast > 0 ? Date.now() + answer.waitAtLeast : 0;
  }
  await condition(allHandlersFinished);
}

/** A later version that plans and shows the same leaves the timer as it is. */
const saysTheSame = (a: PlanSignal, b: PlanSignal): boolean =>
  a.next?.key === b.next?.key &&
  a.next?.at === b.next?.at &&
  a.phase === b.phase &&
  a.stage === b.stage &&
  a.office === b.office &&
  a.dueAt === b.dueAt;
