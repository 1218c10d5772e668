// npm run client: the console's types from apps/api/openapi.json (made by `npm run openapi`).
import path from 'node:path';
import './lib/node-version.mjs';
import { main } from './lib/main.mjs';
import { checkout } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';
import { step } from './lib/step.mjs';

const DOCUMENT = path.join(checkout, 'apps/api/openapi.json');
const TYPES = path.join(checkout, 'apps/console/src/api/schema.gen.ts');
const CLI = path.join(checkout, 'node_modules/openapi-typescript/bin/cli.js');

await main(() =>
  step(
    'types',
    // A field with a default may be left out of a request all the same.
    () =>
      mustRun(process.execPath, [CLI, DOCUMENT, '--default-non-nullable', 'false', '--output', TYPES], {
        cwd: checkout,
      }),
    () => path.relative(checkout, TYPES),
  ),
);
