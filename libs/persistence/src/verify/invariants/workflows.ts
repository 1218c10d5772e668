import { workflowId } from '#contracts';
import { type BatchPhase, isOpenBatch, type StreamKind } from '#domain';
import type { Reads } from '../../database.js';
import type { MakeInvariant, View } from '../invariant.js';
import { ADAPTERS } from '../replay.js';
import type { FoldedStream } from '../streams.js';

type Planned = Pick<FoldedStream, 'id' | 'kind'> & { readonly version: number };

/**
 * Whatever is to happen by itself has somebody who waits for it: a run in Temporal, or a row in the outbox, whose relay
 * will start one. Which plans there are is a thing of the snapshot, which runs there are one of this moment: a stream
 * that has moved on meanwhile is left to the next looking.
 */
export const workflows: MakeInvariant = (found, view) => {
  let answers = view.runningWorkflows !== null;
  const silent = () => {
    answers = false;
    found.notAsked();
  };
  if (!answers) silent();
  return {
    async page(streams) {
      const planned = streams.flatMap(plannedOf);
      if (!answers || planned.length === 0) return;
      const untold = await inOutbox(view.snapshot, planned);
      const told = planned.filter(({ id }) => !untold.has(id));
      const running = await ask(view, told);
      if (!running) return silent();
      found.looked(planned.length);
      const alone = told.filter(({ id, kind }) => !running.has(workflowId(kind, id)));
      for (const { id, kind } of await stillAlone(view.persistence.db, alone))
        found.fault('workflow-missing', id, workflowId(kind, id));
    },
  };
};

/** Streams with a plan of their own, and batches that are not over. */
function plannedOf({ id, kind, row }: FoldedStream): Planned[] {
  if (!row) return [];
  const open = kind === 'payment-batch' ? isOpenBatch(row.phase as BatchPhase) : row.next_moment_at !== null;
  return open ? [{ id, kind, version: row.version as number }] : [];
}

/** Null: Temporal does not answer. */
async function ask({ runningWorkflows }: View, told: readonly Planned[]): Promise<ReadonlySet<string> | null> {
  return runningWorkflows!(told.map(({ id, kind }) => workflowId(kind, id))).catch(() => null);
}

async function inOutbox(db: Reads, streams: readonly Planned[]): Promise<Set<string>> {
  const rows = await db.query<{ stream: string }>(
    'verify-outbox',
    'SELECT stream FROM outbox WHERE stream = ANY($1::uuid[])',
    [streams.map(({ id }) => id)],
  );
  return new Set(rows.map(({ stream }) => stream));
}

/** Those that are as they were in the snapshot, and still nobody is to be told of them. */
async function stillAlone(db: Reads, streams: readonly Planned[]): Promise<Planned[]> {
  if (streams.length === 0) return [];
  const versions = new Map<string, number>();
  for (const kind of new Set(streams.map((stream): StreamKind => stream.kind))) {
    const rows = await db.query<{ id: string; version: number }>(
      `verify-versions-${kind}`,
      `SELECT id, version FROM ${ADAPTERS[kind].table} WHERE id = ANY($1::uuid[])`,
      [streams.map(({ id }) => id)],
    );
    for (const { id, version } of rows) versions.set(id, version);
  }
  const untold = await inOutbox(db, streams);
  return streams.filter(({ id, version }) => versions.get(id) === version && !untold.has(id));
}
