import type { Persistence } from '../persistence.js';
import { CHUNK } from './saga.js';

/** Which applications a batch is about. */
export interface BatchScope {
  /** The county that pays. */
  readonly office: string;
  readonly programme: string;
  readonly period: number;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Ids of what awaits payment, chunk by chunk in the order of ids. */
export async function* awaitingPayment(
  { db }: Persistence,
  { office, programme, period }: BatchScope,
): AsyncGenerator<string[]> {
  for (let after = NO_ID; ; ) {
    const rows = await db.query<{ id: string }>(
      'awaiting-payment',
      `SELECT id FROM applications WHERE county = $1 AND programme_code = $2 AND period = $3 AND phase = 'awaiting-payment' AND id > $4
       ORDER BY id LIMIT ${CHUNK}`,
      [office, programme, period, after],
    );
    if (rows.length === 0) return;
    yield rows.map((row) => row.id);
    after = rows.at(-1)!.id;
  }
}
