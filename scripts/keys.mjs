// npm run keys -- DIR: makes the keys of a new installation in an empty folder, for ZHUDAO_KEYS. `npm start` makes its own.
import './lib/node-version.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { KEY_FILES, makeKeys } from './lib/keys.mjs';
import { main } from './lib/main.mjs';

await main(async () => {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Error('npm run keys -- DIR: which folder?');
  // Keys that are there may be all that reads somebody's database.
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  makeKeys(path.resolve(folder));
  console.log(
    `${KEY_FILES.join(', ')} made in ${path.resolve(folder)}. Keep a copy apart from the database's backups.`,
  );
});
