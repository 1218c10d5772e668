import type { Tx } from '../database.js';

export interface BudgetClaim {
  readonly programme: string;
  readonly county: string;
  readonly reserved: number;
  readonly paid: number;
}

interface Claim extends BudgetClaim {
  readonly stream: string;
  readonly period: number;
}

interface Line {
  programme_code: string;
  period: number;
  county: string;
  available: number;
}

/** What this transaction takes from budget lines and gives back, in fen. A programme without a line has no limit. */
export class BudgetClaims {
  private claims: Claim[] = [];

  add(stream: string, period: number, claim: BudgetClaim): void {
    if (claim.reserved !== 0 || claim.paid !== 0) this.claims.push({ stream, period, ...claim });
  }

  get isEmpty(): boolean {
    return this.claims.length === 0;
  }

  clear(): void {
    this.claims = [];
  }

  /**
   * Locks the lines concerned, in order, and says which streams they cannot cover: first come, first served,
   * in the order the commands were given. Released money counts for those behind it.
   */
  async settle(tx: Tx): Promise<Set<string>> {
    const keys = this.totals();
    const { rows } = await tx.query<Line>({
      name: 'lock-budget-lines',
      text: `SELECT programme_code, period, county, appropriated_fen - reserved_fen - paid_fen AS available FROM budget_lines
             WHERE (programme_code, period, county) IN (SELECT * FROM unnest($1::text[], $2::int[], $3::text[]))
             ORDER BY programme_code, period, county FOR UPDATE`,
      values: [keys.map((k) => k.programme_code), keys.map((k) => k.period), keys.map((k) => k.county)],
    });
    const left = new Map(rows.map((row) => [keyOf(row.programme_code, row.period, row.county), row.available]));
    const short = new Set<string>();
    for (const claim of this.claims) {
      const key = keyOf(claim.programme, claim.period, claim.county);
      const available = left.get(key);
      if (available === undefined) continue;
      const takes = claim.reserved + claim.paid;
      if (takes > available) short.add(claim.stream);
      else left.set(key, available - takes);
    }
    return short;
  }

  /** One row per line: two changes of one row in one statement would lose the second. */
  rows(): object[] {
    return this.totals();
  }

  private totals() {
    const totals = new Map<
      string,
      { programme_code: string; period: number; county: string; reserved: number; paid: number }
    >();
    for (const { programme, period, county, reserved, paid } of this.claims) {
      const key = keyOf(programme, period, county);
      const total = totals.get(key) ?? { programme_code: programme, period, county, reserved: 0, paid: 0 };
      totals.set(key, { ...total, reserved: total.reserved + reserved, paid: total.paid + paid });
    }
    return [...totals.values()];
  }
}

const keyOf = (programme: string, period: number, county: string): string => `${programme} ${period} ${county}`;
