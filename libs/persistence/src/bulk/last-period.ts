import type { Database } from '../database.js';
import { isLive } from '../queries/live.js';
import { periodBefore } from '../queries/period-before.js';

export interface LastPeriod {
  /** How many of these children applied under the same programme in the period before, and what for. */
  readonly children: number;
  readonly totalFen: number;
}

/** What the accepted applications of a bulk are to be compared with. Withdrawn and rejected ones are not counted. */
export async function lastPeriodOf(db: Database, bulk: string): Promise<LastPeriod> {
  const [row] = await db.query<LastPeriod & Record<string, unknown>>(
    'bulk-last-period',
    `SELECT count(*)::int AS children, coalesce(sum(before.amount_fen), 0)::bigint AS "totalFen"
     FROM bulks b JOIN bulk_items i ON i.bulk_id = b.id AND i.ordinal < b.done AND i.rejection IS NULL
     JOIN applications a ON a.id = i.application_id
     JOIN applications before ON before.subject_id = a.subject_id AND before.programme_code = a.programme_code
       AND before.period = ${periodBefore('a.period')} AND ${isLive('before.phase')}
     WHERE b.id = $1`,
    [bulk],
  );
  return row!;
}
