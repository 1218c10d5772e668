import type { Persistence } from '../persistence.js';

/** Applications behind a line that the bank sent back, and which still wait for somebody to clear that up. */
export async function failedBehindLine(
  { db }: Persistence,
  batch: string,
  lineNo: number,
  office: string,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'failed-behind-line',
    `SELECT DISTINCT a.id FROM payment_lines l
     JOIN payments p ON p.batch_id = l.batch_id AND p.line_no = l.line_no
     JOIN applications a ON a.id = p.application_id AND a.batch_id = l.batch_id AND a.phase = 'payment-failed'
     WHERE l.batch_id = $1 AND l.line_no = $2 AND l.state = 'failed' AND a.county = $3 ORDER BY a.id`,
    [batch, lineNo, office],
  );
  return rows.map((row) => row.id);
}
