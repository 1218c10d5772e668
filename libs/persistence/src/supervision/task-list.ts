import type { Role } from '#domain';
import type { Database } from '../database.js';
import { NO_DUE_AT } from '../door/adapters/application.adapter.js';
import { type Page, pageOf } from '../queries/cursor.js';
import {
  type Due,
  type Moments,
  SEATS,
  seatParameters,
  taskOf,
  type Watched,
  WINDOWS,
  watchedSeats,
  windowParameters,
} from './watched.js';

export interface WatchedTask {
  readonly application: string;
  readonly name: string;
  readonly school: string;
  readonly schoolName: string;
  readonly programme: string;
  readonly stage: string;
  readonly office: string;
  readonly officeName: string;
  readonly role: Role;
  readonly amountFen: number;
  readonly dueAt: number | null;
  readonly stopped: boolean;
  /** How often somebody was reminded of it. */
  readonly reminded: number;
}

/** The tasks a figure counts, what is due first at the top. */
export async function watchedTasks(
  db: Database,
  watched: Watched,
  due: Due,
  moments: Moments,
  { after, limit }: { after: readonly [dueAt: number, application: string] | null; limit: number },
): Promise<Page<WatchedTask>> {
  const seats = await watchedSeats(db, watched);
  const rows = await db.query<WatchedTask & { dueAt: number }>(
    'supervision-tasks',
    `SELECT t.application_id AS application, p.name, t.school, o.name AS "schoolName", t.programme_code AS programme, t.stage,
            t.office, coalesce(f.office_name, f.name) AS "officeName", t.role, t.amount_fen AS "amountFen", t.due_at AS "dueAt", t.stopped,
            (SELECT count(DISTINCT (r.visit, r.moment))::int FROM reminders r WHERE r.stream = t.application_id AND r.state = 'sent') AS reminded
     FROM (SELECT t.* FROM ${SEATS} CROSS JOIN ${WINDOWS} CROSS JOIN LATERAL (
             SELECT * FROM tasks t WHERE ${taskOf('$7::uuid')} AND (t.due_at, t.application_id) > ($8::bigint, $9::uuid)
             ORDER BY t.due_at, t.application_id LIMIT $10) t
           ORDER BY t.due_at, t.application_id LIMIT $10) t
     JOIN applications a ON a.id = t.application_id
     JOIN persons p ON p.id = a.subject_id
     JOIN organisations o ON o.code = t.school
     JOIN organisations f ON f.code = t.office
     ORDER BY t.due_at, t.application_id`,
    [
      ...windowParameters(moments, [due]),
      ...seatParameters(seats),
      watched.person ?? null,
      after?.[0] ?? -1,
      after?.[1] ?? '00000000-0000-0000-0000-000000000000',
      limit + 1,
    ],
  );
  const page = pageOf(rows, limit, (row) => [row.dueAt, row.application]);
  const items = page.items.map((row) => ({ ...row, dueAt: row.dueAt === NO_DUE_AT ? null : row.dueAt }));
  return { items, next: page.next };
}
