import type { Database } from '../database.js';
import { newestFirst, type Page, pageOf } from './cursor.js';

export interface InboxRow {
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  readonly body: string;
  /** What the digest is about, as the worker wrote it. */
  readonly items: unknown;
  readonly readAt: number | null;
}

/** A person's messages, newest first (ids are time-ordered). `before`: the last id of the page before. */
export async function inboxPage(
  db: Database,
  staffId: string,
  options: { before: string | null; unreadOnly: boolean; limit: number },
): Promise<Page<InboxRow>> {
  const { before, unreadOnly, limit } = options;
  const rows = await db.query<InboxRow>(
    'inbox-page',
    `SELECT id, at, subject, body, items, read_at AS "readAt" FROM inbox_messages
     WHERE staff_id = $1 AND id < coalesce($2::uuid, $5::uuid) AND (NOT $3::boolean OR read_at IS NULL) ORDER BY id DESC LIMIT $4`,
    [staffId, before, unreadOnly, limit + 1, newestFirst],
  );
  return pageOf(rows, limit, ({ id }) => [id]);
}

/** Capped: whoever has more unread than that needs no exact number. */
export async function unreadCount(db: Database, staffId: string, cap: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'inbox-unread',
    'SELECT count(*)::int AS count FROM (SELECT FROM inbox_messages WHERE staff_id = $1 AND read_at IS NULL LIMIT $2) unread',
    [staffId, cap],
  );
  return row!.count;
}

/** Marks one as read, once; false where this person has no such message. */
export async function markRead(db: Database, staffId: string, id: string, at: number): Promise<boolean> {
  const rows = await db.query(
    'inbox-mark-read',
    'UPDATE inbox_messages SET read_at = coalesce(read_at, $3) WHERE id = $2 AND staff_id = $1 RETURNING 1',
    [staffId, id, at],
  );
  return rows.length > 0;
}

/** Marks all that came until `upTo` (an id) as read, so that what arrived meanwhile stays unread. */
export async function markAllRead(db: Database, staffId: string, upTo: string, at: number): Promise<void> {
  await db.query(
    'inbox-mark-all-read',
    'UPDATE inbox_messages SET read_at = $3 WHERE staff_id = $1 AND id <= $2 AND read_at IS NULL',
    [staffId, upTo, at],
  );
}
