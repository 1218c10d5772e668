import type { Stack } from './stack.js';

export interface TrailEvent {
  readonly stream: string;
  readonly version: number;
  readonly at: number;
  readonly actor: string;
  readonly payload: Record<string, unknown>;
}

/** Events of one type on these streams, in their order. */
export const eventsOf = (stack: Stack, ids: readonly string[], type: string): Promise<TrailEvent[]> =>
  stack.persistence.db.query<TrailEvent & Record<string, unknown>>(
    't-events',
    'SELECT stream, version, at, actor, payload FROM audit.events WHERE stream = ANY($1::uuid[]) AND type = $2 ORDER BY stream, version',
    [ids, type],
  );

/** Visits approved more than once, and moments that came due more than once. */
export async function doubled(stack: Stack): Promise<string[]> {
  const rows = await stack.persistence.db.query<{ what: string }>(
    't-doubled',
    `SELECT stream || ' ' || type || ' ' || (payload->>'visit') || ' ' || coalesce(payload->>'moment', '') AS what
     FROM audit.events WHERE type IN ('ApplicationApproved', 'ReminderCameDue', 'PublicNoticeClosed')
     GROUP BY stream, type, payload->>'visit', payload->>'moment' HAVING count(*) > 1`,
  );
  return rows.map(({ what }) => what);
}

/** Streams whose workflow has not heard of their last change. */
export async function backlog({ persistence }: Stack): Promise<number> {
  const [row] = await persistence.db.query<{ count: number }>('t-backlog', 'SELECT count(*) AS count FROM outbox');
  return row!.count;
}
