import { compareRows, groupedBy } from '../compare-rows.js';
import type { MakeInvariant } from '../invariant.js';
import type { Row } from '../replay.js';

const REMINDERS = { table: 'reminders', key: ['visit', 'moment', 'office', 'role'], except: ['id'] };

/** Each seat that a reminder came due for has its row, and each row is waiting, told to somebody, or says why not. */
export const reminders: MakeInvariant = (found, { snapshot }) => ({
  async page(streams) {
    const rows = await snapshot.rows<{ row: Row }>(
      'SELECT to_jsonb(r) AS row FROM reminders r WHERE stream = ANY($1::uuid[])',
      [streams.map(({ id }) => id)],
    );
    found.looked(rows.length);
    for (const { row } of rows) {
      const { stream, moment, office, role, state } = row;
      if (!isAccountedFor(row)) found.fault('state-unknown', stream as string, `${moment} ${office}/${role}: ${state}`);
      else if (state === 'pending') found.waits('not-told-yet', stream as string, `${moment} ${office}/${role}`);
    }
    const stored = groupedBy(
      rows.map(({ row }) => row),
      'stream',
    );
    for (const { id, folded } of streams) {
      if (folded) compareRows(found, id, REMINDERS, folded.expected.reminders, stored.get(id) ?? []);
    }
  },

  async finish() {
    const orphans = snapshot.stream<{ stream: string; moment: string }>(
      'SELECT r.stream, r.moment FROM reminders r WHERE NOT EXISTS (SELECT FROM applications WHERE id = r.stream) AND NOT EXISTS (SELECT FROM submissions WHERE id = r.stream)',
    );
    for await (const page of orphans)
      for (const { stream, moment } of page) found.fault('row-without-event', stream, `reminders ${moment}`);
  },
});

const isAccountedFor = ({ state, told, reason }: Row): boolean =>
  state === 'pending' ||
  (state === 'sent' && (told as string[]).length > 0) ||
  (state === 'dropped' && typeof reason === 'string' && reason !== '');
