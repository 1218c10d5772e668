import { setTimeout as sleep } from 'node:timers/promises';
import { Outbox, Persistence, Sweep, type Swept } from '#persistence';
import { readConfig } from './config.js';
import { Relay } from './relay/relay.js';
import { ensureSearchAttributes, lazyClient } from './relay/temporal-client.js';

/**
 * Fills a new, empty Temporal from PostgreSQL: every stream that has a next moment, every open batch and every unfinished import go into the
 * outbox. Told by the worker where one runs, else by this program. What runs already only hears its own plan again.
 */
const STEP = 500;

const config = readConfig(process.env);
const persistence = new Persistence({ url: config.databaseUrl, keys: config.keys, doorConnections: 1 });
const client = lazyClient(config.temporalAddress, config.temporalNamespace);
const outbox = new Outbox(persistence.db);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

await ensureSearchAttributes(client);
const counts = { application: 0, submission: 0, 'payment-batch': 0, 'roster-import': 0 };
for await (const put of new Sweep(persistence.db).everything(STEP)) {
  for (const kind of Object.keys(counts) as (keyof Swept)[]) counts[kind] += put[kind].length;
}
console.log(
  `to be told: ${counts.application} applications, ${counts.submission} submissions, ${counts['payment-batch']} payment batches, ${counts['roster-import']} roster imports`,
);

const relaying = new Relay({ db: persistence.db, client, note: (text) => console.log(text) }).run(stopping.signal);
for (let left = await outbox.backlog(); left > 0 && !stopping.signal.aborted; left = await outbox.backlog()) {
  console.log(`${left} left`);
  await sleep(2_000, undefined, { signal: stopping.signal }).catch(() => {});
}
const left = await outbox.backlog();
console.log(left === 0 ? 'Temporal knows them all' : `stopped with ${left} left; the worker tells the rest`);
stopping.abort();
await relaying;
await client.connection.close();
await persistence.close();
process.exitCode = left === 0 ? 0 : 1;
