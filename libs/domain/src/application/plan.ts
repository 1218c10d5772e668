import { type Audience, DEFAULT_LADDER, deadlineOf, type Moment, nextMoment } from '../deadline/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import { NO_PLAN, type Plan } from '../stream/index.js';
import type { ApplicationContext } from './context.js';
import type { ApplicationEvent } from './events.js';
import type { ApplicationState, Visit } from './state.js';
import { openNext } from './visits.js';

type PlanContext = Pick<ApplicationContext, 'calendar' | 'programme'>;

/** A moment's name within the whole stream: which visit it belongs to, and which rung. */
const keyOf = (visit: Visit, moment: string): string => `${visit.no}/${moment}`;
const CLOSE = 'close';

/** What happens next to an application by itself: a reminder, an escalation, the end of its public notice. */
export function planApplication(state: ApplicationState, context: PlanContext): Plan {
  const { visit } = state;
  if (!visit || !state.clock.running) return NO_PLAN;
  if (visit.kind === 'notice') return { next: { key: keyOf(visit, CLOSE), at: visit.dueAt } };
  const moment = nextRung(state, visit, context);
  return moment ? { next: { key: keyOf(visit, moment.key), at: moment.at } } : NO_PLAN;
}

function nextRung(state: ApplicationState, visit: Visit, { calendar, programme }: PlanContext): Moment | null {
  const spec = programme.route.find((s) => s.key === visit.stage);
  return nextMoment(
    calendar,
    visit.openedAt,
    visit,
    spec?.limit ?? visit.limit,
    spec?.ladder ?? DEFAULT_LADDER,
    state.lastMoment,
  );
}

/**
 * The workflow only claims that a moment has come. The claim is held against this plan and this clock:
 * another moment, or a moment still to come, changes nothing and the caller is told the plan.
 */
export function reachMoment(
  state: ApplicationState,
  moment: string,
  context: ApplicationContext,
): Decision<ApplicationEvent> {
  const { next } = planApplication(state, context);
  if (next?.key !== moment) return refuse('PLAN.MOMENT_NOT_PLANNED', { moment, planned: next?.key ?? null });
  if (context.now < next.at) return refuse('PLAN.MOMENT_NOT_DUE', { moment, at: next.at });
  const visit = state.visit!;
  if (visit.kind === 'notice')
    return accept({ type: 'PublicNoticeClosed', visit: visit.no, opens: openNext(state, visit.stage, context) });
  const { rung, audiences } = latestDue(nextRung(state, visit, context)!, context.now, (after) =>
    nextRung({ ...state, lastMoment: after }, visit, context),
  );
  return accept({
    type: 'ReminderCameDue',
    visit: visit.no,
    moment: rung.key,
    rung: rung.rung,
    audiences,
    dueAt: visit.dueAt,
  });
}

/**
 * After an outage several moments are due at once: one reminder is recorded, the latest, to everybody the missed ones
 * were for. Nobody wants last week's reminders.
 */
export function latestDue(
  first: Moment,
  now: number,
  after: (key: string) => Moment | null,
): { rung: Moment; audiences: Audience[] } {
  let rung = first;
  const audiences = new Set(first.audiences);
  for (let next = after(rung.key); next && next.at <= now; next = after(rung.key)) {
    rung = next;
    for (const audience of next.audiences) audiences.add(audience);
  }
  return { rung, audiences: [...audiences] };
}

/** A newer calendar moves a running deadline, by an event, so that the trail shows which calendar counted. */
export function moveDeadline(state: ApplicationState, context: ApplicationContext): Decision<ApplicationEvent> {
  const visit = state.visit!;
  const moved = deadlineOf(context.calendar, visit.openedAt, visit.limit);
  // A deadline that stays where it was needs no event: the calendar it was counted on still says the same.
  const same = moved.dueAt === visit.dueAt && moved.provisional === visit.provisional;
  if (!state.clock.running || same) return accept();
  return accept({ type: 'DeadlineMoved', visit: visit.no, ...moved });
}
