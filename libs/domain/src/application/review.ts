import { accept, type Decision, refuse } from '../rejection.js';
import type { ApplicationCommand } from './commands.js';
import type { ApplicationContext } from './context.js';
import type { ApplicationEvent } from './events.js';
import { released } from './school.js';
import { type ApplicationState, type Visit } from './state.js';
import { openNext, remainder, resumeVisit } from './visits.js';

type Of<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;
type Result = Decision<ApplicationEvent>;

/** Recorded when the decision came after its deadline, so that an auditor need not compute it. */
const lateness = (visit: Visit, now: number): { late?: true } => (now > visit.dueAt ? { late: true } : {});

const opinionOf = (command: { opinion?: ApplicationEventOpinion }) =>
  command.opinion ? { opinion: command.opinion } : {};
type ApplicationEventOpinion = { id: string; commitment: string };

/** Opened once is opened: looking again is no event. */
export function open(state: ApplicationState, { actor }: ApplicationContext): Result {
  if (state.openedBy === actor.person) return accept();
  return accept({ type: 'ApplicationOpened', visit: state.visit!.no });
}

export function approve(
  state: ApplicationState,
  command: Of<'ApproveApplication'>,
  context: ApplicationContext,
): Result {
  const visit = state.visit!;
  const approved = {
    type: 'ApplicationApproved' as const,
    visit: visit.no,
    stage: visit.stage,
    ...opinionOf(command),
    ...lateness(visit, context.now),
  };
  if (!reservesFunds(state, visit.stage)) return accept({ ...approved, opens: openNext(state, visit.stage, context) });
  if (context.fundsShort) return accept({ ...approved, awaitsFunds: true });
  return accept({ ...approved, reserves: state.amountFen, opens: openNext(state, visit.stage, context) });
}

/** The last review stage promises the money: the budget line is reserved with that approval. A notice may come before it. */
export function reservesFunds(state: ApplicationState, stage: string): boolean {
  return state.route.filter((r) => r.kind === 'review').at(-1)?.stage === stage;
}

/** The budget line has money again: the approval given earlier takes effect. */
export function reserveFunds(state: ApplicationState, context: ApplicationContext): Result {
  if (context.fundsShort)
    return refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase: state.phase, command: 'ReserveFunds' });
  return accept({
    type: 'FundsReserved',
    reserves: state.amountFen,
    opens: openNext(state, state.lastDecision!.visit.stage, context),
  });
}

export function returnToSchool(
  state: ApplicationState,
  command: Of<'ReturnApplication'>,
  context: ApplicationContext,
): Result {
  if (command.items.length === 0) return refuse('APPLICATION.ITEMS_MISSING');
  const known = context.programme.correctableItems.map((item) => item.code);
  const unknown = command.items.filter((item) => !known.includes(item));
  if (unknown.length > 0) return refuse('APPLICATION.ITEM_UNKNOWN', { items: unknown, known });
  const visit = state.visit!;
  return accept({
    type: 'ApplicationReturned',
    visit: visit.no,
    stage: visit.stage,
    items: [...new Set(command.items)],
    ...opinionOf(command),
    remainder: remainder(visit, context),
    ...lateness(visit, context.now),
  });
}

export function reject(state: ApplicationState, command: Of<'RejectApplication'>, context: ApplicationContext): Result {
  const known = context.programme.rejectReasons.map((reason) => reason.code);
  if (!known.includes(command.reason)) return refuse('APPLICATION.REASON_UNKNOWN', { reason: command.reason, known });
  const visit = state.visit!;
  return accept({
    type: 'ApplicationRejected',
    visit: visit.no,
    stage: visit.stage,
    reason: command.reason,
    ...opinionOf(command),
    ...lateness(visit, context.now),
  });
}

/** Taken back by the person who decided, as long as nobody after them has opened it: the visit goes on as it was. */
export function recall(state: ApplicationState): Result {
  if (state.openedBy) return refuse('APPLICATION.ALREADY_OPENED_BY_NEXT');
  const { visit } = state.lastDecision!;
  return accept({
    type: 'ApplicationRecalled',
    visit: visit.no,
    opens: visit,
    ...released(state),
  });
}

export function hold(state: ApplicationState, command: Of<'HoldApplication'>, context: ApplicationContext): Result {
  return accept({ type: 'ApplicationHeld', reason: command.reason, remainder: remainder(state.visit!, context) });
}

export function resume(state: ApplicationState, context: ApplicationContext): Result {
  if (state.clock.running || state.clock.because !== 'held') {
    return refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase: state.phase, command: 'ResumeApplication' });
  }
  return accept({ type: 'ApplicationResumed', opens: resumeVisit(state.visit!, context, state.clock.remainder) });
}
