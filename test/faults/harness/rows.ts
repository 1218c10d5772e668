import pg from 'pg';
import type { Stack } from './stack.js';

/** Somebody else's transaction that holds rows: whoever wants to write them stands still until it lets go. */
export class Holder {
  private constructor(private readonly client: pg.Client) {}

  /** `select` names the rows; they are locked. */
  static async of(stack: Stack, select: string, values: unknown[]): Promise<Holder> {
    return Holder.holding(stack, `${select} FOR UPDATE`, values);
  }

  /** Nobody writes to this table meanwhile; its rows may be read, and locked. */
  static writesTo = (stack: Stack, table: string): Promise<Holder> =>
    Holder.holding(stack, `LOCK TABLE ${table} IN SHARE MODE`);

  private static async holding(stack: Stack, statement: string, values: unknown[] = []): Promise<Holder> {
    const client = await connect(stack);
    await client.query('BEGIN');
    await client.query(statement, values);
    return new Holder(client);
  }

  static application = (stack: Stack, id: string): Promise<Holder> =>
    Holder.of(stack, 'SELECT id FROM applications WHERE id = $1', [id]);

  async letGo(): Promise<void> {
    await this.client.query('ROLLBACK');
    await this.client.end();
  }
}

export async function connect(stack: Stack, url = stack.broughtUp.services.database.adminUrl): Promise<pg.Client> {
  const database = new URL(stack.broughtUp.services.database.appUrl).pathname;
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: database }).href });
  client.on('error', () => {}); // a server that is killed also ends what watches it
  await client.connect();
  return client;
}

/** As the superuser, in the product's database. */
export async function asAdmin<Row extends pg.QueryResultRow>(
  stack: Stack,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await connect(stack);
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** How many statements of the product wait for a lock now. */
export async function standingStill(stack: Stack): Promise<number> {
  const rows = await asAdmin(stack, STANDING_STILL);
  return rows.length;
}

/** What a dead process had asked for is not carried out after its death, as when its machine were gone. */
export async function forgetTheDead(stack: Stack): Promise<void> {
  await asAdmin(stack, `SELECT pg_terminate_backend(pid) FROM (${STANDING_STILL}) AS waiting`);
}

const STANDING_STILL = `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'zhudao%' AND wait_event_type = 'Lock'`;
