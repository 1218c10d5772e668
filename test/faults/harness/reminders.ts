import type { Mailbox } from './mailbox.js';
import type { Stack } from './stack.js';

interface Owed {
  readonly moment: string;
  readonly state: string;
}

/** Reminders of these streams, as far as they have come due. */
export const owed = ({ persistence: { db } }: Stack, ids: readonly string[]): Promise<Owed[]> =>
  db.query<Owed & Record<string, unknown>>(
    't-owed',
    'SELECT moment, state FROM reminders WHERE stream = ANY($1::uuid[]) ORDER BY moment',
    [ids],
  );

/** Is there anything that somebody has yet to be told, or that has yet to be mailed? */
export async function everythingIsSent({ persistence: { db } }: Stack): Promise<boolean> {
  const [row] = await db.query<{ left: number }>(
    't-unsent',
    `SELECT (SELECT count(*) FROM reminders WHERE state = 'pending')
          + (SELECT count(*) FROM inbox_messages WHERE mail_state = 'pending') AS left`,
  );
  return row!.left === 0;
}

/** People who were told the same moment of the same case by two messages. */
export async function toldTwice({ persistence: { db } }: Stack): Promise<string[]> {
  const rows = await db.query<{ what: string }>(
    't-told-twice',
    `SELECT s.login || ' ' || (item->>'stream') || ' ' || (item->>'moment') || ' ' || (item->>'dueAt') || ' ' || (item->>'audience') AS what
     FROM inbox_messages m JOIN staff s ON s.id = m.staff_id CROSS JOIN LATERAL jsonb_array_elements(m.items) AS item
     GROUP BY s.login, item->>'stream', item->>'moment', item->>'dueAt', item->>'audience' HAVING count(*) > 1`,
  );
  return rows.map(({ what }) => what);
}

/** Inbox messages that should have been mailed and did not arrive, and mails that are no inbox message. */
export async function mailDiffers({ persistence: { db } }: Stack, mailbox: Mailbox): Promise<string[]> {
  const messages = await db.query<{ id: string; to: string }>(
    't-mailed',
    'SELECT m.id, s.email AS to FROM inbox_messages m JOIN staff s ON s.id = m.staff_id',
  );
  const sent = new Set(messages.map(({ id, to }) => `<${id}@zhudao> ${to}`));
  // The same Message-ID may come twice: at least once is what e-mail can promise across a crash.
  const arrived = new Set(mailbox.received.map(({ id, to }) => `${id} ${to}`));
  return [...new Set([...sent, ...arrived])].filter((mail) => !sent.has(mail) || !arrived.has(mail));
}
