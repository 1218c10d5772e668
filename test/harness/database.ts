import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A migrated, empty database of one spec file. */
export interface TestDatabase {
  /** As api and worker see it: the unprivileged role. */
  url: string;
  /** The owner of the tables, for what only migrations may do. */
  ownerUrl: string;
  /** Deletes the database, open connections or not. */
  drop(): Promise<void>;
}

function address(name: string): URL {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the specs by \`npm test\`, which starts PostgreSQL`);
  return new URL(value);
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address('ZHUDAO_TEST_PG_ADMIN_URL').href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database without tables, for who migrates it himself. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

/**
 * Copies the template that `npm test` migrated once (a few dozen milliseconds), so that spec files never see each
 * other's rows.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(address('ZHUDAO_TEST_PG_OWNER_URL').pathname.slice(1));
}

async function createFrom(template: string): Promise<TestDatabase> {
  const owner = address('ZHUDAO_TEST_PG_OWNER_URL');
  const app = address('ZHUDAO_TEST_PG_APP_URL');
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner.username}`);
  owner.pathname = app.pathname = `/${name}`;
  return {
    url: app.href,
    ownerUrl: owner.href,
    drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
