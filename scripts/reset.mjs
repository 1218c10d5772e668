// npm run reset [-- --yes]: stops, then deletes this instance's data folder. A database, Redis or Temporal that the
// environment names is not touched.
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import './lib/node-version.mjs';
import { stopInstance } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { dataFolder, isOurs } from './lib/paths.mjs';
import { clusterFolder } from './lib/postgres-binaries.mjs';

async function confirmed(data) {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY) throw new Error('nobody is here to ask: `npm run reset -- --yes` deletes without asking');
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`Delete ${data} with its database, keys and logs? Type yes: `);
  ask.close();
  return answer.trim() === 'yes';
}

await main(async () => {
  const data = dataFolder();
  if (!fs.existsSync(data)) return console.log(`${data} does not exist: nothing to delete`);
  if (!isOurs(data)) throw new Error(`${data} is no data folder of Zhudao: nothing was deleted`);
  if (!(await confirmed(data))) return console.log('nothing was deleted');
  await stopInstance(data);
  const cluster = clusterFolder(data);
  if (!cluster.startsWith(data + path.sep)) fs.rmSync(path.dirname(cluster), { recursive: true, force: true });
  fs.rmSync(data, { recursive: true, force: true });
  const given = ['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'REDIS_URL', 'TEMPORAL_ADDRESS'].filter(
    (name) => process.env[name],
  );
  console.log(`deleted ${data}${given.length > 0 ? `; what ${given.join(', ')} name was left alone` : ''}`);
});
