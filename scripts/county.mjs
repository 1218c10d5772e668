// npm run county -- load DIR [options]: loads a folder laid out like demo/yunling into the running system.
import './lib/node-version.mjs';
import './lib/output.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { accountsFile } from './lib/accounts.mjs';
import { installReference, readCounty, uploadRosters } from './lib/county-load.mjs';
import { readRun } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { dataFolder } from './lib/paths.mjs';
import { step } from './lib/step.mjs';

const USAGE = `npm run county -- load DIR [options]
  DIR                   organisations.csv, school-roll.csv, poor-households.csv, special-children.csv, rosters/
  --report FILE         write each roster's outcomes there, in the form of expected-outcomes.json
  --url ADDRESS         the API; by default the system that \`npm start\` runs
  --period 20261        by default the one that is running
  --taken-on DATE       the day the registers are of, YYYY-MM-DD; by default today
  --programmes A,B      for a county that has none yet; by default preschool-aid,compulsory-living
  --without-rosters     registers and staff only
With --url, DATABASE_URL and ZHUDAO_KEYS say where the registers go.`;

const OPTIONS = {
  report: { type: 'string' },
  url: { type: 'string' },
  period: { type: 'string' },
  'taken-on': { type: 'string', default: new Date().toISOString().slice(0, 10) },
  programmes: { type: 'string', default: 'preschool-aid,compulsory-living' },
  'without-rosters': { type: 'boolean', default: false },
};

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    const [verb, folder, ...rest] = positionals;
    if (verb !== 'load' || !folder || rest.length > 0) throw new Error('what is to be loaded?');
    if (values.period && !/^20\d\d[12]$/.test(values.period))
      throw new Error(`--period ${values.period} is not of the form 20261`);
    if (!/^\d{4}-\d\d-\d\d$/.test(values['taken-on']))
      throw new Error(`--taken-on ${values['taken-on']} is not of the form 2026-09-01`);
    return { ...values, folder };
  } catch (error) {
    throw new Error(`${error.message}\n\n${USAGE}`);
  }
}

/** Where the system is: {api, databaseUrl, keys}. */
function findSystem({ url }) {
  const run = url ? null : readRun(dataFolder());
  const system = {
    api: url ?? run?.api,
    databaseUrl: (url && process.env.DATABASE_URL) || run?.databaseUrl,
    keys: (url && process.env.ZHUDAO_KEYS) || run?.keys,
  };
  if (!system.api) throw new Error(`nothing runs on ${dataFolder()}: \`npm start\` first, or give --url`);
  if (!system.databaseUrl || !system.keys) throw new Error('with --url, DATABASE_URL and ZHUDAO_KEYS must be set too');
  return system;
}

main(async () => {
  const options = readArguments();
  const { api, databaseUrl, keys } = findSystem(options);
  const accounts = accountsFile(dataFolder());
  fs.mkdirSync(path.dirname(accounts), { recursive: true });
  const county = await step(
    'files',
    () => readCounty(path.resolve(options.folder)),
    ({ rosters }) => `read; ${rosters.length} rosters`,
  );
  const { Persistence } = await import('../dist/libs/persistence/src/index.js');
  const persistence = new Persistence({ url: databaseUrl, keys, doorConnections: 2, queryConnections: 2 });
  const { period } = await installReference({
    persistence,
    county,
    accounts,
    period: options.period && Number(options.period),
    takenOn: options['taken-on'],
    programmes: options.programmes
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
  }).finally(() => persistence.close());
  if (options['without-rosters']) return;

  const { outcomes, refused } = await step(
    'rosters',
    (note) => uploadRosters({ api, rosters: county.rosters, accounts, period, onFile: note }),
    ({ totals: t }) =>
      `${t.rows} rows: ${t.accepted} accepted (${t.flagged} flagged), ${t.rejected} rejected; ${t.drafts} applications drafted, ${(t.draftsFen / 100).toFixed(2)} yuan`,
  );
  if (options.report) {
    fs.writeFileSync(options.report, reportText(outcomes));
    console.log(`report             ${path.resolve(options.report)}`);
  }
  if (refused.length > 0) throw new Error(`${refused.length} rosters were refused:\n${refused.join('\n')}`);
});

/** One row a line, so that two reports can be compared by eye. */
function reportText(outcomes) {
  const files = Object.entries(outcomes).map(
    ([file, rows]) => `${JSON.stringify(file)}: [\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`,
  );
  return `{\n${files.join(',\n')}\n}\n`;
}
