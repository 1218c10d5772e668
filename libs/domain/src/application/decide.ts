import { type Actor, hasJurisdiction } from '../access/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import type { StreamLaw } from '../stream/index.js';
import {
  APPLICATION_COMMANDS,
  APPLICATION_RULES,
  type ApplicationCommand,
  type ApplicationCommandType,
} from './commands.js';
import type { ApplicationContext } from './context.js';
import type { ApplicationEvent } from './events.js';
import { evolveApplication } from './evolve.js';
import { guardApplication } from './guards.js';
import * as money from './notice-and-payment.js';
import { moveDeadline, planApplication, reachMoment } from './plan.js';
import * as review from './review.js';
import * as school from './school.js';
import type { ApplicationState } from './state.js';

/** Decides one command. Never throws on what a person can send, never asks the time. */
export function decideApplication(
  state: ApplicationState | null,
  command: ApplicationCommand,
  context: ApplicationContext,
): Decision<ApplicationEvent> {
  const stale = staleness(state, command, context.actor);
  if (stale) return stale;
  const guard = guardApplication(state, command.type, context);
  if (!guard.ok) return guard;
  if (command.type === 'DraftApplication') return school.draft(command, context);
  const s = state!;
  switch (command.type) {
    case 'DiscardApplication':
      return accept({ type: 'ApplicationDiscarded' });
    case 'SubmitApplication':
      return school.submit(s, command, context);
    case 'ConfirmApplication':
      return school.confirm(s, command, context);
    case 'SendApplicationBackToDraft':
      return school.sendBackToDraft(s, command);
    case 'OpenApplication':
      return review.open(s, context);
    case 'ApproveApplication':
      return review.approve(s, command, context);
    case 'ReturnApplication':
      return review.returnToSchool(s, command, context);
    case 'ResubmitApplication':
      return school.resubmit(s, command, context);
    case 'RejectApplication':
      return review.reject(s, command, context);
    case 'AppealApplication':
      return school.appeal(s, command, context);
    case 'WithdrawApplication':
      return school.withdraw(s, command);
    case 'RecallApplication':
      return review.recall(s);
    case 'HoldApplication':
      return review.hold(s, command, context);
    case 'ResumeApplication':
      return review.resume(s, context);
    case 'ConfirmObjection':
      return money.confirmObjection(s, command, context);
    case 'ResolveObjection':
      return money.resolveObjection(s, command, context);
    case 'ReserveFunds':
      return review.reserveFunds(s, context);
    case 'MoveDeadline':
      return moveDeadline(s, context);
    case 'ReachMoment':
      return reachMoment(s, command.moment, context);
    case 'FreezeForPayment':
      return money.freeze(s, command, context);
    case 'Unfreeze':
      return money.unfreeze(s, command, context);
    case 'SettlePayment':
      return money.settle(s, command);
    case 'ReissuePayment':
      return money.reissue(s, command, context);
  }
}

/**
 * A decision is checked against what its author saw, before anything else they may know of the case: who came second
 * hears that it changed, not that it is no longer theirs. Outside their jurisdiction they hear nothing of it.
 */
function staleness(state: ApplicationState | null, command: ApplicationCommand, { seat }: Actor) {
  if (!state || !('revision' in command) || command.revision === state.revision) return null;
  if (!seat || !hasJurisdiction(seat, state.place)) return null;
  return refuse('STREAM.REVISION_STALE', { yours: command.revision, current: state.revision, phase: state.phase });
}

/** Exactly the commands this actor may give now: what the console shows as buttons. */
export function availableCommands(
  state: ApplicationState,
  actor: Actor,
  context: Omit<ApplicationContext, 'actor'>,
): ApplicationCommandType[] {
  return APPLICATION_COMMANDS.filter((type) => {
    if (!guardApplication(state, type, { ...context, actor }).ok) return false;
    if (type === 'RecallApplication') return review.recall(state).ok;
    if (type === 'AppealApplication') return !state.appealed;
    if (type === 'ResumeApplication') return state.held !== null;
    if (type === 'ResolveObjection') return state.objection !== null;
    if (type === 'OpenApplication') return state.openedBy !== actor.person;
    return APPLICATION_RULES[type].by !== 'system';
  });
}

export const APPLICATION_LAW: StreamLaw<ApplicationState, ApplicationCommand, ApplicationEvent, ApplicationContext> = {
  kind: 'application',
  decide: decideApplication,
  evolve: evolveApplication,
  plan: planApplication,
};
