import type pg from 'pg';
import { type Rejection, refuse } from '#domain';

/** Somebody used the same idempotency key at the same moment. */
export const KEY_TAKEN = 'commands_actor_key_key';

/** What PostgreSQL itself forbids, said as the law would say it. Null: a fault of ours, not of the request. */
export function rejectionOfConstraint(error: pg.DatabaseError): Rejection | null {
  switch (error.constraint) {
    case 'applications_one_live':
      return refuse('APPLICATION.LIVE_ONE_EXISTS').rejection;
    case 'payments_one_live':
      return refuse('BATCH.PAYMENT_ALREADY_LIVE').rejection;
    case 'submissions_school_programme_code_period_number_key':
    case 'applications_pkey':
    case 'submissions_pkey':
    case 'payment_batches_pkey':
      return refuse('STREAM.EXISTS').rejection;
    default:
      // Two creators of one stream meet at the first event.
      return error.constraint?.startsWith('events_') && error.constraint.endsWith('_pkey')
        ? refuse('STREAM.EXISTS').rejection
        : null;
  }
}
