// npm run client: writes apps/api/openapi.json from the built API, and the console's types from it. Needs no services.
import fs from 'node:fs';
import path from 'node:path';
import './lib/node-version.mjs';
import { build } from './lib/build.mjs';
import { main } from './lib/main.mjs';
import { checkout } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';
import { step } from './lib/step.mjs';

const DOCUMENT = path.join(checkout, 'apps/api/openapi.json');
const TYPES = path.join(checkout, 'apps/console/src/api/schema.gen.ts');

/** The document describes shapes only: nothing is connected to, and the keys are read by nobody. */
async function writeDocument() {
  const { createApp } = await import('../dist/apps/api/src/create-app.js');
  const { readConfig } = await import('../dist/apps/api/src/config.js');
  const { openApiDocument } = await import('../dist/apps/api/src/openapi/openapi.js');
  const nowhere = {
    DATABASE_URL: 'postgresql://127.0.0.1/nowhere',
    ZHUDAO_KEYS: '/nowhere',
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
  const app = await createApp(readConfig(nowhere), { persistence: { bulks: {} } });
  fs.writeFileSync(DOCUMENT, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
}

await main(async () => {
  await step('build', build, (outcome) => outcome);
  await step('openapi.json', writeDocument, () => path.relative(checkout, DOCUMENT));
  const cli = path.join(checkout, 'node_modules/openapi-typescript/bin/cli.js');
  await step(
    'types',
    () =>
      mustRun(process.execPath, [cli, DOCUMENT, '--default-non-nullable', 'false', '--output', TYPES], {
        cwd: checkout,
      }),
    () => path.relative(checkout, TYPES),
  );
  process.exit(0);
});
