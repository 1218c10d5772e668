// npm run build
import './lib/node-version.mjs';
import { build } from './lib/build.mjs';
import { main } from './lib/main.mjs';
import { step } from './lib/step.mjs';

await main(() => step('build', build, (outcome) => outcome));
