// Generates the Prisma client when schema.prisma changed since the last time. Needs no engine and no network.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import './node-version.mjs';
import { checkout, onPath } from './paths.mjs';
import { mustRun } from './run.mjs';

const SCHEMA = path.join(checkout, 'prisma/schema.prisma');
const CLIENT = path.join(checkout, 'libs/persistence/src/generated/prisma');
const STAMP = path.join(CLIENT, '.generated-from');

/** Resolves to true when it generated, false when the client was up to date. */
export async function generatePrismaClient() {
  const { version } = JSON.parse(fs.readFileSync(path.join(checkout, 'node_modules/prisma/package.json'), 'utf8'));
  const source = createHash('sha256').update(version).update(fs.readFileSync(SCHEMA)).digest('hex');
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === source) return false;
  await mustRun(process.execPath, [path.join(checkout, 'node_modules/prisma/build/index.js'), 'generate'], {
    cwd: checkout,
    env: {
      ...process.env,
      // `generate` only looks whether the engine is there; without this it tries to download one it does not use.
      PRISMA_SCHEMA_ENGINE_BINARY: onPath('true') ?? process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  if (!fs.existsSync(CLIENT))
    throw new Error(`prisma/schema.prisma must generate into ${path.relative(checkout, CLIENT)}`);
  fs.writeFileSync(STAMP, source);
  return true;
}

if (process.argv[1] === import.meta.filename) {
  console.log((await generatePrismaClient()) ? 'Prisma client generated' : 'Prisma client is up to date');
}
