import type { Tx } from '../database.js';

/** What one stream takes from a budget line, or gives back; fen. A programme without a line has no limit. */
export interface BudgetClaim {
  readonly stream: string;
  readonly programme: string;
  readonly period: number;
  readonly county: string;
  readonly reserved: number;
  readonly paid: number;
}

interface Line {
  programme_code: string;
  period: number;
  county: string;
  available: number;
}

/**
 * Locks the lines concerned, in order, and says which streams they cannot cover: first come, first served,
 * in the order the commands were given. Released money counts for those behind it.
 */
export async function settle(tx: Tx, claims: readonly BudgetClaim[]): Promise<Set<string>> {
  const keys = budgetRows(claims);
  const { rows } = await tx.query<Line>({
    name: 'lock-budget-lines',
    text: `SELECT programme_code, period, county, appropriated_fen - reserved_fen - paid_fen AS available FROM budget_lines
           WHERE (programme_code, period, county) IN (SELECT * FROM unnest($1::text[], $2::int[], $3::text[]))
           ORDER BY programme_code, period, county FOR UPDATE`,
    values: [keys.map((k) => k.programme_code), keys.map((k) => k.period), keys.map((k) => k.county)],
  });
  const left = new Map(rows.map((row) => [keyOf(row.programme_code, row.period, row.county), row.available]));
  const short = new Set<string>();
  for (const claim of claims) {
    const key = keyOf(claim.programme, claim.period, claim.county);
    const available = left.get(key);
    if (available === undefined) continue;
    const takes = claim.reserved + claim.paid;
    if (takes > available) short.add(claim.stream);
    else left.set(key, available - takes);
  }
  return short;
}

/** What all claims together do to each line. */
export function budgetRows(claims: readonly BudgetClaim[]) {
  const totals = new Map<
    string,
    { programme_code: string; period: number; county: string; reserved: number; paid: number }
  >();
  for (const { programme, period, county, reserved, paid } of claims) {
    const key = keyOf(programme, period, county);
    const total = totals.get(key) ?? { programme_code: programme, period, county, reserved: 0, paid: 0 };
    totals.set(key, { ...total, reserved: total.reserved + reserved, paid: total.paid + paid });
  }
  return [...totals.values()];
}

const keyOf = (programme: string, period: number, county: string): string => `${programme} ${period} ${county}`;
