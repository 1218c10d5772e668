// Temporal: the server the environment names, or a dev server of our own, with its UI and its data in a file.
import path from 'node:path';
import { temporalProgram, versionOf } from './temporal-binaries.mjs';

export const NAMESPACE = process.env.TEMPORAL_NAMESPACE || 'default';

const RETENTION_SECONDS = 30 * 24 * 3600;

/** Brings up Temporal: {address, uiUrl, version, embedded}; `uiUrl` is null where we do not know it. */
export async function bringUpTemporal({ data, ports, supervisor, note, ui = true }) {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) {
    if (!(await isServing(given, 5_000))) throw new Error(`TEMPORAL_ADDRESS=${given} does not answer`);
    return { address: given, uiUrl: process.env.TEMPORAL_UI_URL ?? null, version: 'TEMPORAL_ADDRESS', embedded: false };
  }
  const program = await temporalProgram('temporal', { data, note });
  const version = (await versionOf(program)) ?? 'unknown';
  const port = await ports('temporal');
  const address = `127.0.0.1:${port}`;
  const uiPort = ui ? await ports('temporalUi') : null;
  await supervisor.start('temporal', {
    command: program,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      ...(ui ? ['--ui-port', String(uiPort), '--ui-ip', '127.0.0.1'] : ['--headless']),
      // Its schema is made only with the file: another version gets another file.
      ...['--db-filename', path.join(data, `temporal-${version}.db`)],
      // 2.5–3 times faster than its defaults, and an acknowledged start still survives a kill.
      ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
      // Otherwise timers below a second fire only after a second.
      ...['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="10ms"'],
    ],
    lowPriority: true, // it would starve the people waiting for the API on a small machine
    graceMs: 6_000, // it takes 2.3 s, and its file stays locked until it has gone
    ready: () => isServing(address, 1_000),
  });
  await keepHistories(address);
  return { address, uiUrl: ui ? `http://127.0.0.1:${uiPort}` : null, version, embedded: true };
}

/** Runs `work` with a connection that is closed afterwards. */
async function withConnection(address, timeoutMs, work) {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address, connectTimeout: timeoutMs });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Does it serve? An open port alone is too early. */
export const isServing = (address, timeoutMs) =>
  withConnection(address, timeoutMs, async (connection) => {
    const { status } = await connection.withDeadline(Date.now() + timeoutMs, () =>
      connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' }),
    );
    return status === 1;
  }).catch(() => false);

/** The dev server forgets a finished workflow after a day; a month lets an operator look at last week. */
const keepHistories = (address) =>
  withConnection(address, 10_000, (connection) =>
    connection.workflowService.updateNamespace({
      namespace: NAMESPACE,
      config: { workflowExecutionRetentionTtl: { seconds: RETENTION_SECONDS } },
    }),
  );

/** temporal.api.enums.v1.IndexedValueType */
const TYPE_NUMBERS = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 };
const typeName = (number) => Object.keys(TYPE_NUMBERS).find((name) => TYPE_NUMBERS[name] === number) ?? String(number);

/** How what a server has registered differs from what is wanted, as sentences. */
export const missingSearchAttributes = (address, wanted) =>
  withConnection(address, 10_000, async (connection) => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
    return Object.entries(wanted).flatMap(([name, type]) => {
      const found = customAttributes?.[name];
      if (found === TYPE_NUMBERS[type]) return [];
      return [found === undefined ? `${name} is not registered` : `${name} is ${typeName(found)}, but must be ${type}`];
    });
  });

/**
 * Registers the search attributes {name: 'Keyword'|'Int'|'Datetime'|…}, then lists and compares them: the server answers
 * "ok" to a wrong type, and a workflow that sets an unregistered attribute hangs for ever without an error.
 */
export async function ensureSearchAttributes(address, wanted) {
  const searchAttributes = Object.fromEntries(Object.entries(wanted).map(([name, type]) => [name, TYPE_NUMBERS[type]]));
  await withConnection(address, 10_000, (connection) =>
    connection.operatorService.addSearchAttributes({ namespace: NAMESPACE, searchAttributes }),
  );
  let wrong = [];
  for (let tries = 0; tries < 20; tries++) {
    wrong = await missingSearchAttributes(address, wanted);
    if (wrong.length === 0) return Object.keys(wanted).length;
    await new Promise((resolve) => setTimeout(resolve, 250)); // a server's cache of them may lag
  }
  throw new Error(
    `Temporal's search attributes are wrong: ${wrong.join('; ')}. Remove them in Temporal, then start again.`,
  );
}
