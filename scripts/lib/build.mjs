// Builds dist/ when a source changed: Prisma client, nest build with swc, other files, the workflows' bundle, the console.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { buildConsole, CONSOLE } from './build-console.mjs';
import { checkout } from './paths.mjs';
import { generatePrismaClient } from './prisma-generate.mjs';
import { claimInTurn } from './processes.mjs';
import { mustRun } from './run.mjs';

const DIST = path.join(checkout, 'dist');
const STAMP = path.join(DIST, '.built-from');
const SOURCES = [
  ...['apps/api', 'apps/worker', 'libs', 'bench', 'programmes', 'prisma/schema.prisma', 'scripts/lib/build.mjs'],
  ...['package.json', 'package-lock.json', 'nest-cli.json', '.swcrc', 'tsconfig.base.json', 'tsconfig.build.json'],
];
/** Folders whose files other than TypeScript belong beside the built code. */
const ASSETS = ['apps/api', 'apps/worker', 'libs', 'programmes'];
/** Where the generated client is made anew from schema.prisma, which is a source itself. */
const GENERATED = path.join('persistence', 'src', 'generated');

/** All files under these paths, sorted; tests and generated code are no sources. */
function filesUnder(names) {
  const visit = (file) => {
    if (!fs.existsSync(file) || file.endsWith('.spec.ts') || file.endsWith(GENERATED)) return [];
    if (!fs.statSync(file).isDirectory()) return [file];
    return fs.readdirSync(file).flatMap((name) => visit(path.join(file, name)));
  };
  return names.flatMap((name) => visit(path.join(checkout, name))).sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(path.relative(checkout, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Resolves to 'built', or to 'unchanged' when dist/ is that of these sources. Two builders take turns. */
export async function build() {
  const release = await claimInTurn(path.join(checkout, 'node_modules/.zhudao-build'));
  try {
    const source = hashOf(filesUnder(SOURCES));
    if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === source) {
      await generatePrismaClient(); // tests read it from the source folder, which may have been cleaned
      return await buildConsole((names) => hashOf(filesUnder(names)));
    }
    await generatePrismaClient();
    for (const name of fs.existsSync(DIST) ? fs.readdirSync(DIST) : [])
      if (name !== CONSOLE) fs.rmSync(path.join(DIST, name), { recursive: true, force: true });
    await mustRun(process.execPath, [path.join(checkout, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
      cwd: checkout,
    });
    for (const file of filesUnder(ASSETS)) {
      if (/\.tsx?$/.test(file)) continue;
      const copy = path.join(DIST, path.relative(checkout, file));
      fs.mkdirSync(path.dirname(copy), { recursive: true });
      fs.copyFileSync(file, copy);
    }
    await bundleWorkflows();
    await buildConsole((names) => hashOf(filesUnder(names)));
    fs.writeFileSync(STAMP, source);
    return 'built';
  } finally {
    release();
  }
}

/** One file with all workflows. A workflow that can reach a Node module fails here, not in production. */
async function bundleWorkflows() {
  const workflowsPath = path.join(DIST, 'apps/worker/src/workflows/index.js');
  if (!fs.existsSync(workflowsPath)) {
    console.warn('warning: no apps/worker/src/workflows/index.ts, so no dist/workflow-bundle.js');
    return;
  }
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const errors = [];
  const quiet = () => {};
  const logger = {
    log: quiet,
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (message) => errors.push(message),
  };
  try {
    const { code } = await bundleWorkflowCode({ workflowsPath, logger });
    fs.writeFileSync(path.join(DIST, 'workflow-bundle.js'), code);
  } catch (error) {
    throw new Error(`the workflows cannot be bundled: ${error.message}\n${errors.join('\n')}`);
  }
}
