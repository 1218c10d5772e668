import { type Actor, barredByFourEyes, hasJurisdiction, isSystem, offices, requireSeat } from '../access/index.js';
import { type Rejection, refuse } from '../rejection.js';
import { APPLICATION_RULES, type ApplicationCommandType, type CommandRule } from './commands.js';
import type { ApplicationContext } from './context.js';
import { SCHOOL_CONFIRMATION, SCHOOL_SUBMISSION } from './evolve.js';
import type { ApplicationState } from './state.js';

type Guard = { ok: true } | { ok: false; rejection: Rejection };
const PASS: Guard = { ok: true };

/** Phase, place, person: everything that forbids a command whatever its content. In the order people can act on. */
export function guardApplication(
  state: ApplicationState | null,
  type: ApplicationCommandType,
  context: ApplicationContext,
): Guard {
  const rule: CommandRule = APPLICATION_RULES[type];
  if (!state) return rule.from.includes(null) ? PASS : refuse('STREAM.NOT_FOUND');
  // Whose it is comes before where it is: a stranger learns nothing about the case.
  const seat = guardSeat(state, rule, context);
  if (!seat.ok) return seat;
  if (!rule.from.includes(state.phase))
    return refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase: state.phase, command: type });
  if (!rule.whileStopped && state.held) return refuse('APPLICATION.ON_HOLD');
  if (!rule.whileStopped && state.objection) return refuse('APPLICATION.UNDER_OBJECTION');
  return guardFourEyes(state, type, rule, context);
}

function guardSeat(state: ApplicationState, rule: CommandRule, { actor }: ApplicationContext): Guard {
  const { place } = state;
  switch (rule.by) {
    case 'system':
      return isSystem(actor) ? PASS : refuse('ACCESS.WRONG_ROLE', { role: 'system' });
    case 'school-clerk':
      return requireSeat(actor, place, place.school, 'clerk');
    case 'school-head':
      return requireSeat(actor, place, place.school, 'head');
    case 'finance':
      return requireSeat(actor, place, place.county, 'finance');
    case 'objection-office':
      return place.township
        ? requireSeat(actor, place, place.township, 'reviewer')
        : requireSeat(actor, place, place.county, 'approver');
    case 'supervisor':
      return guardSupervisor(state, actor.seat);
    case 'last-decider':
      if (!actor.seat || !hasJurisdiction(actor.seat, place))
        return refuse('ACCESS.OUT_OF_JURISDICTION', { office: actor.seat?.office ?? null });
      if (!state.lastDecision)
        return refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase: state.phase, command: 'RecallApplication' });
      if (state.lastDecision.person !== actor.person) return refuse('APPLICATION.NOT_THE_DECIDER');
      // In the post in which they decided: whoever has moved on takes nothing back from elsewhere.
      return requireSeat(actor, place, state.lastDecision.visit.office, state.lastDecision.visit.role);
    case 'task-seat':
      if (state.phase === 'returned') return requireSeat(actor, place, place.school, 'clerk');
      return guardVisitSeat(state, actor);
    case 'visit-seat':
      return guardVisitSeat(state, actor);
  }
}

function guardVisitSeat({ place, phase, visit }: ApplicationState, actor: Actor): Guard {
  if (!actor.seat || !hasJurisdiction(actor.seat, place))
    return refuse('ACCESS.OUT_OF_JURISDICTION', { office: actor.seat?.office ?? null });
  return visit
    ? requireSeat(actor, place, visit.office, visit.role)
    : refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase });
}

/** A supervisor of the office that has the case, or of a level above it; never of one below. */
function guardSupervisor(state: ApplicationState, seat: ApplicationContext['actor']['seat']): Guard {
  if (!seat || !hasJurisdiction(seat, state.place))
    return refuse('ACCESS.OUT_OF_JURISDICTION', { office: seat?.office ?? null });
  if (seat.role !== 'supervisor') return refuse('ACCESS.WRONG_ROLE', { role: 'supervisor', yours: seat.role });
  const upwards = offices(state.place);
  const has = state.visit?.office ?? state.place.school;
  return upwards.indexOf(seat.office) >= upwards.indexOf(has)
    ? PASS
    : refuse('ACCESS.WRONG_LEVEL', { office: has, yours: seat.office });
}

function guardFourEyes(
  state: ApplicationState,
  type: ApplicationCommandType,
  rule: CommandRule,
  { actor }: ApplicationContext,
): Guard {
  if (!rule.fourEyes) return PASS;
  const stage = stageOf(state, type);
  const earlier = barredByFourEyes(state.acts, actor, stage);
  if (earlier)
    return refuse('ACCESS.FOUR_EYES', {
      stage,
      earlier: earlier.stage,
      office: state.visit?.office ?? null,
      role: state.visit?.role ?? null,
    });
  // An appeal goes to other people: whoever acted before, at this stage too, does not hear it.
  const barred = state.barredFromAppeal.some((person) => person === actor.person || person === actor.onBehalfOf);
  if (barred) return refuse('ACCESS.BARRED_BY_APPEAL', { stage });
  return PASS;
}

/** The name under which an act counts. The school's own two steps are stages of their own. */
export function stageOf(state: ApplicationState, type: ApplicationCommandType): string {
  if (type === 'SubmitApplication') return SCHOOL_SUBMISSION;
  if (type === 'ConfirmApplication') return SCHOOL_CONFIRMATION;
  return state.visit?.stage ?? SCHOOL_SUBMISSION;
}

/** Persons who may not take the current task: addressed in the worklist, so that nobody opens what they may not decide. */
export function barredPersons(state: ApplicationState): string[] {
  const { visit } = state;
  if (!visit) return [];
  const others = state.acts.filter((act) => act.stage !== visit.stage).map((act) => act.person);
  return [...new Set([...others, ...state.barredFromAppeal])];
}
