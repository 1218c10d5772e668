import type pg from 'pg';
import type { Database, Reads } from '../database.js';

/**
 * One moment of the whole database, read over one connection: people may go on deciding meanwhile, and sums made over
 * minutes still fit together. It only reads.
 */
export class Snapshot implements Reads {
  constructor(private readonly client: pg.PoolClient) {}

  async rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, values)).rows;
  }

  /** A prepared read of the product's own, asked of this moment. */
  async query<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>({ name, text, values })).rows;
  }

  /** Rows of any number, a few at a time. One such reading at once. */
  async *stream<Row extends pg.QueryResultRow>(text: string, size = 1_000): AsyncGenerator<Row[]> {
    await this.client.query(`DECLARE reading NO SCROLL CURSOR FOR ${text}`);
    for (;;) {
      const rows = await this.rows<Row>(`FETCH ${size} FROM reading`);
      if (rows.length === 0) break;
      yield rows;
    }
    await this.client.query('CLOSE reading');
  }
}

export async function inSnapshot<T>(db: Database, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await db.reads.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(new Snapshot(client));
  } finally {
    // Also ends a cursor that was left in its midst.
    const broken = await client.query('ROLLBACK').then(
      () => undefined,
      (error: Error) => error,
    );
    client.release(broken);
  }
}
