import type { QueryResultRow } from 'pg';
import type { Database } from '../database.js';

/**
 * A read of one page from the middle of a great many rows, which an index has in the page's own order. With the values
 * before it, PostgreSQL now and then believes that few rows match, and gathers and sorts all there are; or it plans each
 * call anew, which costs more than the page. So that a page costs what it holds, here it keeps one plan and walks the index.
 */
export async function inIndexOrder<Row extends QueryResultRow>(
  db: Database,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = await db.reads.connect();
  let broken: Error | undefined;
  try {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan;
       SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off`,
    );
    const { rows } = await client.query<Row>({ name, text, values });
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
