// The three servers behind the application, for start, tests and benchmark alike.

import { portBook } from './ports.mjs';
import { bringUpPostgres } from './postgres.mjs';
import { bringUpRedis } from './redis.mjs';
import { step } from './step.mjs';
import { bringUpTemporal } from './temporal.mjs';

/**
 * Brings up what the environment does not give, one line each:
 * {database: {appUrl, ownerUrl, adminUrl, embedded, warning}, redis: {url, …}, temporal: {address, uiUrl, …}}.
 * What it starts belongs to `supervisor`, which ends it.
 */
export async function bringUpServices({ data, supervisor, ui = true }) {
  const shared = { data, ports: portBook(data), supervisor };
  const where = (service, embedded) => (service.embedded ? embedded : 'from the environment');
  const database = await step(
    'PostgreSQL',
    () => bringUpPostgres(shared),
    (it) => where(it, `embedded, port ${new URL(it.appUrl).port}`),
  );
  if (database.warning) console.warn(`warning: ${database.warning}`);
  const redis = await step(
    'Redis',
    (note) => bringUpRedis({ ...shared, note }),
    (it) => where(it, `${it.kind}, port ${new URL(it.url).port}`),
  );
  const temporal = await step(
    'Temporal',
    (note) => bringUpTemporal({ ...shared, note, ui }),
    (it) => where(it, `${it.version}, ${it.address}`),
  );
  return { database, redis, temporal };
}
