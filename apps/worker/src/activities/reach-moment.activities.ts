import type { MomentAnswer, MomentClaim, PlanSignal } from '#contracts';
import { SYSTEM } from '#domain';
import { type Persistence, readPlans, type StreamCommand } from '#persistence';

/** The door refused a moment although it is due: somebody must look; until then it is claimed again this rarely. */
const REFUSED_WAIT = 60_000;
const SHORTEST_WAIT = 1_000;

/** A stream that does not exist has no plan: its workflow ends. */
const NOTHING_PLANNED: PlanSignal = {
  seq: 0,
  next: null,
  phase: 'unknown',
  stage: null,
  office: null,
  township: null,
  dueAt: null,
};

export const momentActivities = ({ db, door }: Pick<Persistence, 'db' | 'door'>) => ({
  /**
   * Claims at the door that a moment has come. Idempotent by the moment's own key: claimed a second time, after an
   * answer that was lost, it is no longer planned and the door answers with the plan that followed from it.
   */
  async reachMoment({ kind, id, moment }: MomentClaim): Promise<MomentAnswer> {
    const command = { kind, id, command: { type: 'ReachMoment', moment } } as StreamCommand;
    const answer = await door.execute({ actor: SYSTEM, post: null, commands: [command], origin: 'workflow' });
    const result = answer.results[0]!;
    const stored = (await readPlans(db, kind, [id])).get(id);
    if (!stored || !result.plan) return { plan: NOTHING_PLANNED, waitAtLeast: 0 };
    // The row may be newer than the answer. At the same version the door's own plan counts: it is made with the
    // calendar of this moment, the row with the one of the last event.
    const plan = stored.plan.seq > result.version ? stored.plan : { ...stored.plan, next: result.plan.next };
    return { plan, waitAtLeast: result.ok ? 0 : waitFor(plan, moment, answer.at) };
  },
});

function waitFor({ next }: PlanSignal, moment: string, now: number): number {
  if (next?.key !== moment) return 0;
  return next.at > now ? Math.max(next.at - now, SHORTEST_WAIT) : REFUSED_WAIT;
}
