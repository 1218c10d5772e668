import { CHANNELS, QUEUES } from '#contracts';
import { type Database, databaseClock, MailBook, type Reference, Reminders, Watch } from '#persistence';
import { Bell } from '../bell.js';
import { digestText } from './digest-text.js';
import { Mailer, type MailerOptions } from './mailer.js';
import { DeliveryQueue } from './queue.js';

const SCAN = 2_000;
const MAILS_AT_ONCE = 200;
/** Everything a person is reminded of within these few seconds is one message. */
const SETTLE = 1_500;
const LONGEST_WAIT = 30_000;

export interface DeliveriesOptions {
  readonly db: Database;
  readonly reference: Reference;
  readonly redisUrl: string;
  readonly mail: MailerOptions | null;
  readonly note: (text: string) => void;
  /** Of the queues' names in Redis. */
  readonly prefix?: string;
  /** First pause before an e-mail is tried again, in ms; it doubles. */
  readonly mailBackoff?: number;
  /** Tests only. In production PostgreSQL's: it says when reminders came due, and this machine's may differ. */
  readonly clock?: () => number;
}

/**
 * Brings reminders to people: into the inbox, and from there by e-mail where that is wanted. A scan of PostgreSQL
 * every two seconds finds what is owed; Redis carries it, with retries and several workers, and may forget it.
 */
export class Deliveries {
  private readonly reminders: Reminders;
  private readonly book: MailBook;
  private readonly mailer: Mailer | null;
  private readonly queues: { digests: DeliveryQueue; mail: DeliveryQueue | null };
  private readonly bell = new Bell();
  private readonly watch: Watch;
  private readonly clock: () => number | Promise<number>;

  constructor(private readonly options: DeliveriesOptions) {
    const { db, reference, redisUrl, mail, note, prefix = 'zhudao', mailBackoff = 5_000, clock } = options;
    this.clock = clock ?? (() => databaseClock(db));
    this.reminders = new Reminders(db, reference, { settle: SETTLE, longestWait: LONGEST_WAIT, mail: mail !== null });
    this.book = new MailBook(db);
    this.mailer = mail && new Mailer(this.book, mail);
    this.watch = new Watch(db, { lock: 'deliveries', channels: [CHANNELS.reminders] }, this.bell.ring);
    const common = { redisUrl, prefix, note };
    this.queues = {
      digests: new DeliveryQueue({
        ...common,
        name: QUEUES.digests,
        concurrency: 4,
        attempts: 5,
        backoff: 1_000,
        work: (staff) => this.tell(staff),
      }),
      mail:
        this.mailer &&
        new DeliveryQueue({
          ...common,
          name: QUEUES.mail,
          concurrency: 4,
          attempts: 8,
          backoff: mailBackoff,
          work: (id, last) => this.mailer!.send(id, last),
        }),
    };
  }

  /** Looks for what is owed until aborted. Without Redis it goes on looking. */
  async run(stopping: AbortSignal): Promise<void> {
    let failing = false;
    while (!stopping.aborted) {
      try {
        if (await this.watch.leads()) await this.scan();
        failing = false;
      } catch (error) {
        if (!failing) this.options.note(`deliveries: ${(error as Error).message}; what is owed is kept`);
        failing = true;
      }
      await this.bell.rest(SCAN, stopping);
    }
    await this.close();
  }

  private async scan(): Promise<void> {
    await this.queues.digests.offer(await this.reminders.peopleToTell(await this.clock()));
    await this.queues.mail?.offer(await this.book.pending(MAILS_AT_ONCE));
  }

  private async tell(staff: string): Promise<void> {
    const now = await this.clock();
    const message = await this.reminders.tell(staff, now, (items) => digestText(items, now));
    if (message) this.bell.ring(); // perhaps it is to be mailed
  }

  private async close(): Promise<void> {
    await Promise.all([this.queues.digests.close(), this.queues.mail?.close(), this.watch.close()]);
    this.mailer?.close();
  }
}
