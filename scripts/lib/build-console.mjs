// Builds the staff console into dist/console with Vite. Knows by itself whether its sources changed.
import fs from 'node:fs';
import path from 'node:path';
import { checkout } from './paths.mjs';

/** The folder's name below dist/. */
export const CONSOLE = 'console';
const FOLDER = path.join(checkout, 'dist', CONSOLE);
const STAMP = path.join(FOLDER, '.built-from');
/** The console shares the law's calendar, so that it counts working days as the server does. */
const SOURCES = ['apps/console', 'libs/domain/src', 'package-lock.json', 'scripts/lib/build-console.mjs'];

/** `fingerprint` hashes all sources below these paths. Resolves to 'built' or 'unchanged'. */
export async function buildConsole(fingerprint) {
  const source = fingerprint(SOURCES);
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === source) return 'unchanged';
  const { build } = await import('vite');
  await build({ configFile: path.join(checkout, 'apps/console/vite.config.mjs'), logLevel: 'error' });
  fs.writeFileSync(STAMP, source);
  return 'built';
}
