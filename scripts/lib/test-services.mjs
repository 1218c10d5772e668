// The services of one test run, in a folder of its own under test/.tmp: never the developer's data.
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { claimInstance } from './instance.mjs';
import { ensureKeys } from './keys.mjs';
import { migrate } from './migrate.mjs';
import { checkout, openDataFolder } from './paths.mjs';
import { withClient } from './roles.mjs';
import { bringUpServices } from './services.mjs';
import { step } from './step.mjs';
import { Supervisor } from './supervisor.mjs';
import { ensureSearchAttributes } from './temporal.mjs';
import { temporalProgram } from './temporal-binaries.mjs';

const RUNS = path.join(checkout, 'test/.tmp');
const TEMPLATE = 'zhudao_template';
/** The environment must not turn a test run on somebody's real servers. */
const OUTSIDE = [
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'REDIS_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'ZHUDAO_KEYS',
];

/**
 * Starts PostgreSQL with a migrated template database, Redis and Temporal, and resolves to {env, stop}: the addresses
 * as the specs read them from the environment, and the function that ends and deletes everything.
 */
export async function startTestServices() {
  for (const name of OUTSIDE) delete process.env[name];
  await clearEarlierRuns();
  const data = openDataFolder(path.join(RUNS, `run-${process.pid}`));
  const { release } = await claimInstance(data);
  const supervisor = new Supervisor(data);
  const stop = async () => {
    await supervisor.stop({ hurry: true });
    release();
    fs.rmSync(data, { recursive: true, force: true });
  };
  try {
    const { database, redis, temporal } = await bringUpServices({ data, supervisor, ui: false });
    const testServer = await step(
      'time-skipping',
      (note) => temporalProgram('temporal-test-server', { data, note }),
      () => 'server at hand',
    );
    const template = await step(
      'test database',
      () => makeTemplate(database),
      () => 'migrated once, copied for each spec',
    );
    const { SEARCH_ATTRIBUTES } = await import('../../dist/libs/contracts/src/index.js');
    await ensureSearchAttributes(temporal.address, SEARCH_ATTRIBUTES);
    const env = {
      ZHUDAO_TEST_PG_ADMIN_URL: database.adminUrl,
      ZHUDAO_TEST_PG_OWNER_URL: template.ownerUrl,
      ZHUDAO_TEST_PG_APP_URL: template.appUrl,
      ZHUDAO_TEST_REDIS_URL: redis.url,
      ZHUDAO_TEST_TEMPORAL: temporal.address,
      ZHUDAO_TEST_SERVER_BIN: testServer,
      ZHUDAO_KEYS: ensureKeys(data),
      ZHUDAO_HOME: data,
    };
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate({ adminUrl, ownerUrl, appUrl }) {
  const at = (url) => Object.assign(new URL(url), { pathname: `/${TEMPLATE}` }).href;
  const owner = new URL(ownerUrl).username;
  await withClient(adminUrl, (client) =>
    client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${pg.escapeIdentifier(owner)}`),
  );
  await migrate(at(ownerUrl));
  return { ownerUrl: at(ownerUrl), appUrl: at(appUrl) };
}

/** Ends and deletes what killed runs left behind; a run that still goes on keeps its folder. */
async function clearEarlierRuns() {
  if (!fs.existsSync(RUNS)) return;
  for (const name of fs.readdirSync(RUNS)) {
    const folder = path.join(RUNS, name);
    try {
      const { release } = await claimInstance(folder, { hurry: true });
      release();
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // held by a run in another terminal
    }
  }
}
