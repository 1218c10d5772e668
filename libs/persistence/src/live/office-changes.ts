import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CHANNELS } from '#contracts';
import { CONNECT_WITHIN_MS, type Database } from '../database.js';

/** Codes of the offices in whose lists something changed; `all` where word may have been missed. */
export type ChangedOffices = ReadonlySet<string> | 'all';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * One connection per process that listens for changed offices. A connection that broke is made again until `close`,
 * and then everything may have changed.
 */
export class OfficeChanges {
  private client: pg.Client | null = null;
  private readonly closing = new AbortController();
  private run: Promise<void> | null = null;

  constructor(
    private readonly db: Database,
    private readonly onChange: (offices: ChangedOffices) => void,
  ) {}

  /** Begins to listen; a database that is away is asked again. */
  open(): void {
    this.run ??= this.keepListening();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.client?.end().catch(() => {});
    await this.run;
  }

  private async keepListening(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    for (let first = true; !this.closing.signal.aborted; first = false) {
      const client = new pg.Client({
        connectionString: this.db.options.url,
        application_name: 'zhudao live',
        keepAlive: true,
        connectionTimeoutMillis: CONNECT_WITHIN_MS,
      });
      this.client = client;
      const ended = new Promise((resolve) => client.once('end', resolve));
      client.on('error', () => {}); // `end` follows
      client.on('notification', ({ payload }) => this.onChange(new Set(payload?.split(','))));
      const listening = await client
        .connect()
        .then(() => client.query(`LISTEN ${pg.escapeIdentifier(CHANNELS.offices)}`))
        .catch(() => null);
      if (listening) {
        wait = FIRST_PAUSE_MS;
        if (!first) this.onChange('all');
        await ended;
      } else {
        await client.end().catch(() => {});
      }
      await pause(wait, null, { signal: this.closing.signal }).catch(() => {});
      wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
    }
  }
}
