// Where things live: the checkout, one instance's data, one user's cache.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const checkout = path.resolve(import.meta.dirname, '../..');

/** The file by which a folder is known to be ours: start refuses a full folder without it, reset deletes none. */
const MARKER = '.zhudao-data';

/** The data folder of this instance (`ZHUDAO_HOME`, else `.zhudao` in the checkout): data, logs, keys, ports, pids. */
export const dataFolder = () => path.resolve(process.env.ZHUDAO_HOME || path.join(checkout, '.zhudao'));

export const isOurs = (folder) => fs.existsSync(path.join(folder, MARKER));

/** Makes the data folder, or refuses one that holds somebody else's files. */
export function openDataFolder(folder) {
  if (fs.existsSync(folder) && !isOurs(folder) && fs.readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} has files in it and is no data folder of Zhudao. Set ZHUDAO_HOME to a new or empty folder.`,
    );
  }
  makeReachable(folder);
  fs.writeFileSync(
    path.join(folder, MARKER),
    'The data of one Zhudao instance. `npm run reset` deletes this folder.\n',
  );
  fs.mkdirSync(path.join(folder, 'logs'), { recursive: true });
  return folder;
}

/**
 * Makes a folder and its missing parents 0755 whatever the umask. PostgreSQL refuses to run as root, so under root it
 * runs as nobody, who must be able to walk down to its data; everything secret in here is a 0600 file.
 */
export function makeReachable(folder) {
  const first = fs.mkdirSync(folder, { recursive: true });
  if (!first) return;
  for (let each = folder; each.startsWith(first); each = path.dirname(each)) fs.chmodSync(each, 0o755);
}

/**
 * A folder of this user's cache for something fetched, keyed by its version. Falls back to the data folder for a user
 * without a home that can be written (services, containers).
 */
export function cacheFolder(name, data) {
  const base = process.env.XDG_CACHE_HOME || path.join(process.env.HOME || os.homedir(), '.cache');
  try {
    fs.mkdirSync(path.join(base, 'zhudao'), { recursive: true });
    fs.accessSync(path.join(base, 'zhudao'), fs.constants.W_OK);
    return path.join(base, 'zhudao', name);
  } catch {
    return path.join(data, 'cache', name);
  }
}

/** The first executable of that name on PATH; Debian keeps servers in sbin, which a user's PATH often lacks. */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).concat('/usr/local/sbin', '/usr/sbin');
  return folders
    .filter(Boolean)
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

/** Writes the whole file or nothing, readable by its owner only. */
export function writePrivate(file, text) {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text, { mode: 0o600 });
  fs.renameSync(temporary, file);
}

/** The JSON in a file, or `otherwise` when there is no such file or a crash left it unreadable. */
export function readJson(file, otherwise) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return otherwise;
  }
}
