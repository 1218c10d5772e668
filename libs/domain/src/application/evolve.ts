import type { Recorded } from '../stream/index.js';
import { type ApplicationEvent, KEEPS_REVISION } from './events.js';
import { ledgerEffect } from './ledger.js';
import { type ApplicationState, type Phase, totalFen, type Visit } from './state.js';

const PHASE_OF_VISIT = {
  review: 'in-review',
  notice: 'in-public-notice',
  payment: 'awaiting-payment',
} as const satisfies Record<Visit['kind'], Phase>;

/** The school's own two steps, as stages for four eyes: who prepared a case does not confirm or review it. */
export const SCHOOL_SUBMISSION = 'school-submission';
export const SCHOOL_CONFIRMATION = 'school-confirmation';

const RUNNING = { running: true } as const;

/** A visit begins: its own clock, nothing reminded, nobody has looked yet. */
const enter = (state: ApplicationState, visit: Visit) => ({
  phase: PHASE_OF_VISIT[visit.kind],
  visit,
  visits: Math.max(state.visits, visit.no),
  clock: RUNNING,
  lastMoment: null,
  openedBy: null,
});

/** No visit any more: nothing runs, nothing is reminded. */
const LEFT = { visit: null, clock: RUNNING, lastMoment: null, openedBy: null } as const;

const acted = (state: ApplicationState, recorded: Recorded<ApplicationEvent>, stage: string) => {
  const people = recorded.onBehalfOf ? [recorded.actor, recorded.onBehalfOf] : [recorded.actor];
  const isNew = (person: string) => !state.acts.some((act) => act.person === person && act.stage === stage);
  return { acts: [...state.acts, ...people.filter(isNew).map((person) => ({ person, stage }))] };
};

const decided = (state: ApplicationState, recorded: Recorded<ApplicationEvent>) => ({
  ...acted(state, recorded, state.visit!.stage),
  lastDecision: { person: recorded.actor, visit: state.visit!, lastMoment: state.lastMoment },
});

/** The state after one more event. Total: every event type has its line, and the compiler counts them. */
export function evolveApplication(
  before: ApplicationState | null,
  recorded: Recorded<ApplicationEvent>,
): ApplicationState {
  const { event, at } = recorded;
  if (event.type === 'ApplicationDrafted') return drafted(event, at);
  if (!before) throw new Error(`${event.type} before ApplicationDrafted: the stream is damaged`);
  const changes = applied(before, event, recorded);
  return {
    ...before,
    ...changes,
    reservedFen: before.reservedFen + ledgerEffect(event).reserved,
    version: before.version + 1,
    revision: before.revision + (KEEPS_REVISION.has(event.type) ? 0 : 1),
    lastAt: at,
  };
}

function drafted(event: Extract<ApplicationEvent, { type: 'ApplicationDrafted' }>, at: number): ApplicationState {
  return {
    version: 1,
    revision: 1,
    phase: 'draft',
    programme: event.programme,
    period: event.period,
    subject: event.subject,
    place: event.place,
    items: event.items,
    amountFen: totalFen(event.items),
    reservedFen: 0,
    flags: event.flags,
    submission: null,
    route: [],
    visit: null,
    visits: 0,
    clock: RUNNING,
    lastMoment: null,
    openedBy: null,
    lastDecision: null,
    acts: [],
    returned: null,
    held: null,
    objection: null,
    rejected: null,
    appealed: false,
    barredFromAppeal: [],
    batch: null,
    arrived: [],
    lastAt: at,
  };
}

function applied(
  state: ApplicationState,
  event: Exclude<ApplicationEvent, { type: 'ApplicationDrafted' }>,
  recorded: Recorded<ApplicationEvent>,
): Partial<ApplicationState> {
  switch (event.type) {
    case 'ApplicationDiscarded':
      return { phase: 'discarded' };
    case 'ApplicationSubmitted':
      return {
        phase: 'submitted',
        submission: event.submission,
        route: event.route,
        ...(event.items && { items: event.items, amountFen: totalFen(event.items) }),
        ...acted(state, recorded, SCHOOL_SUBMISSION),
        ...(event.opens && enter(state, event.opens)),
      };
    case 'ApplicationConfirmed':
      return { ...enter(state, event.opens), ...acted(state, recorded, SCHOOL_CONFIRMATION) };
    case 'ApplicationSentBackToDraft':
      return { phase: 'draft', submission: null, route: [], acts: [] };
    case 'ApplicationOpened':
      return { openedBy: recorded.actor };
    case 'ApplicationApproved':
      return {
        ...decided(state, recorded),
        returned: null,
        ...(event.opens ? enter(state, event.opens) : { ...LEFT, phase: 'awaiting-funds' }),
      };
    case 'FundsReserved':
      return enter(state, event.opens);
    case 'ApplicationReturned':
      return {
        ...decided(state, recorded),
        phase: 'returned',
        returned: { items: event.items, fromStage: event.stage },
        clock: { running: false, because: 'returned', remainder: event.remainder },
        openedBy: null,
      };
    case 'ApplicationResubmitted':
      return {
        ...enter(state, event.opens),
        items: event.items,
        amountFen: totalFen(event.items),
        ...(event.route && { route: event.route }),
        returned: null,
        lastDecision: null, // the school has acted on the return: there is nothing left to take back
      };
    case 'ApplicationRejected':
      return {
        ...decided(state, recorded),
        ...LEFT,
        phase: 'rejected',
        rejected: { reason: event.reason, visit: state.visit! },
      };
    case 'ApplicationAppealed':
      return {
        ...enter(state, event.opens),
        appealed: true,
        barredFromAppeal: state.acts.filter((act) => act.stage === event.opens.stage).map((act) => act.person),
        rejected: null,
        lastDecision: null,
      };
    case 'ApplicationWithdrawn':
      return {
        ...LEFT,
        phase: 'withdrawn',
        returned: null,
        held: null,
        objection: null,
        lastDecision: null,
        batch: null,
      };
    case 'ApplicationRecalled':
      return {
        ...enter(state, event.opens),
        lastMoment: state.lastDecision?.lastMoment ?? null, // the same visit: what was reminded stays reminded
        returned: null,
        rejected: null,
        lastDecision: null,
      };
    case 'ApplicationHeld':
      return {
        held: { by: recorded.actor, at: recorded.at },
        clock: { running: false, because: 'held', remainder: event.remainder },
      };
    case 'ApplicationResumed':
      return { ...resumed(state, event.opens), held: null };
    case 'DeadlineMoved':
      return {
        visit: {
          ...state.visit!,
          dueAt: event.dueAt,
          calendarVersion: event.calendarVersion,
          provisional: event.provisional,
        },
      };
    case 'ReminderCameDue':
      return { lastMoment: event.moment };
    case 'PublicNoticeClosed':
      return { ...enter(state, event.opens), lastDecision: null }; // what has been posted is not taken back
    case 'ObjectionConfirmed':
      return {
        objection: { id: event.objection, at: recorded.at },
        openedBy: recorded.actor, // somebody after the decider has dealt with it: too late for a recall
        clock: { running: false, because: 'objection', remainder: event.remainder },
      };
    case 'ObjectionResolved':
      return {
        ...(event.upheld ? { ...enter(state, event.opens), lastDecision: null } : resumed(state, event.opens)),
        objection: null,
      };
    case 'ApplicationFrozenForPayment':
      return { ...LEFT, phase: 'paying', batch: event.batch };
    case 'ApplicationUnfrozen':
      return { ...enter(state, event.opens), batch: null };
    case 'ApplicationPaid':
      return { phase: 'paid' };
    case 'PaymentFailed':
      return { phase: 'payment-failed', arrived: [...state.arrived, ...(event.arrived ?? [])] };
    case 'PaymentReissued':
      return { ...enter(state, event.opens), batch: null };
  }
}

/** The same visit goes on with a new deadline: who has opened it and what was reminded stays true. */
const resumed = (state: ApplicationState, visit: Visit) => ({
  ...enter(state, visit),
  lastMoment: state.lastMoment,
  openedBy: state.openedBy,
});
