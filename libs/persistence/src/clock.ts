import type { Database } from './database.js';

/**
 * The door's clock. In production it is PostgreSQL's own, read inside the transaction; there is no setting for it,
 * so nothing can be back-dated. Tests pass a function that returns epoch milliseconds.
 */
export type DoorClock = 'database' | (() => number);

/** Wall clock for what is not decided: sessions, leases, logs. */
export const wallClock = (): number => Date.now();

/** PostgreSQL's clock as epoch milliseconds, in SQL. Not `now()`, which stands still during a transaction. */
export const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** PostgreSQL's clock for what is owed outside the door's transactions: the same for every process on every machine. */
export async function databaseClock(db: Database): Promise<number> {
  const [row] = await db.query<{ now: number }>('clock', `SELECT ${NOW} AS now`);
  return row!.now;
}
