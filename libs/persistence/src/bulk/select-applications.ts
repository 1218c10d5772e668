import { type Actor, BULK_LIMIT, type Rejection, refuse } from '#domain';
import type { Database } from '../database.js';
import { sha256Hex } from '../keys.js';
import type { BulkSelection, SelectedApplication } from './bulk.js';

export interface PricedApplication extends SelectedApplication {
  /** 0 where the application is none of the actor's business: a total must not tell what a list would not. */
  readonly amountFen: number;
}

/** Resolves a selection to applications with their revisions, sorted by id: the order in which the door locks. */
export async function selectApplications(
  db: Database,
  actor: Actor,
  selection: BulkSelection,
): Promise<{ ok: true; applications: PricedApplication[] } | { ok: false; rejection: Rejection }> {
  const applications =
    'submissionId' in selection ? await ofSubmission(db, actor, selection) : await asListed(db, actor, selection);
  if (applications.length === 0) return refuse('COMMAND.INVALID', { field: 'selection', fault: 'empty' });
  if (applications.length > BULK_LIMIT)
    return refuse('COMMAND.INVALID', { field: 'selection', fault: 'too-many', limit: BULK_LIMIT });
  if (new Set(applications.map(({ id }) => id)).size < applications.length) {
    return refuse('COMMAND.INVALID', { field: 'selection', fault: 'twice' });
  }
  return { ok: true, applications: applications.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** The actor's own open tasks of that submission, those they are barred from included: each is told why. */
function ofSubmission(
  db: Database,
  { seat }: Actor,
  { submissionId, unflaggedOnly = false }: Extract<BulkSelection, { submissionId: string }>,
): Promise<PricedApplication[]> {
  return db.query<PricedApplication & Record<string, unknown>>(
    'bulk-select-submission',
    `SELECT a.id, a.revision, a.amount_fen AS "amountFen" FROM tasks t JOIN applications a ON a.id = t.application_id
     WHERE t.submission_id = $1 AND t.office = $2 AND t.role = $3 AND NOT ($4 AND t.flagged) LIMIT $5`,
    [submissionId, seat?.office ?? null, seat?.role ?? null, unflaggedOnly, BULK_LIMIT + 1],
  );
}

async function asListed(
  db: Database,
  { seat }: Actor,
  list: readonly SelectedApplication[],
): Promise<PricedApplication[]> {
  if (list.length > BULK_LIMIT) return list.map((item) => ({ ...item, amountFen: 0 }));
  const priced = await db.query<{ id: string; amountFen: number }>(
    'bulk-price-list',
    `SELECT id, amount_fen AS "amountFen" FROM applications WHERE id = ANY($1::uuid[]) AND $2 IN (school, township, county)`,
    [list.map(({ id }) => id), seat?.office ?? null],
  );
  const amounts = new Map(priced.map(({ id, amountFen }) => [id, amountFen]));
  return list.map(({ id, revision }) => ({
    id: id.toLowerCase(),
    revision,
    amountFen: amounts.get(id.toLowerCase()) ?? 0,
  }));
}

/** The same applications at the same revisions have the same hash, however they were asked for. */
export const selectionHash = (sorted: readonly SelectedApplication[]): string =>
  sha256Hex(sorted.map(({ id, revision }) => `${id}:${revision}\n`).join(''));
