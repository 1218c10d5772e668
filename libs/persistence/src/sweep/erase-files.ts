import { OPEN_BATCH_PHASES, OPEN_OBJECTION_STATES } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';

/** What was erased. */
export interface Erased {
  readonly bankFiles: number;
  readonly contacts: number;
}

/**
 * Erases what names people and is needed no more after `days`: what went to banks and came back from them, counted from
 * the batch's last step, and how to reach who objected. Never of a batch that is open or an objection that is not
 * answered. A file's SHA-256 stays, so that a copy somebody holds can be proven to be it.
 */
export async function eraseSettledFiles(db: Database, days = 90): Promise<Erased> {
  const [row] = await db.query<Erased & Record<string, unknown>>(
    'erase-settled-files',
    `WITH files AS (
       UPDATE bank_files f SET cipher = NULL FROM payment_batches b
       WHERE b.id = f.batch_id AND f.cipher IS NOT NULL AND b.phase <> ALL($2)
         AND b.last_at < ${NOW} - $1::bigint * 86400000 RETURNING 1),
     contacts AS (
       UPDATE objections SET contact_cipher = NULL
       WHERE contact_cipher IS NOT NULL AND state <> ALL($3) AND at < ${NOW} - $1::bigint * 86400000 RETURNING 1)
     SELECT (SELECT count(*) FROM files)::int AS "bankFiles", (SELECT count(*) FROM contacts)::int AS contacts`,
    [days, OPEN_BATCH_PHASES, OPEN_OBJECTION_STATES],
  );
  return row!;
}
