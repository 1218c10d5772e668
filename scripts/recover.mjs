// npm run recover: tells a new, empty Temporal all that PostgreSQL knows to be waiting. Harmless on one that is full.
import './lib/node-version.mjs';
import path from 'node:path';
import { readRun } from './lib/instance.mjs';
import { checkout, dataFolder } from './lib/paths.mjs';
import { runAttached } from './lib/run.mjs';

const running = readRun(dataFolder());
const env = {
  ...(running && {
    DATABASE_URL: running.databaseUrl,
    REDIS_URL: running.redisUrl,
    TEMPORAL_ADDRESS: running.temporalAddress,
    ZHUDAO_KEYS: running.keys,
  }),
  ...process.env,
};
if (!running && !process.env.DATABASE_URL) {
  console.error(
    'Nothing runs here. Start with `npm start`, or set DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS and ZHUDAO_KEYS.',
  );
  process.exit(1);
}
process.exitCode = await runAttached(
  process.execPath,
  ['--enable-source-maps', path.join(checkout, 'dist/apps/worker/src/recover.js')],
  { cwd: checkout, env },
);
