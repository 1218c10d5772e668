// npm run verify [-- --lang zh|en]: does everything in the database hold that must hold? Of the running system, or of the
// one that DATABASE_URL and ZHUDAO_KEYS name. Only reads, in one snapshot: people may go on working. Exits with 1 when
// something is wrong.
import './lib/node-version.mjs';
import './lib/output.mjs';
import { parseArgs } from 'node:util';
import { readRun } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { dataFolder } from './lib/paths.mjs';

const WORDS = {
  zh: {
    progress: (done, total) => `  … 已核对 ${done} / ${total} 个事件`,
    looked: (count) => `核对 ${count}`,
    faults: (count) => `有误 ${count}`,
    waiting: (count) => `待处理 ${count}`,
    unasked: '未核对：Temporal 没有应答（未运行，或未设 TEMPORAL_ADDRESS）',
    more: (count) => `     …… 另有 ${count} 处`,
    total: ({ streams, events }) => `${streams} 个流，${events} 个事件`,
    ok: '全部相符。',
    okInPart: '已核对的全部相符；未核对的见上。',
    bad: (count) => `${count} 项不符，见上。`,
  },
  en: {
    progress: (done, total) => `  … ${done} of ${total} events`,
    looked: (count) => `${count} looked at`,
    faults: (count) => `${count} wrong`,
    waiting: (count) => `${count} waiting`,
    unasked: 'not checked: Temporal does not answer (it is not running, or TEMPORAL_ADDRESS is not set)',
    more: (count) => `     … and ${count} more`,
    total: ({ streams, events }) => `${streams} streams, ${events} events`,
    ok: 'everything holds.',
    okInPart: 'all that was checked holds; what was not is named above.',
    bad: (count) => `${count} of these do not hold, see above.`,
  },
};
const PROGRESS_EVERY_MS = 10_000;

function readLanguage() {
  const { values } = parseArgs({ options: { lang: { type: 'string' } } });
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = values.lang ?? ((LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? 'zh' : 'en');
  if (!(language in WORDS)) throw new Error(`--lang is one of ${Object.keys(WORDS).join(', ')}`);
  return language;
}

/** The environment's database with its own keys and Temporal, or the running system's; never a mixture of the two. */
function findSystem() {
  const { DATABASE_URL: url, ZHUDAO_KEYS, TEMPORAL_ADDRESS: temporal, TEMPORAL_NAMESPACE: namespace } = process.env;
  if (url && ZHUDAO_KEYS) return { url, keys: ZHUDAO_KEYS, temporal, namespace };
  if (url) throw new Error('with DATABASE_URL, ZHUDAO_KEYS must name the folder with its keys');
  const run = readRun(dataFolder());
  if (!run) throw new Error(`nothing runs on ${dataFolder()}: \`npm start\`, or set DATABASE_URL and ZHUDAO_KEYS`);
  return {
    url: run.databaseUrl,
    keys: run.keys,
    temporal: run.temporalAddress,
    namespace: process.env.TEMPORAL_NAMESPACE,
  };
}

const built = (file) =>
  import(`../dist/${file}`).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('there is no build yet: `npm run build` first');
  });

/** A way to ask Temporal for its runs, and to hang up; nobody to ask where no address is known. */
async function askTemporal({ temporal, namespace = 'default' }) {
  if (!temporal) return { runningWorkflows: null, hangUp: async () => {} };
  const { lazyClient } = await built('apps/worker/src/relay/temporal-client.js');
  const { runningWorkflows } = await built('apps/worker/src/relay/running-workflows.js');
  const client = lazyClient(temporal, namespace);
  return { runningWorkflows: runningWorkflows(client), hangUp: () => client.connection.close() };
}

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

function printInvariant({ key, checked, faults, waiting, unasked, examples, ms }, { INVARIANTS, FINDINGS }, language) {
  const words = WORDS[language];
  const counts = [words.looked(checked), faults > 0 && words.faults(faults), waiting > 0 && words.waiting(waiting)];
  if (unasked) counts.push(words.unasked);
  const sign = faults > 0 ? 'BAD ' : unasked ? '?   ' : 'ok  ';
  console.log(`${sign} ${INVARIANTS[key][language]} · ${counts.filter(Boolean).join(' · ')} · ${seconds(ms)}`);
  for (const { id, detail } of examples) console.log(`     ${id}  ${detail}`);
  const unnamed = (faults || waiting) - examples.length;
  if (unnamed > 0) console.log(words.more(unnamed));
  for (const code of new Set(examples.map((example) => example.code)))
    console.log(`     → ${FINDINGS[code][language]}`);
}

await main(async () => {
  const language = readLanguage();
  const words = WORDS[language];
  const system = findSystem();
  const { Persistence, verify, ...tables } = await built('libs/persistence/src/index.js');
  const { runningWorkflows, hangUp } = await askTemporal(system);
  const { url, keys } = system;
  const persistence = new Persistence({ url, keys, doorConnections: 1, queryConnections: 2 });
  let told = performance.now();
  const onProgress = (done, total) => {
    if (performance.now() - told < PROGRESS_EVERY_MS) return;
    told = performance.now();
    console.log(words.progress(done, total));
  };
  const report = await verify(persistence, { onProgress, runningWorkflows }).finally(() =>
    Promise.all([persistence.close(), hangUp()]),
  );
  console.log(`${words.total(report)} · ${seconds(report.readingMs)}`);
  for (const invariant of report.invariants) printInvariant(invariant, tables, language);
  const bad = report.invariants.filter(({ faults }) => faults > 0).length;
  const ok = report.invariants.some(({ unasked }) => unasked) ? words.okInPart : words.ok;
  console.log(bad > 0 ? words.bad(bad) : ok);
  if (!report.ok) process.exitCode = 1;
});
