import { requireSeat } from '../access/index.js';
import { isEligible, periodOf, type SubjectFacts } from '../programme/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import { resolveRoute } from '../route/index.js';
import { type BenefitLine, benefitLines } from '../subsidy/index.js';
import type { ApplicationCommand } from './commands.js';
import type { ApplicationContext } from './context.js';
import type { ApplicationEvent, SubjectBasis } from './events.js';
import { type ApplicationState, totalFen } from './state.js';
import { openVisit } from './visits.js';

type Of<T extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: T }>;
type Result = Decision<ApplicationEvent>;

export function draft(command: Of<'DraftApplication'>, { actor }: ApplicationContext): Result {
  const seat = requireSeat(actor, command.place, command.place.school, 'clerk');
  if (!seat.ok) return seat;
  const { type: _, ...payload } = command;
  return accept({ type: 'ApplicationDrafted', ...payload });
}

/** Eligibility is shown on the draft and enforced here, and the amount is what roll and registry of today make it. */
export function submit(state: ApplicationState, command: Of<'SubmitApplication'>, context: ApplicationContext): Result {
  const items = linesToday(state, context);
  const fault = entitlementFault(state, items, context);
  if (fault) return fault;
  const route = resolveRoute(context.programme, state.place, totalFen(items));
  const changed = sameLines(items, state.items) ? {} : { items };
  const submitted = { type: 'ApplicationSubmitted' as const, submission: command.submission, route, ...changed };
  if (context.programme.options.headConfirms) return accept(submitted);
  return accept({ ...submitted, opens: openVisit(state, route[0]!, context) });
}

export function confirm(
  state: ApplicationState,
  command: Of<'ConfirmApplication'>,
  context: ApplicationContext,
): Result {
  if (state.submission !== command.submission) return refuse('APPLICATION.NOT_IN_THIS_SUBMISSION');
  return accept({ type: 'ApplicationConfirmed', opens: openVisit(state, state.route[0]!, context) });
}

export function sendBackToDraft(state: ApplicationState, command: Of<'SendApplicationBackToDraft'>): Result {
  if (state.submission !== command.submission) return refuse('APPLICATION.NOT_IN_THIS_SUBMISSION');
  return accept({ type: 'ApplicationSentBackToDraft' });
}

/**
 * The school may change only what was named. What changed and touches the amount voids the earlier approvals:
 * the case goes through all stages again; otherwise it goes back to whoever returned it, with the time that was left.
 */
export function resubmit(
  state: ApplicationState,
  command: Of<'ResubmitApplication'>,
  context: ApplicationContext,
): Result {
  const returned = state.returned!;
  const foreign = command.changed.filter((item) => !returned.items.includes(item));
  if (foreign.length > 0) return refuse('APPLICATION.ITEM_NOT_RETURNED', { items: foreign });
  const items = linesToday(state, context);
  const fault = entitlementFault(state, items, context);
  if (fault) return fault;
  const resubmitted = {
    type: 'ApplicationResubmitted' as const,
    changed: command.changed,
    items,
    basis: basisOf(context.subject!.facts),
    ...(command.note && { note: command.note }),
  };
  if (!sameLines(items, state.items)) {
    // Another amount may call for other stages.
    const route = resolveRoute(context.programme, state.place, totalFen(items));
    return accept({ ...resubmitted, route, opens: openVisit(state, route[0]!, context) });
  }
  const from = state.route.find((r) => r.stage === returned.fromStage)!;
  return accept({
    ...resubmitted,
    opens: openVisit(state, from, context, state.clock.running ? undefined : state.clock.remainder),
  });
}

/** What an application records of its child. Whoever is on the roll has stage, grade and boarding there. */
export const basisOf = ({
  schoolStage,
  grade,
  boarding,
  householdType,
  specialCategory,
}: SubjectFacts): SubjectBasis => ({
  schoolStage: schoolStage!,
  grade: grade!,
  boarding: boarding!,
  householdType,
  specialCategory,
});

/** What the child is due by the registers of today. */
export const linesToday = (state: ApplicationState, { programme, subject }: ApplicationContext): BenefitLine[] =>
  subject ? benefitLines(programme, subject.facts, periodOf(programme, state.period)) : [];

/** Field by field: PostgreSQL's jsonb keeps no order of keys. */
export const sameLines = (a: readonly BenefitLine[], b: readonly BenefitLine[]): boolean =>
  a.length === b.length &&
  a.every((line, i) => {
    const other = b[i]!;
    return (
      line.item === other.item &&
      line.instalment === other.instalment &&
      line.amountFen === other.amountFen &&
      line.payee === other.payee
    );
  });

export function withdraw(state: ApplicationState, command: Of<'WithdrawApplication'>): Result {
  return accept({
    type: 'ApplicationWithdrawn',
    ...(command.note && { note: command.note }),
    ...released(state),
  });
}

/** Rejected once, heard once more, by other people of the stage that rejected. */
export function appeal(state: ApplicationState, command: Of<'AppealApplication'>, context: ApplicationContext): Result {
  if (state.appealed) return refuse('APPLICATION.ALREADY_APPEALED');
  const opens = openVisit(state, state.rejected!.visit, context);
  return accept({ type: 'ApplicationAppealed', ...(command.grounds && { grounds: command.grounds }), opens });
}

/** The reason given where the programme is for the child, and none of its items is. */
export const NOTHING_DUE = 'nothing-due';
/** The reason given where what was approved is no longer what the child is due: it is withdrawn and applied for anew. */
export const AMOUNT_CHANGED = 'amount-changed';

/** Deny when unsure: a child that cannot be looked up is not submitted, resubmitted or paid. */
export function entitlementFault(
  state: ApplicationState,
  items: readonly BenefitLine[],
  { subject, programme }: ApplicationContext,
): Extract<Result, { ok: false }> | null {
  if (!subject || subject.enrolledAt !== state.place.school) {
    return refuse('APPLICATION.NOT_ENROLLED', { school: state.place.school, enrolledAt: subject?.enrolledAt ?? null });
  }
  const { eligible, reasons } = isEligible(programme, subject.facts);
  if (!eligible) return refuse('APPLICATION.NOT_ELIGIBLE', { programme: programme.code, reasons });
  if (totalFen(items) === 0)
    return refuse('APPLICATION.NOT_ELIGIBLE', { programme: programme.code, reasons: [NOTHING_DUE] });
  if (items.some((line) => line.payee === 'household-card') && !subject.hasCard)
    return refuse('APPLICATION.CARD_MISSING');
  return null;
}

/** Whatever is reserved goes back to the budget line. */
export const released = (state: ApplicationState): { releases?: number } =>
  state.reservedFen > 0 ? { releases: state.reservedFen } : {};
