// The three servers behind the application, for start, tests and benchmark alike.

import { portBook } from './ports.mjs';
import { bringUpPostgres } from './postgres.mjs';
import { bringUpRedis } from './redis.mjs';
import { step } from './step.mjs';
import { bringUpTemporal } from './temporal.mjs';

/**
 * Brings up what the environment does not give, all at once, one line each:
 * {database: {appUrl, ownerUrl, adminUrl, embedded, warning}, redis: {url, …}, temporal: {address, uiUrl, …}}.
 * What it starts belongs to `supervisor`, which ends it.
 */
export async function bringUpServices({ data, supervisor, ui = true }) {
  const shared = { data, ports: portBook(data), supervisor };
  const where = (service, embedded) => (service.embedded ? embedded : 'from the environment');
  const [database, redis, temporal] = await Promise.all([
    step(
      'PostgreSQL',
      () => bringUpPostgres(shared),
      (it) => where(it, `embedded, port ${new URL(it.appUrl).port}`),
    ),
    step(
      'Redis',
      (note) => bringUpRedis({ ...shared, note }),
      (it) => where(it, `${it.kind}, port ${new URL(it.url).port}`),
    ),
    step(
      'Temporal',
      (note) => bringUpTemporal({ ...shared, note, ui }),
      (it) => where(it, `${it.version}, ${it.address}`),
    ),
  ]);
  if (database.warning) console.warn(`warning: ${database.warning}`);
  return { database, redis, temporal };
}
