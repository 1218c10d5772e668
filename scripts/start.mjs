// npm start: brings everything up, stays in the foreground, and ends on Ctrl-C what it started.
// Imports nothing but Node itself until the packages are installed.
import './lib/node-version.mjs';
import './lib/output.mjs';
import { installPackages } from './lib/install.mjs';
import {
  applicationEnv,
  claimInstance,
  forgetRun,
  loadDemo,
  readDemo,
  startApplication,
  wantsDemo,
  writeRun,
} from './lib/instance.mjs';
import { ensureKeys } from './lib/keys.mjs';
import { dataFolder, openDataFolder } from './lib/paths.mjs';
import { portBook } from './lib/ports.mjs';
import { endRunningCommands, run } from './lib/run.mjs';
import { step } from './lib/step.mjs';
import { Supervisor } from './lib/supervisor.mjs';

const data = dataFolder();
const supervisor = new Supervisor(data);
/** Gives the data folder back; null as long as it is not ours, and then there is nothing to stop either. */
let release = null;
let stopping = false;

async function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  endRunningCommands();
  if (release) {
    await supervisor.stop();
    forgetRun(data);
    release();
  }
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!stopping) console.log('\nstopping …');
    void stop(0);
  });
}

async function start() {
  openDataFolder(data);
  const claimed = await claimInstance(data);
  release = claimed.release;
  if (claimed.leftovers.length > 0)
    console.log(`ended what an earlier start left running: ${claimed.leftovers.join(', ')}`);

  await step('packages', installPackages, (installed) => (installed ? 'installed' : 'up to date'));
  // From here on packages may be imported.
  const [{ build }, { bringUpServices }, { migrate }, { ensureSearchAttributes, NAMESPACE }] = await Promise.all(
    ['build', 'services', 'migrate', 'temporal'].map((name) => import(`./lib/${name}.mjs`)),
  );
  await step('build', build, (outcome) => outcome);
  // From here on all that is written is data: passwords of the demo, Temporal's file, logs. (Packages stay open to all:
  // under root, nobody runs PostgreSQL out of them.)
  process.umask(0o077);
  const services = await bringUpServices({ data, supervisor });
  await step(
    'migrations',
    () => migrate(services.database.ownerUrl),
    ({ applied, known }) => `${applied} applied, ${known} known`,
  );
  await step(
    'search attributes',
    async () =>
      ensureSearchAttributes(
        services.temporal.address,
        (await import('../dist/libs/contracts/src/index.js')).SEARCH_ATTRIBUTES,
      ),
    (count) => `${count} registered and compared`,
  );

  const port = Number(process.env.PORT) || (await portBook(data)('api'));
  const api = `http://127.0.0.1:${port}`;
  const env = applicationEnv({ services, port, keys: ensureKeys(data), data, namespace: NAMESPACE });
  await step(
    'api and worker',
    () => startApplication({ supervisor, env, port }),
    () => 'ready',
  );
  const tell = () =>
    writeRun(data, {
      api,
      temporalUi: services.temporal.uiUrl,
      temporalAddress: services.temporal.address,
      databaseUrl: services.database.appUrl,
      databaseMigrationUrl: services.database.ownerUrl,
      redisUrl: services.redis.url,
      keys: env.ZHUDAO_KEYS,
      pids: { start: process.pid, ...supervisor.pids },
    });
  tell();
  supervisor.onRestart(tell);
  if (wantsDemo(data)) {
    await step(
      'demo county',
      (note) => loadDemo({ run, env, api, note }),
      () => 'loaded',
    ).catch((error) => {
      if (!stopping)
        console.error(`${error.message}\nEverything else runs; \`npm run reset\` and \`npm start\` try again.`);
    });
  }
  if (!stopping) welcome({ api, temporalUi: services.temporal.uiUrl, namespace: NAMESPACE, demo: readDemo(data) });
}

function welcome({ api, temporalUi, namespace, demo }) {
  console.log(`\nready ${api}`);
  if (temporalUi) console.log(`Temporal    ${temporalUi}`);
  if (temporalUi && demo?.applicationId) {
    const id = encodeURIComponent(`application/${demo.applicationId}`);
    console.log(`  one application: ${temporalUi}/namespaces/${namespace}/workflows/${id}`);
  }
  if (demo?.people?.length) {
    console.log('\nSign in as');
    for (const { role, name, login, password, office } of demo.people)
      console.log(`  ${role.padEnd(10)}  ${name} (${office})  ${login} / ${password}`);
    console.log(`  everybody else: ${data}/accounts.csv`);
  }
  if (demo?.tryThis?.length) {
    console.log('\nThree things to try');
    for (const [index, line] of demo.tryThis.entries()) console.log(`  ${index + 1}. ${line}`);
  }
  console.log('\nCtrl-C, or `npm stop` elsewhere, ends it all.');
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    console.error(`\n${process.env.DEBUG ? error.stack : error.message}`);
    await stop(1);
  }
}
