import type { BatchPhase } from '../payment-batch/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import type { ApplicationCommand } from './commands.js';
import type { ApplicationContext } from './context.js';
import type { ApplicationEvent } from './events.js';
import { AMOUNT_CHANGED, entitlementFault, linesToday, released, sameLines } from './school.js';
import { type ApplicationState, outstanding, totalFen } from './state.js';
import { openVisit, remainder, resumeVisit } from './visits.js';

type Of<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;
type Result = Decision<ApplicationEvent>;

/** An objection counts once the office has confirmed who spoke; from then on the notice's clock stands still. */
export function confirmObjection(
  state: ApplicationState,
  command: Of<'ConfirmObjection'>,
  context: ApplicationContext,
): Result {
  return accept({
    type: 'ObjectionConfirmed',
    objection: command.objection,
    ...(command.statement && { statement: command.statement }),
    remainder: remainder(state.visit!, context),
  });
}

/** Dismissed: the notice goes on with the days that were left. Upheld: the review before it decides again. */
export function resolveObjection(
  state: ApplicationState,
  command: Of<'ResolveObjection'>,
  context: ApplicationContext,
): Result {
  if (state.objection?.id !== command.objection || state.clock.running) {
    return refuse('APPLICATION.NOT_AT_THIS_STAGE', { phase: state.phase, command: 'ResolveObjection' });
  }
  const resolved = {
    type: 'ObjectionResolved' as const,
    objection: command.objection,
    upheld: command.upheld,
    ...(command.opinion && { opinion: command.opinion }),
  };
  if (!command.upheld) return accept({ ...resolved, opens: resumeVisit(state.visit!, context, state.clock.remainder) });
  const posted = state.route.findIndex((r) => r.stage === state.visit!.stage);
  const lastReview = state.route.slice(0, posted).findLast((r) => r.kind === 'review')!;
  return accept({ ...resolved, ...released(state), opens: openVisit(state, lastReview, context) });
}

/** Checked once more against roll and registry before money moves: a child who left is not paid. */
export function freeze(state: ApplicationState, command: Of<'FreezeForPayment'>, context: ApplicationContext): Result {
  const closed = batchElsewhere('freezing', command.type, context);
  if (closed) return closed;
  if (outstanding(state).length === 0) return refuse('BATCH.NOTHING_TO_PAY');
  const fault = entitlementFault(state, state.items, context);
  if (fault) return fault;
  if (!sameLines(linesToday(state, context), state.items)) {
    return refuse('APPLICATION.NOT_ELIGIBLE', { programme: context.programme.code, reasons: [AMOUNT_CHANGED] });
  }
  if (
    outstanding(state).some((line) => line.payee === 'school-account') &&
    context.subject?.schoolHasAccount === false
  ) {
    return refuse('BATCH.PAYEE_WITHOUT_ACCOUNT', { school: state.place.school });
  }
  return accept({ type: 'ApplicationFrozenForPayment', batch: command.batch });
}

export function unfreeze(state: ApplicationState, command: Of<'Unfreeze'>, context: ApplicationContext): Result {
  if (state.batch !== command.batch) return refuse('APPLICATION.NOT_IN_THIS_BATCH', { batch: command.batch });
  return accept({
    type: 'ApplicationUnfrozen',
    batch: command.batch,
    opens: openVisit(state, paymentStage(state), context),
  });
}

export function settle(state: ApplicationState, command: Of<'SettlePayment'>): Result {
  if (state.batch !== command.batch) return refuse('APPLICATION.NOT_IN_THIS_BATCH', { batch: command.batch });
  const due = outstanding(state);
  if (command.outcome === 'paid') return accept({ type: 'ApplicationPaid', batch: command.batch, pays: totalFen(due) });
  const arrived = due.filter((line) =>
    command.arrived?.some((a) => a.item === line.item && a.instalment === line.instalment),
  );
  return accept({
    type: 'PaymentFailed',
    batch: command.batch,
    reason: command.reason ?? 'unknown',
    ...(arrived.length > 0 && {
      arrived: arrived.map(({ item, instalment }) => ({ item, instalment })),
      pays: totalFen(arrived),
    }),
  });
}

/** A worker that was thought dead must not freeze into a batch that has been counted or called off meanwhile. */
function batchElsewhere(needed: BatchPhase, command: string, { batchPhase }: ApplicationContext) {
  if (batchPhase === undefined || batchPhase === needed) return null;
  return refuse('BATCH.NOT_AT_THIS_STEP', { phase: batchPhase, command });
}

/** After a bank return has been cleared up: it waits for the next batch. */
export function reissue(
  state: ApplicationState,
  { accountChanged }: Of<'ReissuePayment'>,
  context: ApplicationContext,
): Result {
  const opens = openVisit(state, paymentStage(state), context);
  return accept({ type: 'PaymentReissued', ...(accountChanged && { accountChanged }), opens });
}

const paymentStage = (state: ApplicationState) => state.route.find((r) => r.kind === 'payment')!;
