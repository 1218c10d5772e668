import { CHANNELS } from '#contracts';
import type { Database } from './database.js';
import type { Touched } from './door/requests.js';

const PAUSE_MS = 25;
/** PostgreSQL carries payloads of less than 8,000 bytes; a code has at most 12. */
const OFFICES_PER_NOTIFICATION = 600;

/**
 * Tells listeners after a commit. NOTIFY takes a lock on the whole database at commit, so it is never sent inside the
 * door's transaction, and at most once every 25 ms per process; whoever misses one polls, or reads anew once connected.
 */
export class Notifier {
  private readonly wakes = new Set<string>();
  private readonly offices = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly db: Database) {}

  touched({ outbox, reminders, offices }: Touched): void {
    if (outbox) this.wakes.add(CHANNELS.outbox);
    if (reminders) this.wakes.add(CHANNELS.reminders);
    for (const office of offices) this.offices.add(office);
    if (this.wakes.size + this.offices.size > 0 && !this.timer)
      this.timer = setTimeout(() => void this.send(), PAUSE_MS).unref();
  }

  private async send(): Promise<void> {
    this.timer = null;
    const messages = [...this.wakes].map((channel) => ({ channel, payload: '' }));
    const offices = [...this.offices];
    for (let from = 0; from < offices.length; from += OFFICES_PER_NOTIFICATION)
      messages.push({
        channel: CHANNELS.offices,
        payload: offices.slice(from, from + OFFICES_PER_NOTIFICATION).join(),
      });
    this.wakes.clear();
    this.offices.clear();
    await this.db
      .query(
        'notify',
        'SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS m(channel, payload)',
        [messages.map(({ channel }) => channel), messages.map(({ payload }) => payload)],
      )
      .catch(() => {}); // the poll is the truth
  }
}
