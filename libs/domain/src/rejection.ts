/**
 * Why a command is refused. A refusal is a value, never an exception: a code that never changes its meaning,
 * and parameters for the sentence. The sentences and HTTP statuses stand in the API's problem catalogue.
 */
export const REJECTION_CODES = [
  // anyone, anything
  'ACCESS.POST_ENDED',
  'ACCESS.WRONG_ROLE',
  'ACCESS.WRONG_LEVEL',
  'ACCESS.OUT_OF_JURISDICTION',
  'ACCESS.FOUR_EYES',
  'ACCESS.BARRED_BY_APPEAL',
  'COMMAND.KEY_REUSED',
  'COMMAND.INVALID',
  'STREAM.NOT_FOUND',
  'STREAM.EXISTS',
  'STREAM.REVISION_STALE',
  // the plan's own moments
  'PLAN.MOMENT_NOT_PLANNED',
  'PLAN.MOMENT_NOT_DUE',
  // applications
  'APPLICATION.NOT_AT_THIS_STAGE',
  'APPLICATION.ON_HOLD',
  'APPLICATION.UNDER_OBJECTION',
  'APPLICATION.NOT_ELIGIBLE',
  'APPLICATION.NOT_ENROLLED',
  'APPLICATION.REASON_UNKNOWN',
  'APPLICATION.ITEM_UNKNOWN',
  'APPLICATION.ITEMS_MISSING',
  'APPLICATION.ITEM_NOT_RETURNED',
  'APPLICATION.STAGE_UNKNOWN',
  'APPLICATION.ALREADY_OPENED_BY_NEXT',
  'APPLICATION.NOT_THE_DECIDER',
  'APPLICATION.ALREADY_APPEALED',
  'APPLICATION.CARD_MISSING',
  'APPLICATION.LIVE_ONE_EXISTS',
  'APPLICATION.NOT_IN_THIS_BATCH',
  'APPLICATION.NOT_IN_THIS_SUBMISSION',
  // submissions
  'SUBMISSION.NOT_AT_THIS_STEP',
  'SUBMISSION.EMPTY',
  'SUBMISSION.MEETING_MISSING',
  'SUBMISSION.WINDOW_NOT_OPEN',
  // payment batches
  'BATCH.NOT_AT_THIS_STEP',
  'BATCH.EMPTY',
  'BATCH.SECOND_PERSON_NEEDED',
  'BATCH.TOTAL_DIFFERS',
  'BATCH.FILE_UNKNOWN',
  'BATCH.PAYMENT_ALREADY_LIVE',
  'BATCH.LINES_DIFFER',
  'BATCH.NOTHING_TO_PAY',
  'BATCH.PAYEE_WITHOUT_ACCOUNT',
  'BATCH.RETURN_FILE_FAULTY',
  'BATCH.ACCOUNT_NOT_A_HOUSEHOLDS',
  // objections
  'OBJECTION.NOT_AT_THIS_STEP',
  'OBJECTION.ROW_UNKNOWN',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

export interface Rejection {
  readonly code: RejectionCode;
  readonly params?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export type Decision<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly rejection: Rejection };

export const accept = <Event>(...events: Event[]): Decision<Event> => ({ ok: true, events });

export const refuse = (code: RejectionCode, params?: Rejection['params']): { ok: false; rejection: Rejection } => ({
  ok: false,
  rejection: params ? { code, params } : { code },
});
