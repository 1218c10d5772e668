import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Persistence } from '#persistence';
import { createActivities } from './activities/index.js';
import { readConfig } from './config.js';
import { connectToTemporal, createWorker } from './worker.js';

const config = readConfig(process.env);
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
const note = (text: string) => console.log(text);

const persistence = new Persistence({ url: config.databaseUrl, keys: config.keys });
const connection = await connectToTemporal(config.temporalAddress, stopping.signal, note);
if (connection) {
  const worker = await createWorker({
    connection,
    namespace: config.temporalNamespace,
    activities: createActivities(persistence),
    workflowBundle: config.workflowBundle,
  });
  const running = worker.run();
  stopping.signal.addEventListener('abort', () => worker.shutdown());
  if (stopping.signal.aborted) worker.shutdown();
  await running;
  await connection.close();
}
await persistence.close();
