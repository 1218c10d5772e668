import { type ApplicationEvent, type ApplicationState, ledgerEffect } from '#domain';
import type { MakeInvariant } from '../invariant.js';

interface Line {
  programme_code: string;
  period: number;
  county: string;
  reserved_fen: number;
  paid_fen: number;
}

/** What a budget line holds as reserved and as paid is the sum of its applications' events. No line: no limit. */
export const budget: MakeInvariant = (found, { snapshot }) => {
  const sums = new Map<string, { reserved: number; paid: number }>();
  return {
    page(streams) {
      for (const { kind, period, folded, events } of streams) {
        if (kind !== 'application' || !folded) continue;
        const { programme, place } = folded.state as ApplicationState;
        const key = keyOf(programme.code, period, place.county);
        const sum = sums.get(key) ?? { reserved: 0, paid: 0 };
        for (const { type, payload } of events) {
          const effect = ledgerEffect({ ...payload, type } as ApplicationEvent);
          sum.reserved += effect.reserved;
          sum.paid += effect.paid;
        }
        sums.set(key, sum);
      }
    },

    async finish() {
      const lines = await snapshot.rows<Line>(
        'SELECT programme_code, period, county, reserved_fen, paid_fen FROM budget_lines',
      );
      found.looked(lines.length);
      for (const { programme_code, period, county, reserved_fen, paid_fen } of lines) {
        const key = keyOf(programme_code, period, county);
        const { reserved, paid } = sums.get(key) ?? { reserved: 0, paid: 0 };
        if (reserved_fen !== reserved)
          found.fault('budget-differs', key, `reserved_fen: ${reserved_fen} ≠ ${reserved}`);
        if (paid_fen !== paid) found.fault('budget-differs', key, `paid_fen: ${paid_fen} ≠ ${paid}`);
      }
    },
  };
};

const keyOf = (programme: string, period: number, county: string): string => `${programme} ${period} ${county}`;
