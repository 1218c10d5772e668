import { type Job, type JobsOptions, Queue, type QueueOptions, Worker } from 'bullmq';

/** A first connection that never succeeds leaves `add` hanging for ever, and `close` too. */
const PATIENCE = 3_000;
const LONGEST_RETRY = 2_000;

export interface DeliveryQueueOptions {
  readonly name: string;
  readonly redisUrl: string;
  readonly prefix: string;
  readonly concurrency: number;
  /** Attempts and the first pause between them in ms, which doubles. */
  readonly attempts: number;
  readonly backoff: number;
  readonly note: (text: string) => void;
  /** `last`: no further attempt follows by itself. */
  work(id: string, last: boolean): Promise<void>;
}

/**
 * A queue of ids. It decides nothing and may be emptied at any moment: what is owed stands in PostgreSQL, is looked for
 * again and again, and a job's id only keeps it from standing here twice.
 */
export class DeliveryQueue {
  private readonly queue: Queue;
  private readonly worker: Worker;
  private away = false;
  private closing = false;

  constructor(private readonly options: DeliveryQueueOptions) {
    // Once closing nobody may try to connect again: a Redis that never came would keep the process alive.
    const retryStrategy = (times: number) => (this.closing ? null : Math.min(times * 100, LONGEST_RETRY));
    const connection: QueueOptions = {
      connection: { url: options.redisUrl, maxRetriesPerRequest: null, retryStrategy },
      prefix: options.prefix,
    };
    this.queue = new Queue(options.name, connection);
    this.worker = new Worker(options.name, (job) => this.work(job), {
      ...connection,
      concurrency: options.concurrency,
    });
    // Without a listener an error would end the process; both reconnect by themselves.
    this.queue.on('error', (error) => this.noteAway(error));
    this.worker.on('error', (error) => this.noteAway(error));
    this.worker.on('ready', () => {
      this.away = false;
    });
  }

  private noteAway(error: Error): void {
    if (!this.away) this.options.note(`${this.options.name}: ${error.message}; what is owed is kept`);
    this.away = true;
  }

  private async work(job: Job<{ id: string }>): Promise<void> {
    await this.options.work(job.data.id, job.attemptsMade + 1 >= this.options.attempts);
  }

  /** Puts ids in that are not there yet; gives up after a few seconds without Redis. */
  async offer(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { name, attempts, backoff } = this.options;
    const opts = (id: string): JobsOptions => ({
      jobId: `${name}-${id}`,
      attempts,
      backoff: { type: 'exponential', delay: backoff },
      // A job that is kept would keep its id from being offered again.
      removeOnComplete: true,
      removeOnFail: true,
    });
    await within(PATIENCE, this.queue.addBulk(ids.map((id) => ({ name, data: { id }, opts: opts(id) }))));
  }

  async close(): Promise<void> {
    this.closing = true;
    await within(PATIENCE, Promise.all([this.worker.close(), this.queue.close()])).catch(() => {});
  }
}

/** @throws Error when `work` takes longer; the work itself goes on, unheard. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  work.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis has not answered within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
