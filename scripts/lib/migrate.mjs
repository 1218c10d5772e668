// Applies prisma/migrations/*/migration.sql in the order of their names, as the owner, and keeps Prisma's own table
// `_prisma_migrations`, so that this and `prisma migrate dev|deploy|status` can be used in turn.
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { checkout } from './paths.mjs';
import { withClient } from './roles.mjs';

/** The advisory lock that Prisma takes too: two starters at once are safe. */
const PRISMA_LOCK = 72707369;
const DATABASE_MISSING = '3D000';
const MADE_MEANWHILE = ['42P04', '23505'];

/** Migrates the database of this URL; resolves to {applied, known}. */
export async function migrate(ownerUrl, folder = path.join(checkout, 'prisma/migrations')) {
  const work = (client) => applyAll(client, new URL(ownerUrl).searchParams.get('schema') ?? 'public', folder);
  try {
    return await withClient(ownerUrl, work);
  } catch (error) {
    if (error.code !== DATABASE_MISSING) throw error;
    await createDatabase(ownerUrl);
    return withClient(ownerUrl, work);
  }
}

async function createDatabase(ownerUrl) {
  const admin = new URL(ownerUrl);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  await withClient(String(admin), (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)).catch(
    (error) => {
      if (!MADE_MEANWHILE.includes(error.code)) throw error;
    },
  );
}

async function applyAll(client, schema, folder) {
  const searchPath = `SET search_path = ${pg.escapeIdentifier(schema)}`;
  await client.query("SET lock_timeout = '60s'");
  await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
  await client.query('RESET lock_timeout');
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
  await client.query(searchPath);
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  const known = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const checksums = await appliedBefore(client, known, folder);
  let applied = 0;
  for (const name of known) {
    const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    if (checksums.has(name)) {
      if (checksums.get(name) !== checksum) console.warn(`warning: migration ${name} was edited after it was applied`);
      continue;
    }
    await applyOne(client, name, sql, checksum);
    await client.query(searchPath);
    applied++;
  }
  return { applied, known: known.length };
}

/** What the database says was applied; refuses one with a failed migration, or one that is newer than this code. */
async function appliedBefore(client, known, folder) {
  const { rows } = await client.query('SELECT * FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const failed = rows.find((row) => !row.finished_at);
  if (failed) {
    throw new Error(
      `migration ${failed.migration_name} failed earlier (${failed.logs ?? 'no log'}). Mend the database, then ` +
        `\`npx prisma migrate resolve --rolled-back ${failed.migration_name}\`; or \`npm run reset\` to start over.`,
    );
  }
  const unknown = rows.find((row) => !known.includes(row.migration_name));
  if (unknown) {
    throw new Error(
      `the database has the migration ${unknown.migration_name}, which is not in ${folder}: this is older code on a ` +
        'newer database. Use the newer code, or `npm run reset` to start over.',
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function applyOne(client, name, sql, checksum) {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql); // without parameters: the whole file in one implicit transaction
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [
      id,
      `${error.message} (${error.code}, position ${error.position ?? '?'})`,
    ]);
    throw new Error(`migration ${name}: ${error.message}${lineOf(sql, error.position)}`);
  }
  await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}

const lineOf = (sql, position) => (position ? ` (line ${sql.slice(0, Number(position)).split('\n').length})` : '');
