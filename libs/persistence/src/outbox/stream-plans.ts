import type { BatchSignal, PlanSignal } from '#contracts';
import { isOpenBatch } from '#domain';
import type { Database } from '../database.js';
import { findHistory } from '../history.js';

/** A stream's plan as its projection holds it now, and what an operator's list of workflows is titled with. */
export interface StreamPlan {
  readonly id: string;
  readonly plan: PlanSignal;
  readonly programme: string;
  readonly period: number;
}

export type PlannedKind = 'application' | 'submission';

interface Row {
  id: string;
  version: number;
  next_moment: string | null;
  next_moment_at: number | null;
  phase: string;
  stage: string | null;
  office: string | null;
  township: string | null;
  due_at: number | null;
  programme_code: string;
  period: number;
}

// While a notice is up nobody has a task: the county answers for it.
const QUERIES = {
  application: `
    SELECT a.id, a.version, a.next_moment, a.next_moment_at, a.phase, a.stage, a.township, a.due_at, a.programme_code, a.period,
           coalesce(t.office, CASE WHEN a.phase = 'in-public-notice' THEN a.county END) AS office
    FROM applications a LEFT JOIN tasks t ON t.application_id = a.id WHERE a.id = ANY($1::uuid[])`,
  submission: `
    SELECT id, version, next_moment, next_moment_at, phase, NULL AS stage, township, due_at, programme_code, period, school AS office
    FROM submissions WHERE id = ANY($1::uuid[])`,
} as const satisfies Record<PlannedKind, string>;

/** The current plans of these streams; one that does not exist is left out. */
export async function readPlans(
  db: Database,
  kind: PlannedKind,
  ids: readonly string[],
): Promise<Map<string, StreamPlan>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<Row>(`plans-${kind}`, QUERIES[kind], [ids]);
  return new Map(rows.map((row) => [row.id, toPlan(row)]));
}

const toPlan = (row: Row): StreamPlan => ({
  id: row.id,
  programme: row.programme_code,
  period: row.period,
  plan: {
    seq: row.version,
    next:
      row.next_moment !== null && row.next_moment_at !== null ? { key: row.next_moment, at: row.next_moment_at } : null,
    phase: row.phase,
    stage: row.stage,
    office: row.office,
    township: row.township,
    dueAt: row.due_at,
  },
});

/** A batch as its workflow must know it; null where there is none. */
export async function readBatchSignal(db: Database, id: string): Promise<{ batch: BatchSignal; open: boolean } | null> {
  const history = await findHistory(db, 'payment-batch', id);
  if (!history) return null;
  const { version, phase, returned } = history.state;
  return { batch: { seq: version, phase, returned }, open: isOpenBatch(phase) };
}
