import type { Audience, Role } from '#domain';
import type { Database } from '../database.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { seatParameters, type Watched, watchedSeats } from './watched.js';

export interface SentReminder {
  readonly id: string;
  /** When it came due, epoch ms. */
  readonly at: number;
  readonly kind: 'application' | 'submission';
  readonly stream: string;
  /** Whom it told: the seat, and as what. */
  readonly office: string;
  readonly officeName: string;
  readonly role: Role;
  readonly audience: Audience;
  readonly schoolName: string;
  readonly programme: string;
  /** The child, where it was about one. */
  readonly name: string | null;
  readonly dueAt: number;
}

/** The one definition behind count and list: what was sent to `seat` since a moment ($3). */
const SENT = `r.office = seat.office AND r.role = seat.role AND r.came_due_at >= $3 AND r.state = 'sent'`;
const SEATS = 'unnest($1::text[], $2::text[]) AS seat(office, role)';

/** Counted up to `cap`. */
export async function countReminders(db: Database, watched: Watched, since: number, cap: number): Promise<number> {
  const seats = await watchedSeats(db, watched);
  const [row] = await db.query<{ count: number }>(
    'supervision-reminders-count',
    `SELECT count(*)::int AS count FROM (
       SELECT FROM ${SEATS} CROSS JOIN LATERAL (SELECT FROM reminders r WHERE ${SENT} LIMIT $4) few LIMIT $4) capped`,
    [...seatParameters(seats), since, cap],
  );
  return row!.count;
}

/** Reminders sent to the seats of a subtree, the latest first. */
export async function remindersSent(
  db: Database,
  watched: Watched,
  since: number,
  { after, limit }: { after: readonly [at: number, id: string] | null; limit: number },
): Promise<Page<SentReminder>> {
  const seats = await watchedSeats(db, watched);
  const rows = await db.query<SentReminder & Record<string, unknown>>(
    'supervision-reminders',
    `SELECT r.id, r.came_due_at AS at, r.kind, r.stream, r.office, coalesce(f.office_name, f.name) AS "officeName", r.role, r.audience,
            o.name AS "schoolName", coalesce(a.programme_code, s.programme_code) AS programme, p.name, r.due_at AS "dueAt"
     FROM (SELECT r.* FROM ${SEATS} CROSS JOIN LATERAL (
             SELECT * FROM reminders r WHERE ${SENT} AND (r.came_due_at, r.id) < ($4::bigint, $5::uuid)
             ORDER BY r.came_due_at DESC, r.id DESC LIMIT $6) r
           ORDER BY r.came_due_at DESC, r.id DESC LIMIT $6) r
     LEFT JOIN applications a ON r.kind = 'application' AND a.id = r.stream
     LEFT JOIN persons p ON p.id = a.subject_id
     LEFT JOIN submissions s ON r.kind = 'submission' AND s.id = r.stream
     JOIN organisations o ON o.code = coalesce(a.school, s.school)
     JOIN organisations f ON f.code = r.office
     ORDER BY r.came_due_at DESC, r.id DESC`,
    [
      ...seatParameters(seats),
      since,
      after?.[0] ?? Number.MAX_SAFE_INTEGER,
      after?.[1] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      limit + 1,
    ],
  );
  return pageOf(rows, limit, (row) => [row.at, row.id]);
}
