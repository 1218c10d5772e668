import { compareClasses, type SchoolClass } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshot } from '../queries/newest-snapshots.js';

/** A child whose money a batch carries, as the payment list for signature (发放签领表) names it. */
export interface BatchChild extends SchoolClass {
  readonly application: string;
  readonly name: string;
  /** Masked as it was sent; null until the bank files are written. */
  readonly account: string | null;
  readonly bank: string | null;
  readonly payee: string;
  readonly amountFen: number;
  readonly lineNo: number | null;
}

/**
 * One school's children in a batch, class by class; a child whose items go to card and school account stands there for
 * each. One school's children, so it is never a long list. The caller has checked the batch's scope.
 */
export async function childrenInBatch({ db }: Persistence, batch: string, school: string): Promise<BatchChild[]> {
  const rows = await db.query<BatchChild & Record<string, unknown>>(
    'children-in-batch',
    `SELECT a.id AS application, c.name, r.grade, r.class_name AS "className", l.account, l.bank, p.payee, p.line_no AS "lineNo",
            sum(p.amount_fen)::bigint AS "amountFen"
     FROM payments p JOIN applications a ON a.id = p.application_id JOIN persons c ON c.id = a.subject_id
     LEFT JOIN payment_lines l ON l.batch_id = p.batch_id AND l.line_no = p.line_no
     LEFT JOIN LATERAL ${newestSnapshot('roll', 'a.county')} roll ON true
     LEFT JOIN roll_entries r ON r.snapshot_id = roll.id AND r.person_id = a.subject_id
     WHERE p.batch_id = $1 AND a.school = $2
     GROUP BY a.id, c.name, r.grade, r.class_name, l.account, l.bank, p.payee, p.line_no`,
    [batch, school],
  );
  return rows.sort(
    (a, b) => compareClasses(a, b) || a.name.localeCompare(b.name, 'zh') || (a.application < b.application ? -1 : 1),
  );
}
