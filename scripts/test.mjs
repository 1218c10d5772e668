// npm test [-- jest arguments]: installs and builds if needed, starts real services for the projects that need them,
// runs jest, and ends with `N passed, N failed`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import './lib/node-version.mjs';
import './lib/output.mjs';
import { installPackages } from './lib/install.mjs';
import { checkout } from './lib/paths.mjs';
import { run, runAttached } from './lib/run.mjs';
import { step } from './lib/step.mjs';

const JEST = ['--experimental-vm-modules', '--no-warnings', path.join(checkout, 'node_modules/jest/bin/jest.js')];
const UNIT = ['unit'];
/** Starts and stops the whole product in a data folder of its own. */
const PRODUCT = ['product'];
/** Each spec file starts real processes of its own and pulls them out from under itself. */
const FAULTS = ['faults'];
/** They share one Temporal namespace and one Redis, so their spec files run one after the other. */
const WITH_SERVICES = ['persistence', 'workflows', 'journeys', 'fuzz', 'console'];

const args = process.argv.slice(2);
const results = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-test-'));
let stopServices = async () => {};
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await stopServices();
    process.exit(130);
  });
}

/** Runs jest over these projects; resolves to {passed, failed}. */
async function jest(projects, options, env) {
  const file = path.join(results, `${projects[0]}.json`);
  const reporting = ['--json', `--outputFile=${file}`, '--passWithNoTests'];
  const code = await runAttached(
    process.execPath,
    [...JEST, '--selectProjects', ...projects, ...options, ...reporting, ...args],
    {
      cwd: checkout,
      env: { ...process.env, ...env, TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'inherit'], // what a person reads goes to stderr; stdout has the JSON once more
    },
  );
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
  if (!report) return { passed: 0, failed: code === 0 ? 0 : 1 };
  // A spec file that cannot even be loaded counts as one failure.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: Math.max(failed, code === 0 ? 0 : 1) };
}

/** Does any spec of these projects match what was asked for? */
async function matches(projects) {
  const { output } = await run(
    process.execPath,
    [...JEST, '--selectProjects', ...projects, '--listTests', '--passWithNoTests', ...args],
    { cwd: checkout },
  );
  return /\.spec\.ts$/m.test(output);
}

let passed = 0;
let failed = 0;
const add = (outcome) => {
  passed += outcome.passed;
  failed += outcome.failed;
};

try {
  await step('packages', installPackages, (installed) => (installed ? 'installed' : 'up to date'));
  const { build } = await import('./lib/build.mjs');
  await step('build', build, (outcome) => outcome);
  if (await matches(UNIT)) add(await jest(UNIT, ['--maxWorkers=2'], {}));
  if (await matches(WITH_SERVICES)) {
    const { startTestServices } = await import('./lib/test-services.mjs');
    const services = await startTestServices();
    stopServices = services.stop;
    add(await jest(WITH_SERVICES, ['--runInBand'], services.env));
    await services.stop();
    stopServices = async () => {};
  }
  if (await matches(PRODUCT)) add(await jest(PRODUCT, [], {}));
  if (await matches(FAULTS)) add(await jest(FAULTS, ['--maxWorkers=2'], {})); // they mostly wait
} catch (error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`);
  failed += 1;
} finally {
  if (!stopping) await stopServices();
  fs.rmSync(results, { recursive: true, force: true });
}
if (!stopping) {
  if (passed + failed === 0) console.error('no test ran');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
