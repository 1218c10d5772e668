import {
  type Actor,
  availableBatchCommands,
  availableLineCommands,
  type BatchCommand,
  type BatchEvent,
  type BatchPhase,
  isReleasable,
  type LineCommand,
  type LineState,
  type Payee,
  type Rejection,
} from '#domain';
import { recordAccess } from '../access-log.js';
import type { Database } from '../database.js';
import type { ChainedEvent } from '../door/envelope.js';
import { findHistory } from '../history.js';
import type { Persistence } from '../persistence.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { staffNames } from '../queries/people.js';
import { findReleasers } from './releasers.js';

export interface BatchSummary {
  readonly id: string;
  readonly programme: string;
  readonly period: number;
  readonly office: string;
  readonly phase: BatchPhase;
  readonly count: number;
  readonly totalFen: number;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly version: number;
  readonly lastAt: number;
}

export interface BatchDetail extends BatchSummary {
  /** The programme as it was when the batch was made. */
  readonly pinned: { readonly code: string; readonly version: number };
  readonly schools: readonly { school: string; name: string; children: number; totalFen: number }[];
  readonly banks: readonly BankSummary[];
  readonly excluded: readonly { application: string; name: string; school: string; rejection: Rejection }[];
  readonly commands: readonly BatchCommand['type'][];
  /** What has happened to it, in order. */
  readonly steps: readonly { event: BatchEvent['type']; at: number; byName: string | null }[];
  /** Who could release it, by name: money needs a second person. Empty once it is released or called off. */
  readonly mayRelease: readonly string[];
}

export interface BankSummary {
  readonly bank: string;
  readonly lines: number;
  readonly totalFen: number;
  readonly paid: number;
  readonly failed: number;
  readonly unknown: number;
  readonly pending: number;
  readonly file: string;
  readonly sha256: string;
}

export interface LineView {
  readonly lineNo: number;
  readonly bank: string;
  readonly payee: Payee;
  /** The school, or the child (the first of siblings on one card). */
  readonly name: string;
  /** As it was sent, masked. */
  readonly account: string;
  readonly school: string;
  readonly children: number;
  readonly amountFen: number;
  readonly state: LineState;
  readonly reason: string | null;
  /** Exactly what the reader may do with it now. */
  readonly availableCommands: readonly LineCommand[];
}

const SUMMARY = `
  SELECT b.id, b.programme_code AS programme, b.period, b.office, b.phase, b.count, b.total_fen AS "totalFen", b.created_by AS "createdBy",
         s.name AS "createdByName", b.version, b.last_at AS "lastAt"
  FROM payment_batches b JOIN staff s ON s.id = b.created_by JOIN organisations o ON o.code = b.office
  WHERE $1 = ANY(o.ancestors)`;

/** Batches of this office and those below it, newest first; `before`: the last id of the page before. */
export async function listBatches(
  db: Database,
  office: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<Page<BatchSummary>> {
  const rows = await db.query<BatchSummary & Record<string, unknown>>(
    'batches',
    `${SUMMARY} AND ($2::uuid IS NULL OR b.id < $2) ORDER BY b.id DESC LIMIT $3`,
    [office, before, limit + 1],
  );
  return pageOf<BatchSummary>(rows, limit, ({ id }) => [id]);
}

/** Null where there is none, or none of this office's. */
export async function findBatchSummary(db: Database, actor: Actor, id: string): Promise<BatchSummary | null> {
  const [summary] = await db.query<BatchSummary & Record<string, unknown>>('batch', `${SUMMARY} AND b.id = $2`, [
    actor.seat?.office,
    id,
  ]);
  return summary ?? null;
}

/** The same with all that is known of it. */
export async function findBatch(db: Database, actor: Actor, id: string): Promise<BatchDetail | null> {
  const summary = await findBatchSummary(db, actor, id);
  if (!summary) return null;
  const [schools, banks, excluded, history] = await Promise.all([
    schoolsOf(db, id),
    banksOf(db, id),
    excludedFrom(db, id),
    findHistory(db, 'payment-batch', id),
  ]);
  const { state, events } = history!;
  const [steps, releasers] = await Promise.all([
    stepsOf(db, events),
    isReleasable(state) ? findReleasers(db, id, [state.createdBy, state.createdFor]) : [],
  ]);
  const mayRelease = releasers.map(({ name }) => name);
  return {
    ...summary,
    pinned: state.programme,
    schools,
    banks,
    excluded,
    commands: availableBatchCommands(state, actor),
    steps,
    mayRelease,
  };
}

async function stepsOf(db: Database, events: readonly ChainedEvent[]): Promise<BatchDetail['steps']> {
  const names = await staffNames(
    db,
    events.map(({ actor }) => actor),
  );
  return events.map(({ type, at, actor }) => ({
    event: type as BatchEvent['type'],
    at,
    byName: names.get(actor) ?? null, // the machinery has no name
  }));
}

const schoolsOf = (db: Database, id: string) =>
  db.query<BatchDetail['schools'][number] & Record<string, unknown>>(
    'batch-schools',
    `SELECT a.school, o.name, count(DISTINCT a.id)::int AS children, sum(p.amount_fen)::bigint AS "totalFen"
     FROM payments p JOIN applications a ON a.id = p.application_id JOIN organisations o ON o.code = a.school
     WHERE p.batch_id = $1 GROUP BY a.school, o.name ORDER BY a.school`,
    [id],
  );

const banksOf = (db: Database, id: string) =>
  db.query<BankSummary & Record<string, unknown>>(
    'batch-banks',
    `SELECT l.bank, count(*)::int AS lines, sum(l.amount_fen)::bigint AS "totalFen",
            count(*) FILTER (WHERE l.state = 'paid')::int AS paid, count(*) FILTER (WHERE l.state = 'failed')::int AS failed,
            count(*) FILTER (WHERE l.state = 'unknown')::int AS unknown, count(*) FILTER (WHERE l.state = 'pending')::int AS pending,
            f.name AS file, f.sha256
     FROM payment_lines l JOIN bank_files f ON f.batch_id = l.batch_id AND f.bank = l.bank AND f.kind = 'out'
     WHERE l.batch_id = $1 GROUP BY l.bank, f.name, f.sha256 ORDER BY l.bank`,
    [id],
  );

const excludedFrom = (db: Database, id: string) =>
  db.query<BatchDetail['excluded'][number] & Record<string, unknown>>(
    'batch-excluded',
    `SELECT a.id AS application, p.name, a.school, x.rejection
     FROM payment_exclusions x JOIN applications a ON a.id = x.application_id JOIN persons p ON p.id = a.subject_id
     WHERE x.batch_id = $1 AND a.batch_id IS DISTINCT FROM x.batch_id ORDER BY a.school, a.id`,
    [id],
  );

/** Lines in the order of the files, accounts masked; `after`: the last number of the page before. */
export async function listLines(
  { db }: Persistence,
  actor: Actor,
  id: string,
  { state, after, limit }: { readonly state: LineState | null; readonly after: number; readonly limit: number },
): Promise<Page<LineView>> {
  const rows = await db.query<LineRow & Record<string, unknown>>(
    'batch-lines',
    `SELECT l.line_no AS "lineNo", l.bank, l.payee, coalesce(o.name, p.name) AS name, l.account, coalesce(o.code, a.school) AS school,
            (SELECT count(DISTINCT application_id) FROM payments WHERE batch_id = l.batch_id AND line_no = l.line_no)::int AS children,
            l.amount_fen AS "amountFen", l.state, l.reason, b.office,
            (SELECT count(*) FROM payments w JOIN applications f ON f.id = w.application_id AND f.batch_id = w.batch_id
             WHERE w.batch_id = l.batch_id AND w.line_no = l.line_no AND f.phase = 'payment-failed')::int AS waiting
     FROM payment_lines l JOIN payment_batches b ON b.id = l.batch_id
     LEFT JOIN organisations o ON l.payee = 'school-account' AND o.code = l.payee_ref
     LEFT JOIN applications a ON l.payee = 'household-card' AND a.id::text = l.payee_ref
     LEFT JOIN persons p ON p.id = a.subject_id
     WHERE l.batch_id = $1 AND ($2::text IS NULL OR l.state = $2) AND l.line_no > $3 ORDER BY l.line_no LIMIT $4`,
    [id, state, after, limit + 1],
  );
  const lines = rows.map(({ office, waiting, ...line }) => ({
    ...line,
    availableCommands: availableLineCommands({ state: line.state, payee: line.payee, waiting }, office, actor),
  }));
  return pageOf<LineView>(lines, limit, ({ lineNo }) => [lineNo]);
}

/** A line as it comes, with what decides on its commands. */
type LineRow = Omit<LineView, 'availableCommands'> & { office: string; waiting: number };

/** The file for one bank as it was written; null once erased. The download is itself recorded before the bytes are handed out. */
export async function openBankFile(
  { db, keys }: Persistence,
  actor: Actor,
  id: string,
  bank: string,
): Promise<{ name: string; sha256: string; bytes: Buffer } | null> {
  const [file] = await db.query<{ name: string; sha256: string; cipher: Buffer }>(
    'open-bank-file',
    `SELECT f.name, f.sha256, f.cipher FROM bank_files f JOIN payment_batches b ON b.id = f.batch_id
     WHERE f.batch_id = $1 AND f.bank = $2 AND f.kind = 'out' AND b.office = $3 AND b.phase IN ('sent', 'settled') AND f.cipher IS NOT NULL`,
    [id, bank, actor.seat?.office],
  );
  if (!file) return null;
  await recordAccess(db, actor, 'bank-file-downloaded', id, { bank, sha256: file.sha256 });
  return { name: file.name, sha256: file.sha256, bytes: keys.decrypt(file.cipher) };
}
