import { setTimeout as sleep } from 'node:timers/promises';
import {
  eraseOldUploads,
  eraseSettledFiles,
  type Persistence,
  pruneBulks,
  resumeBulks,
  Sweep,
  Watch,
} from '#persistence';

const EVERY = 30_000;
/** A moment this long past has no run that attends to it, or Temporal is far behind. */
const GRACE = 60_000;
const AT_ONCE = 500;
/** A run that has been told and still waits (its activity is retried) is not told each time: its history would grow. */
const NOT_AGAIN_FOR = 600_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The events are kept for ever; how a bulk went is of interest for a while. */
const BULKS_KEPT = 90 * DAY;
const PREVIEWS_KEPT = DAY;

/** Every half minute: what should have happened by now and has not is put into the outbox again, bulks left by a dead process go on. */
export class Sweeper {
  private readonly sweep: Sweep;
  private readonly watch: Watch;
  /** When each was swept, and when was last tidied, by a clock that nobody sets. */
  private readonly swept = new Map<string, number>();
  private tidiedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly persistence: Persistence,
    private readonly note: (text: string) => void,
  ) {
    this.sweep = new Sweep(persistence.db);
    this.watch = new Watch(persistence.db, { lock: 'sweep', channels: [] }, () => {});
  }

  async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.once().catch((error: Error) => this.note(`sweep: ${error.message}`));
      await sleep(EVERY, undefined, { signal: stopping }).catch(() => {});
    }
    await this.watch.close();
  }

  private async once(): Promise<void> {
    if (!(await this.watch.leads())) return;
    const now = performance.now();
    await this.tidy(now);
    // Not waited for: a bulk of thousands takes longer than a pass, and its lease keeps a second one off.
    void resumeBulks(this.persistence).catch((error: Error) => this.note(`sweep: bulks: ${error.message}`));
    for (const [id, at] of this.swept) if (at < now - NOT_AGAIN_FOR) this.swept.delete(id);
    const found = await this.sweep.overdue({ grace: GRACE, limit: AT_ONCE, except: [...this.swept.keys()] });
    const ids = Object.values(found).flat();
    for (const id of ids) this.swept.set(id, now);
    if (ids.length > 0) this.note(`sweep: ${ids.length} streams were overdue and are told to Temporal again`);
  }

  /** Uploaded rosters with the cells of their rows, banks' files and objectors' contacts are kept for 90 days, and so is how a bulk went. */
  private async tidy(now: number): Promise<void> {
    if (now - this.tidiedAt < HOUR) return;
    this.tidiedAt = now;
    const rows = await eraseOldUploads(this.persistence);
    if (rows > 0) this.note(`sweep: the cells of ${rows} uploaded rows are 90 days old and were erased`);
    const { bankFiles, contacts } = await eraseSettledFiles(this.persistence.db);
    if (bankFiles + contacts > 0) this.note(`sweep: ${bankFiles} bank files and ${contacts} contacts were erased`);
    const today = Date.now();
    await pruneBulks(this.persistence.db, {
      previewsOlderThan: today - PREVIEWS_KEPT,
      bulksOlderThan: today - BULKS_KEPT,
    });
  }
}
