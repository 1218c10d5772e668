import type { Payee } from '#domain';
import type { Persistence } from '../persistence.js';

export interface FailedLine {
  readonly payee: Payee;
  /** Those behind it that still wait for somebody to clear the fault up. */
  readonly applications: readonly string[];
}

/** A line of this office's batch that the bank sent back; null where there is none, or nothing is left to clear up. */
export async function findFailedLine(
  { db }: Persistence,
  batch: string,
  lineNo: number,
  office: string,
): Promise<FailedLine | null> {
  const [line] = await db.query<{ payee: Payee; applications: string[] }>(
    'failed-line',
    `SELECT l.payee, array_agg(DISTINCT a.id) AS applications FROM payment_lines l
     JOIN payments p ON p.batch_id = l.batch_id AND p.line_no = l.line_no
     JOIN applications a ON a.id = p.application_id AND a.batch_id = l.batch_id AND a.phase = 'payment-failed'
     WHERE l.batch_id = $1 AND l.line_no = $2 AND l.state = 'failed' AND a.county = $3 GROUP BY l.payee`,
    [batch, lineNo, office],
  );
  return line ?? null;
}
