import type pg from 'pg';
import type { BatchContents } from '#domain';

const CONTENTS = `
  SELECT count(DISTINCT application_id)::int AS count, coalesce(sum(amount_fen), 0)::bigint AS "totalFen",
         encode(sha256(coalesce(string_agg(application_id || ' ' || item || ' ' || instalment || ' ' || amount_fen, E'\\n'
           ORDER BY application_id, item, instalment), '')::bytea), 'hex') AS digest
  FROM payments WHERE batch_id = $1 AND live`;

/** What lies frozen in a batch now: applications, money, and a digest over every benefit line. */
export async function batchContents(reader: Pick<pg.PoolClient, 'query'>, batch: string): Promise<BatchContents> {
  const { rows } = await reader.query<BatchContents & pg.QueryResultRow>({
    name: 'batch-contents',
    text: CONTENTS,
    values: [batch],
  });
  return rows[0]!;
}
