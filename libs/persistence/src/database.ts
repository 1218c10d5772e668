import type { Socket } from 'node:net';
import pg from 'pg';

// bigint columns are epoch milliseconds and fen: both far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is beyond exact numbers`);
  return value;
});

/** A connection inside a transaction of the door. Passing it on is how code shows that it belongs to that transaction. */
export type Tx = pg.PoolClient & { readonly __tx?: never };

/** Statements queued by `send` leave in one packet instead of one system call each. */
export function inOneFlight<T>(tx: Tx, send: () => T): T {
  const { stream } = (tx as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

export interface DatabaseOptions {
  readonly url: string;
  /** Connections for the door; each carries one transaction at a time. */
  readonly doorConnections?: number;
  readonly queryConnections?: number;
  /**
   * For how many ms a statement may go unanswered: a server that hangs, or that a network has swallowed, says nothing at
   * all. What came of it is unknown then, as of any connection that breaks. Without it a statement may take as long as it
   * likes, which is right where nobody waits for it.
   */
  readonly answerWithinMs?: number;
}

/**
 * For how long whoever asks waits for a connection, a free one or a new one. Then he hears "not now" instead of nothing;
 * far more than the busiest hour takes.
 */
export const CONNECT_WITHIN_MS = 10_000;

/** A new connection signs in and plans its statements anew, which a person would wait for after each quiet moment. */
const IDLE_MS = 600_000;

/** Two pools: the door's, whose connections pipeline statements, and one for reads. */
export class Database {
  readonly door: pg.Pool;
  readonly reads: pg.Pool;

  constructor(readonly options: DatabaseOptions) {
    // `pipeline` sends BEGIN, lock and reads in one flight; a failed statement fails those behind it.
    this.door = this.pool({ max: options.doorConnections ?? 16, pipeline: true } as pg.PoolConfig);
    // The door's statements touch rows by key, so one plan serves all values; planning the long write statement anew each
    // time costs a third of a decision. A SET and not a start-up option: poolers between us and PostgreSQL refuse those.
    this.door.on('connect', (client) => void client.query('SET plan_cache_mode = force_generic_plan').catch(() => {}));
    this.reads = this.pool({ max: options.queryConnections ?? 8 });
  }

  private pool(config: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.options.url,
      application_name: 'zhudao',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: this.options.answerWithinMs,
      idleTimeoutMillis: IDLE_MS,
      ...config,
    });
    pool.on('error', () => {}); // an idle connection broke (server restarted): the pool has dropped it and makes another
    // One that is lent out has no listener of the pool's, and breaking between two statements it would end the process;
    // whoever has it learns of it by the next statement.
    pool.on('connect', (client) => void client.on('error', () => {}));
    return pool;
  }

  /** A prepared read: named statements are planned once per connection. */
  async query<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.reads.query<Row>({ name, text, values })).rows;
  }

  async close(): Promise<void> {
    await Promise.all([this.door.end(), this.reads.end()]);
  }
}

/** Whatever answers a prepared read: the pool, or one moment of the database held still. */
export type Reads = Pick<Database, 'query'>;

/** PostgreSQL's error for a unique constraint, with its name. */
export const isUniqueViolation = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.code === '23505';

/** PostgreSQL says that it has not done what was asked: data, constraint, or a circle of locks. The transaction is gone. */
export const isRefusedByPostgres = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(22|23|40)/.test(error.code ?? '');
