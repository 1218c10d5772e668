import type { Database } from '../database.js';

/** Which of these sessions still count at `now`, by the hex of their token's hash, each with the offices of its posts. */
export async function officesOfSessions(
  db: Database,
  tokenHashes: readonly string[],
  now: number,
): Promise<Map<string, string[]>> {
  const rows = await db.query<{ token: string; offices: string[] }>(
    'offices-of-sessions',
    `SELECT encode(s.token_hash, 'hex') AS token, array_agg(p.office) AS offices
     FROM sessions s JOIN posts p ON p.staff_id = s.staff_id AND p.ended_at IS NULL
     WHERE s.token_hash = ANY(SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h) AND s.expires_at > $2 GROUP BY s.token_hash`,
    [tokenHashes, now],
  );
  return new Map(rows.map(({ token, offices }) => [token, offices]));
}
