import { CHANNELS } from '#contracts';
import type { Database } from './database.js';
import type { Touched } from './door/door.js';

const PAUSE = 25;

/**
 * Wakes listeners after a commit. NOTIFY takes a lock on the whole database at commit, so it is never sent inside the
 * door's transaction, and at most once every 25 ms per process; whoever misses one polls each second.
 */
export class Notifier {
  private readonly pending = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly db: Database) {}

  touched({ outbox, reminders }: Touched): void {
    if (outbox) this.pending.add(CHANNELS.outbox);
    if (reminders) this.pending.add(CHANNELS.reminders);
    if (this.pending.size > 0 && !this.timer) this.timer = setTimeout(() => void this.send(), PAUSE).unref();
  }

  private async send(): Promise<void> {
    this.timer = null;
    const channels = [...this.pending];
    this.pending.clear();
    await this.db
      .query('notify', "SELECT pg_notify(channel, '') FROM unnest($1::text[]) AS channel", [channels])
      .catch(() => {}); // the poll is the truth
  }
}
