// PostgreSQL: the server the environment names, or a real one of our own.
import fs from 'node:fs';
import path from 'node:path';
import { makeReachable } from './paths.mjs';
import { binaries, clusterFolder, unprivileged } from './postgres-binaries.mjs';
import { ensureAppRole, ensureOwnDatabase, queryOnce } from './roles.mjs';
import { mustRun } from './run.mjs';
import { databasePasswords } from './secrets.mjs';

/**
 * Brings up the database: {appUrl, ownerUrl, adminUrl, embedded, warning}. `appUrl` is the unprivileged role that api
 * and worker use, `ownerUrl` the role of the migrations; `adminUrl` is null for a server that is not ours.
 */
export async function bringUpPostgres({ data, ports, supervisor }) {
  if (process.env.DATABASE_URL || process.env.DATABASE_MIGRATION_URL) return givenDatabase();
  const passwords = databasePasswords(data);
  const port = await ports('postgres');
  const url = (user, password, database) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  const adminUrl = url('postgres', passwords.superuser, 'postgres');
  await startCluster({ folder: clusterFolder(data), port, adminUrl, password: passwords.superuser, data, supervisor });
  await ensureOwnDatabase(adminUrl, passwords);
  return {
    appUrl: url('zhudao_app', passwords.app, 'zhudao'),
    ownerUrl: url('zhudao_owner', passwords.owner, 'zhudao'),
    adminUrl,
    embedded: true,
    warning: null,
  };
}

/** The server that the environment names, with the role that the migrations grant to. */
export async function givenDatabase() {
  const { DATABASE_URL, DATABASE_MIGRATION_URL } = process.env;
  const ownerUrl = DATABASE_MIGRATION_URL || DATABASE_URL;
  const appUrl = DATABASE_URL || DATABASE_MIGRATION_URL;
  try {
    await queryOnce(ownerUrl, 'SELECT 1');
  } catch (error) {
    const name = DATABASE_MIGRATION_URL ? 'DATABASE_MIGRATION_URL' : 'DATABASE_URL';
    if (error.code !== '3D000') throw new Error(`${name} cannot be used: ${error.message || error.code}`); // made by the migrations
  }
  await ensureAppRole(ownerUrl, appUrl);
  const warning =
    ownerUrl === appUrl
      ? 'only one of DATABASE_URL and DATABASE_MIGRATION_URL is set: the application runs as the owner of its tables, ' +
        'so PostgreSQL cannot keep it from altering the audit trail'
      : null;
  return { appUrl, ownerUrl, adminUrl: null, embedded: false, warning };
}

async function startCluster({ folder, port, adminUrl, password, data, supervisor }) {
  const bin = binaries();
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) await initialise(bin, folder, password);
  forgetStalePid(folder);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  await supervisor.start('postgres', {
    command: path.join(bin, 'postgres'),
    args: [
      '-D',
      folder,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    cwd: '/', // nobody may not be allowed to enter ours
    env: { PATH: process.env.PATH, ZHUDAO_HOME: data },
    ...unprivileged,
    signal: 'SIGINT', // "fast" shutdown: ends sessions instead of waiting for them
    ready: () => queryOnce(adminUrl, 'SELECT 1').then(() => true),
  });
}

async function initialise(bin, folder, password) {
  makeReachable(path.dirname(folder));
  // A crash during initdb leaves a folder without PG_VERSION, which initdb would refuse.
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (unprivileged.uid !== undefined) {
    for (const each of [folder, passwordFile]) fs.chownSync(each, unprivileged.uid, unprivileged.gid);
  }
  try {
    // builtin C.UTF-8: with --locale=C alone, pg_trgm finds no Chinese; and the same order on every machine.
    await mustRun(
      path.join(bin, 'initdb'),
      [
        '-D',
        folder,
        '-U',
        'postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
      ],
      { ...unprivileged, cwd: '/', env: { PATH: process.env.PATH } },
    );
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** After a hard kill PostgreSQL clears its own pid file, unless the number now belongs to another of this user's processes. */
function forgetStalePid(folder) {
  const file = path.join(folder, 'postmaster.pid');
  if (!fs.existsSync(file)) return;
  const pid = Number.parseInt(fs.readFileSync(file, 'utf8'), 10);
  let program = '';
  try {
    program = fs.readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return; // gone, or no /proc: PostgreSQL decides
  }
  if (!path.basename(program).startsWith('postgres')) fs.rmSync(file);
}
