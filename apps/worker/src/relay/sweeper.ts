import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, eraseOldUploads, Sweep, Watch } from '#persistence';

const EVERY = 30_000;
/** A moment this long past has no run that attends to it, or Temporal is far behind. */
const GRACE = 60_000;
const AT_ONCE = 500;
/** A run that has been told and still waits (its activity is retried) is not told each time: its history would grow. */
const NOT_AGAIN_FOR = 600_000;
const HOUR = 3_600_000;

/** Every half minute: what should have happened by now and has not is put into the outbox again. */
export class Sweeper {
  private readonly sweep: Sweep;
  private readonly watch: Watch;
  private readonly swept = new Map<string, number>();
  private erasedAt = 0;

  constructor(
    private readonly db: Database,
    private readonly note: (text: string) => void,
  ) {
    this.sweep = new Sweep(db);
    this.watch = new Watch(db, { lock: 'sweep', channels: [] }, () => {});
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
    const now = Date.now();
    await this.eraseUploads(now);
    for (const [id, at] of this.swept) if (at < now - NOT_AGAIN_FOR) this.swept.delete(id);
    const found = await this.sweep.overdue({ grace: GRACE, limit: AT_ONCE, except: [...this.swept.keys()] });
    const ids = Object.values(found).flat();
    for (const id of ids) this.swept.set(id, now);
    if (ids.length > 0) this.note(`sweep: ${ids.length} streams were overdue and are told to Temporal again`);
  }

  /** Uploaded rosters and the cells of their rows are kept for 90 days. */
  private async eraseUploads(now: number): Promise<void> {
    if (now - this.erasedAt < HOUR) return;
    this.erasedAt = now;
    const rows = await eraseOldUploads({ db: this.db });
    if (rows > 0) this.note(`sweep: the cells of ${rows} uploaded rows are 90 days old and were erased`);
  }
}
