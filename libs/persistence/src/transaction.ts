import type { Database, Tx } from './database.js';

/** Runs `work` in one transaction of its own: all of it is there afterwards, or nothing. For rows that are no stream. */
export async function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = (await db.door.connect()) as Tx;
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    // A transaction that failed before answers COMMIT with ROLLBACK, without an error.
    if (command !== 'COMMIT') throw new Error(`the transaction was rolled back (${command})`);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
