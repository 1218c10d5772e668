import pg from 'pg';
import { CONNECT_WITHIN_MS, type Database } from '../database.js';

/**
 * One connection that listens, and holds a lock by name as long as it lives: of several processes the one that has the
 * lock does the work. Losing it in the midst harms nothing, the work bears being done twice; it only must not be done
 * twice all the time. A connection that broke is made again when next asked.
 */
export class Watch {
  private client: pg.Client | null = null;
  private locked = false;

  constructor(
    private readonly db: Database,
    private readonly options: { readonly lock: string; readonly channels: readonly string[] },
    private readonly onWake: () => void,
  ) {}

  /** Does this process have the lock? Takes it if nobody has. */
  async leads(): Promise<boolean> {
    const client = this.client ?? (await this.connect());
    if (!this.locked) {
      const { rows } = await client.query<{ got: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
        [this.options.lock],
      );
      this.locked = rows[0]!.got;
    }
    return this.locked;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.db.options.url,
      application_name: `zhudao ${this.options.lock}`,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    });
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    client.on('notification', () => this.onWake());
    await client.connect();
    for (const channel of this.options.channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    this.client = client;
    return client;
  }

  private forget(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.locked = false;
  }

  async close(): Promise<void> {
    const client = this.client;
    this.client = null;
    this.locked = false;
    await client?.end().catch(() => {});
  }
}
