import { CHANNELS } from '#contracts';
import type { Database } from './database.js';

const PAUSE = 25;

/**
 * Wakes listeners after a commit. NOTIFY takes a lock on the whole database at commit, so it is never sent inside the
 * door's transaction, and at most once every 25 ms per process; whoever misses one polls each second.
 */
export class Notifier {
  private readonly pending = new Map<string, Set<string>>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly db: Database) {}

  touched({ outbox, reminders, offices }: { outbox: boolean; reminders: boolean; offices: readonly string[] }): void {
    if (outbox) this.add(CHANNELS.outbox, '');
    if (reminders) this.add(CHANNELS.reminders, '');
    for (const office of offices) this.add(CHANNELS.changes, office);
    if (this.pending.size > 0 && !this.timer) this.timer = setTimeout(() => void this.send(), PAUSE).unref();
  }

  private add(channel: string, word: string): void {
    const words = this.pending.get(channel);
    if (words) words.add(word);
    else this.pending.set(channel, new Set([word]));
  }

  private async send(): Promise<void> {
    this.timer = null;
    const batch = [...this.pending].map(([channel, words]) => ({
      channel,
      payload: [...words].join(',').slice(0, 7_900),
    }));
    this.pending.clear();
    await this.db
      .query(
        'notify',
        'SELECT pg_notify(x.channel, x.payload) FROM jsonb_to_recordset($1::jsonb) AS x(channel text, payload text)',
        [JSON.stringify(batch)],
      )
      .catch(() => {}); // the poll is the truth
  }
}
