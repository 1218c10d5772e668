// Installs the packages of the lockfile when they are missing or not those of this lockfile.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { checkout } from './paths.mjs';
import { mustRun } from './run.mjs';

const LOCKFILE = path.join(checkout, 'package-lock.json');
/** What npm itself writes when it has finished. */
const INSTALLED = path.join(checkout, 'node_modules/.package-lock.json');
const STAMP = path.join(checkout, 'node_modules/.zhudao-installed');

const lockfileHash = () => createHash('sha256').update(fs.readFileSync(LOCKFILE)).digest('hex');

/** By content, since a checkout gives files new times; by time, for those who ran `npm ci` themselves. */
export function packagesAreInstalled() {
  if (!fs.existsSync(INSTALLED)) return false;
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === lockfileHash()) return true;
  return fs.statSync(INSTALLED).mtimeMs >= fs.statSync(LOCKFILE).mtimeMs;
}

/** Resolves to true when it installed. */
export async function installPackages() {
  if (packagesAreInstalled()) return false;
  const folder = path.join(checkout, 'node_modules');
  // `npm ci` empties the folder behind a link: another checkout's packages, while somebody works with them.
  if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(`${folder} is a link and not what the lockfile says. Remove the link, then try again.`);
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await mustRun(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: checkout });
  fs.writeFileSync(STAMP, lockfileHash());
  return true;
}
