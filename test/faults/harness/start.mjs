// What npm start brings up, brought up by the same functions, for a caller that will pull it out from under itself.
import fs from 'node:fs';
import path from 'node:path';
import { applicationEnv, claimInstance } from '../../../scripts/lib/instance.mjs';
import { ensureKeys } from '../../../scripts/lib/keys.mjs';
import { migrate } from '../../../scripts/lib/migrate.mjs';
import { checkout, onPath, openDataFolder } from '../../../scripts/lib/paths.mjs';
import { portBook } from '../../../scripts/lib/ports.mjs';
import { bringUpPostgres } from '../../../scripts/lib/postgres.mjs';
import { endProcess, isAlive, recordOf, writeRecords } from '../../../scripts/lib/processes.mjs';
import { bringUpRedis } from '../../../scripts/lib/redis.mjs';
import { bringUpTemporal, ensureSearchAttributes, NAMESPACE } from '../../../scripts/lib/temporal.mjs';

export { checkout, endProcess, isAlive, onPath, recordOf, writeRecords };

/** Settings of the person who runs the tests: they must not lead to somebody's real servers. */
const OUTSIDE = /^(DATABASE_|REDIS_|TEMPORAL_|ZHUDAO_|SMTP_|MAIL_|PORT$|HOST$)/;

/** Takes a data folder below test/.tmp; `release` deletes it, or the next `npm test` if this process is killed. */
export async function claimFolder(name) {
  for (const setting of Object.keys(process.env)) if (OUTSIDE.test(setting)) delete process.env[setting];
  const data = openDataFolder(path.join(checkout, 'test/.tmp', name));
  const { release } = await claimInstance(data, { hurry: true });
  return {
    data,
    release: () => {
      release();
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL with the migrated, empty database, Redis and Temporal; each belongs to `supervisor`. */
export async function bringUpServices({ data, supervisor }) {
  const ports = portBook(data);
  const shared = { data, ports, supervisor, note: () => {} };
  const [database, redis, temporal] = await Promise.all([
    bringUpPostgres(shared),
    bringUpRedis(shared),
    bringUpTemporal({ ...shared, ui: false }),
  ]);
  await Promise.all([migrate(database.ownerUrl), nameSearchAttributes(temporal.address)]);
  return { services: { database, redis, temporal }, namespace: NAMESPACE, keys: ensureKeys(data), ports };
}

async function nameSearchAttributes(address) {
  const { SEARCH_ATTRIBUTES } = await import('../../../dist/libs/contracts/src/index.js');
  await ensureSearchAttributes(address, SEARCH_ATTRIBUTES);
}

/** The environment of one api or worker, as npm start makes it, with `settings` on top. */
export const processEnv = ({ services, namespace, keys, data, port, settings }) => ({
  ...applicationEnv({ services, port, keys, data, namespace }),
  NODE_ENV: 'production', // jest says "test", which is inherited
  ...settings,
});
