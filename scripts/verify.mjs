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
    more: (count) => `     …… 另有 ${count} 处`,
    total: ({ streams, events }) => `${streams} 个流，${events} 个事件`,
    ok: '全部相符。',
    bad: (count) => `${count} 项不符，见上。`,
  },
  en: {
    progress: (done, total) => `  … ${done} of ${total} events`,
    looked: (count) => `${count} looked at`,
    faults: (count) => `${count} wrong`,
    waiting: (count) => `${count} waiting`,
    more: (count) => `     … and ${count} more`,
    total: ({ streams, events }) => `${streams} streams, ${events} events`,
    ok: 'everything holds.',
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

/** The environment's database with its own keys, or the running system's; never a mixture of the two. */
function findDatabase() {
  const { DATABASE_URL: url, ZHUDAO_KEYS } = process.env;
  if (url && ZHUDAO_KEYS) return { url, keys: ZHUDAO_KEYS };
  if (url) throw new Error('with DATABASE_URL, ZHUDAO_KEYS must name the folder with its keys');
  const run = readRun(dataFolder());
  if (!run) throw new Error(`nothing runs on ${dataFolder()}: \`npm start\`, or set DATABASE_URL and ZHUDAO_KEYS`);
  return { url: run.databaseUrl, keys: run.keys };
}

function library() {
  return import('../dist/libs/persistence/src/index.js').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('there is no build yet: `npm run build` first');
  });
}

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

function printInvariant({ key, checked, faults, waiting, examples, ms }, { INVARIANTS, FINDINGS }, language) {
  const words = WORDS[language];
  const counts = [words.looked(checked), faults > 0 && words.faults(faults), waiting > 0 && words.waiting(waiting)];
  const sign = faults > 0 ? 'BAD ' : 'ok  ';
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
  const { url, keys } = findDatabase();
  const { Persistence, verify, ...tables } = await library();
  const persistence = new Persistence({ url, keys, doorConnections: 1, queryConnections: 2 });
  let told = performance.now();
  const onProgress = (done, total) => {
    if (performance.now() - told < PROGRESS_EVERY_MS) return;
    told = performance.now();
    console.log(words.progress(done, total));
  };
  const report = await verify(persistence, { onProgress }).finally(() => persistence.close());
  console.log(`${words.total(report)} · ${seconds(report.readingMs)}`);
  for (const invariant of report.invariants) printInvariant(invariant, tables, language);
  console.log(report.ok ? words.ok : words.bad(report.invariants.filter(({ faults }) => faults > 0).length));
  if (!report.ok) process.exitCode = 1;
});
