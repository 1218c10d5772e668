// npm run openapi [-- --check]: writes the API's document to apps/api/openapi.json, or says whether it differs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import './lib/node-version.mjs';
import { build } from './lib/build.mjs';
import { ensureKeys } from './lib/keys.mjs';
import { checkout } from './lib/paths.mjs';

const FILE = path.join(checkout, 'apps/api/openapi.json');

await build();
const { createApp } = await import('../dist/apps/api/src/create-app.js');
const { readConfig } = await import('../dist/apps/api/src/config.js');
const { openApiText } = await import('../dist/apps/api/src/openapi/openapi.js');

// Nothing is connected to: the document is made of what the controllers say.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-openapi-'));
try {
  const env = {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    PORT: '0',
    LOG_LEVEL: 'warn',
    ZHUDAO_KEYS: ensureKeys(folder),
  };
  const app = await createApp(readConfig(env));
  const text = openApiText(app);
  await app.close();
  const before = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '';
  if (!process.argv.includes('--check')) fs.writeFileSync(FILE, text);
  else if (before !== text) process.exitCode = 1;
  console.log(
    `apps/api/openapi.json ${before === text ? 'is up to date' : process.exitCode ? 'differs: npm run openapi' : 'written'}`,
  );
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
