import { STREAM_KINDS } from '#domain';
import { compareColumns, compareRows, groupedBy } from '../compare-rows.js';
import type { MakeInvariant } from '../invariant.js';
import { ADAPTERS, type Row } from '../replay.js';
import type { Findings } from '../report.js';
import type { Snapshot } from '../snapshot.js';
import type { FoldedStream } from '../streams.js';
import { MOMENT_COLUMNS } from './moments.js';

const TASKS = { table: 'tasks', key: ['visit'] };
const OBJECTIONS = { table: 'objections', key: ['id'] };

/** The row that lists a stream, its open task and its objection are what the fold of its events says, and no more. */
export const projections: MakeInvariant = (found, { snapshot }) => ({
  async page(streams) {
    for (const stream of streams) compareStream(found, stream);
    const applications = streams.filter((stream) => stream.kind === 'application');
    if (applications.length === 0) return;
    const ids = [applications.map(({ id }) => id)];
    const tasks = await stored(
      snapshot,
      'SELECT to_jsonb(t) AS row FROM tasks t WHERE application_id = ANY($1::uuid[])',
      ids,
    );
    // Those that nobody has confirmed, or that proved unfounded, are no events.
    const objections = await stored(
      snapshot,
      "SELECT to_jsonb(o) - 'at' AS row FROM objections o WHERE application_id = ANY($1::uuid[]) AND state IN ('confirmed', 'upheld', 'dismissed')",
      ids,
    );
    for (const { id, folded } of applications) {
      if (!folded) continue;
      const { expected } = folded;
      compareRows(found, id, TASKS, expected.tasks, tasks.get(id) ?? []);
      compareRows(found, id, OBJECTIONS, expected.objections.values(), objections.get(id) ?? []);
    }
  },

  async finish() {
    for (const kind of STREAM_KINDS) {
      const { table } = ADAPTERS[kind];
      const orphans = snapshot.stream<{ id: string }>(
        `SELECT t.id FROM ${table} t WHERE NOT EXISTS (SELECT FROM audit.events e WHERE e.period = t.period AND e.stream = t.id)`,
      );
      for await (const page of orphans) for (const { id } of page) found.fault('row-without-event', id, table);
    }
    const tasks = snapshot.stream<{ id: string; visit: number }>(
      'SELECT t.application_id AS id, t.visit FROM tasks t WHERE NOT EXISTS (SELECT FROM audit.events e WHERE e.period = t.period AND e.stream = t.application_id)',
    );
    for await (const page of tasks)
      for (const { id, visit } of page) found.fault('row-without-event', id, `tasks ${visit}`);
  },
});

function compareStream(found: Findings, { id, kind, folded, damage, row }: FoldedStream): void {
  found.looked(1);
  if (!folded) found.fault('fold-impossible', id, damage!);
  else if (!row) found.fault('row-missing', id, ADAPTERS[kind].table);
  else compareColumns(found, id, ADAPTERS[kind].table, folded.expected.stream!, row, MOMENT_COLUMNS);
}

async function stored(snapshot: Snapshot, text: string, values: unknown[]): Promise<Map<unknown, Row[]>> {
  const rows = await snapshot.rows<{ row: Row }>(text, values);
  return groupedBy(
    rows.map(({ row }) => row),
    'application_id',
  );
}
