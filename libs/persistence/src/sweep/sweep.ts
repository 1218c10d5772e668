import { OPEN_BATCH_PHASES } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';
import { UNDER_WAY } from '../roster-import/import-state.js';

/** Phases of a batch in which the machinery, not a person, has the next step. */
const DRIVEN_PHASES = ['freezing', 'released', 'cancelling'];

/** What was put into the outbox, to be told to Temporal: ids by kind of stream. */
export interface Swept {
  readonly application: readonly string[];
  readonly submission: readonly string[];
  readonly 'payment-batch': readonly string[];
  readonly 'roster-import': readonly string[];
}

/**
 * Finds streams whose workflow is missing, and puts them into the outbox: the relay starts what does not run.
 *
 * Their rows are locked first, and those that somebody holds are skipped: whoever writes to the outbox holds the
 * stream's row, so neither can wait for the other in a circle.
 */
export class Sweep {
  constructor(private readonly db: Database) {}

  /** Streams whose next moment passed longer than `grace` ms ago, and batches that made no step for as long. */
  async overdue({
    grace,
    limit,
    except = [],
  }: {
    grace: number;
    limit: number;
    except?: readonly string[];
  }): Promise<Swept> {
    const passed = (table: string, kind: string) =>
      this.put(
        `sweep-${kind}`,
        kind,
        `SELECT id, version FROM ${table} WHERE next_moment_at < ${NOW} - $1 AND id <> ALL($3::uuid[])
         ORDER BY next_moment_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [grace, limit, except],
      );
    return {
      application: await passed('applications', 'application'),
      submission: await passed('submissions', 'submission'),
      'payment-batch': await this.put(
        'sweep-payment-batch',
        'payment-batch',
        `SELECT id, version FROM payment_batches b
         WHERE last_at < ${NOW} - $1 AND id <> ALL($3::uuid[]) AND (phase = ANY($4) OR phase = 'sent' AND EXISTS (
           SELECT FROM audit.events e WHERE e.period = b.period AND e.stream = b.id AND e.version = b.version AND e.type = 'ReturnFileTaken'))
         ORDER BY last_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [grace, limit, except, DRIVEN_PHASES],
      ),
      // Also one that its request was to finish: the process ended in the midst of it. Corrected in place it is under way
      // again however long ago it was uploaded: two at work on it do no harm.
      'roster-import': await this.put(
        'sweep-roster-import',
        'roster-import',
        `SELECT id, 1 AS version FROM roster_imports WHERE state = ANY($4) AND at < ${NOW} - $1 AND id <> ALL($3::uuid[])
         ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [grace, limit, except, UNDER_WAY],
      ),
    };
  }

  /** Everything that a new, empty Temporal must know, in steps of `step` streams. */
  async *everything(step: number): AsyncGenerator<Swept> {
    const none: Swept = { application: [], submission: [], 'payment-batch': [], 'roster-import': [] };
    const sources = [
      ['application', 'applications', 'version', 'next_moment_at IS NOT NULL', []],
      ['submission', 'submissions', 'version', 'next_moment_at IS NOT NULL', []],
      ['payment-batch', 'payment_batches', 'version', 'phase = ANY($3)', [OPEN_BATCH_PHASES]],
      ['roster-import', 'roster_imports', '1 AS version', 'state = ANY($3)', [UNDER_WAY]],
    ] as const;
    for (const [kind, table, version, condition, more] of sources) {
      for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
        const ids = await this.page(table, condition, [after, step, ...more]);
        if (ids.length === 0) break;
        const chosen = `SELECT id, ${version} FROM ${table} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;
        yield { ...none, [kind]: await this.put(`recover-${kind}`, kind, chosen, [ids]) };
        after = ids.at(-1)!;
      }
    }
  }

  private async page(table: string, condition: string, values: unknown[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `recover-page-${table}`,
      `SELECT id FROM ${table} WHERE id > $1 AND ${condition} ORDER BY id LIMIT $2`,
      values,
    );
    return rows.map((row) => row.id);
  }

  private async put(name: string, kind: string, chosen: string, values: unknown[]): Promise<string[]> {
    const rows = await this.db.query<{ stream: string }>(
      name,
      `WITH chosen AS MATERIALIZED (${chosen})
       INSERT INTO outbox (stream, kind, version, ready_at) SELECT id, '${kind}', version, ${NOW} FROM chosen
       ON CONFLICT (stream) DO NOTHING RETURNING stream`,
      values,
    );
    return rows.map((row) => row.stream);
  }
}
