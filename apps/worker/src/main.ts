import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Persistence } from '#persistence';
import { createActivities } from './activities/index.js';
import { readConfig } from './config.js';
import { Deliveries } from './deliveries/deliveries.js';
import { Relay } from './relay/relay.js';
import { Sweeper } from './relay/sweeper.js';
import { ensureSearchAttributes, lazyClient } from './relay/temporal-client.js';
import { serveTemporal } from './worker.js';

const config = readConfig(process.env);
// Its own handlers would end the worker at the first signal, before relay and deliveries have come to rest.
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
const note = (text: string) => console.log(text);

const persistence = new Persistence({ url: config.databaseUrl, keys: config.keys });
const { db, reference } = persistence;
const client = lazyClient(config.temporalAddress, config.temporalNamespace);

// None of the four waits for another: without Temporal people are still reminded, without Redis plans are still kept.
await Promise.all([
  serveTemporal({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    activities: createActivities(persistence),
    workflows: config.workflowBundle ? { codePath: config.workflowBundle } : null,
    prepare: () => ensureSearchAttributes(client),
    stopping: stopping.signal,
    note,
  }),
  new Relay({ db, client, note }).run(stopping.signal),
  new Sweeper(persistence, note).run(stopping.signal),
  new Deliveries({
    db,
    reference,
    redisUrl: config.redisUrl,
    mail: config.smtpUrl ? { smtpUrl: config.smtpUrl, from: config.mailFrom } : null,
    note,
  }).run(stopping.signal),
]);
await client.connection.close();
await persistence.close();
