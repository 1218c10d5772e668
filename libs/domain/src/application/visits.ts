import { deadlineOf, type Limit, remainderOf } from '../deadline/index.js';
import type { RouteStage } from '../route/index.js';
import type { ApplicationContext } from './context.js';
import { type ApplicationState, stageAfter, type Visit } from './state.js';

/** Opens a passage through a stage now, with the programme's limit unless another is left over. */
export function openVisit(state: ApplicationState, at: RouteStage, context: ApplicationContext, limit?: Limit): Visit {
  const spec = context.programme.route.find((s) => s.key === at.stage);
  if (!spec)
    throw new Error(
      `programme ${context.programme.code} has no stage ${at.stage}: the route was recorded from another version`,
    );
  return { ...withDeadline(at, context, limit ?? spec.limit), no: state.visits + 1 };
}

/** The same visit goes on: its number stays, its deadline is what was left, counted from now. */
export function resumeVisit(visit: Visit, context: ApplicationContext, limit: Limit): Visit {
  const { stage, kind, office, role } = visit;
  return { ...withDeadline({ stage, kind, office, role }, context, limit), no: visit.no };
}

function withDeadline(at: RouteStage, { calendar, now }: ApplicationContext, limit: Limit): Omit<Visit, 'no'> {
  const { stage, kind, office, role } = at;
  return { stage, kind, office, role, openedAt: now, limit, ...deadlineOf(calendar, now, limit) };
}

/** What is left of the current visit's limit if its clock stops now. */
export function remainder(visit: Visit, { calendar, now }: ApplicationContext): Limit {
  return remainderOf(calendar, visit, visit.limit, now);
}

/** Opens the stage after the given one. Every route ends in payment, so there is one until then. */
export function openNext(state: ApplicationState, stage: string, context: ApplicationContext): Visit {
  const next = stageAfter(state.route, stage);
  if (!next) throw new Error(`nothing follows ${stage} on this route`);
  return openVisit(state, next, context);
}
