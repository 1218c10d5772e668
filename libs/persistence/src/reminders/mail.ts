import type { Database } from '../database.js';

export interface Mail {
  /** Id of the inbox message; the e-mail's Message-ID follows from it. */
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly subject: string;
  readonly body: string;
}

/** E-mail is a copy of an inbox message; what is owed is a column of it. */
export class MailBook {
  constructor(private readonly db: Database) {}

  async pending(limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      'mail-pending',
      "SELECT id FROM inbox_messages WHERE mail_state = 'pending' ORDER BY id LIMIT $1",
      [limit],
    );
    return rows.map((row) => row.id);
  }

  /** Null where it has been sent already, or given up. */
  async find(id: string): Promise<Mail | null> {
    const [row] = await this.db.query<Mail & Record<string, unknown>>(
      'mail-find',
      `SELECT m.id, s.email AS to, s.name, m.subject, m.body FROM inbox_messages m JOIN staff s ON s.id = m.staff_id
       WHERE m.id = $1 AND m.mail_state = 'pending' AND s.email IS NOT NULL`,
      [id],
    );
    return row ?? null;
  }

  async sent(id: string): Promise<void> {
    await this.db.query('mail-sent', "UPDATE inbox_messages SET mail_state = 'sent', mail_error = NULL WHERE id = $1", [
      id,
    ]);
  }

  /** `final`: nobody tries again by itself; the inbox has the message in any case. */
  async failed(id: string, error: string, final: boolean): Promise<void> {
    await this.db.query(
      'mail-failed',
      "UPDATE inbox_messages SET mail_error = $2, mail_state = CASE WHEN $3 THEN 'failed' ELSE mail_state END WHERE id = $1 AND mail_state = 'pending'",
      [id, error, final],
    );
  }
}
