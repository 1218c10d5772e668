import { compareRows, groupedBy } from '../compare-rows.js';
import type { MakeInvariant } from '../invariant.js';
import type { Row } from '../replay.js';

const PAYMENTS = { table: 'payments', key: ['batch_id', 'item', 'instalment'] };

/** Payments are what freezing, freeing and failing made of them; of each benefit line at most one is live. */
export const payments: MakeInvariant = (found, { snapshot }) => ({
  async page(streams) {
    const applications = streams.filter((stream) => stream.kind === 'application');
    if (applications.length === 0) return;
    const rows = await snapshot.rows<{ row: Row }>(
      'SELECT to_jsonb(p) AS row FROM payments p WHERE application_id = ANY($1::uuid[])',
      [applications.map(({ id }) => id)],
    );
    found.looked(rows.length);
    const stored = groupedBy(
      rows.map(({ row }) => row),
      'application_id',
    );
    for (const { id, folded } of applications) {
      if (folded) compareRows(found, id, PAYMENTS, folded.expected.payments, stored.get(id) ?? []);
    }
  },

  async finish() {
    const twice = snapshot.stream<{ subject: string; line: string; batches: string[] }>(`
      SELECT subject_id AS subject, concat_ws(' ', programme_code, item, period, instalment) AS line, array_agg(batch_id) AS batches
      FROM payments WHERE live GROUP BY subject_id, programme_code, item, period, instalment HAVING count(*) > 1`);
    for await (const page of twice)
      for (const { subject, line, batches } of page)
        found.fault('paid-twice', subject, `${line}: ${batches.join(', ')}`);
    const orphans = snapshot.stream<{ id: string; batch: string }>(
      'SELECT p.application_id AS id, p.batch_id AS batch FROM payments p WHERE NOT EXISTS (SELECT FROM audit.events e WHERE e.period = p.period AND e.stream = p.application_id)',
    );
    for await (const page of orphans)
      for (const { id, batch } of page) found.fault('row-without-event', id, `payments, batch ${batch}`);
  },
});
