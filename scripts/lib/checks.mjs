// What doctor looks at. Each check resolves to a list of problems: {what, mend}; none means that all is well.
import fs from 'node:fs';
import path from 'node:path';
import { packagesAreInstalled } from './install.mjs';
import { readRun, runningStart } from './instance.mjs';
import { KEY_FILES, keysFolder, lostKeys } from './keys.mjs';
import { cacheFolder, checkout, isOurs, onPath, readJson } from './paths.mjs';
import { isFree } from './ports.mjs';
import { isAlive, readRecords } from './processes.mjs';
import { run } from './run.mjs';
import { TEMPORAL_VERSION } from './temporal-binaries.mjs';

const problem = (what, mend) => [{ what, mend }];
const fine = [];

async function npm() {
  const { code } = await run('npm', ['--version']);
  return code === 0 ? fine : problem('npm is not on PATH', 'install npm, which comes with Node');
}

async function packages() {
  return packagesAreInstalled() ? fine : problem('packages are missing or not those of package-lock.json', 'npm ci');
}

/** pip is needed only for a server that neither the environment nor PATH nor the cache gives. */
async function fetchedServers(data) {
  const redis =
    process.env.REDIS_URL ||
    onPath('redis-server') ||
    onPath('valkey-server') ||
    fs.existsSync(cacheFolder('valkey-8.1.8', data));
  const temporal =
    process.env.TEMPORAL_ADDRESS ||
    process.env.TEMPORAL_CLI ||
    onPath('temporal') ||
    fs.existsSync(cacheFolder(`temporal-${TEMPORAL_VERSION}`, data));
  if (redis && temporal) return fine;
  for (const python of ['python3', 'python'])
    if ((await run(python, ['-m', 'pip', '--version'])).code === 0) return fine;
  const missing = [!redis && 'Redis (REDIS_URL)', !temporal && 'Temporal (TEMPORAL_ADDRESS)']
    .filter(Boolean)
    .join(' and ');
  return problem(
    `no pip to fetch ${missing}`,
    'install pip for python3 (Debian: apt-get install python3-pip), or set the variable in brackets',
  );
}

async function dataFolderIsOurs(data) {
  if (!fs.existsSync(data)) return fine; // made at the first start
  if (!isOurs(data) && fs.readdirSync(data).length > 0)
    return problem(`${data} holds other files`, 'set ZHUDAO_HOME to a new or empty folder');
  try {
    fs.accessSync(data, fs.constants.W_OK);
    return fine;
  } catch {
    return problem(`${data} cannot be written by this user`, 'start as the user it belongs to, or set ZHUDAO_HOME');
  }
}

async function keys(data) {
  const folder = keysFolder(data);
  const lost = lostKeys(data).flatMap((name) =>
    problem(`${name} is missing in ${folder}`, 'put it back from your backup, or npm run reset to start over'),
  );
  const open = KEY_FILES.map((name) => path.join(folder, name))
    .filter((file) => fs.existsSync(file) && fs.statSync(file).mode & 0o077)
    .flatMap((file) => problem(`${file} can be read by others`, `chmod 600 ${file}`));
  return [...lost, ...open];
}

async function ports(data) {
  if (runningStart(data)) return fine;
  const wanted = {
    ...readJson(path.join(data, 'ports.json'), {}),
    ...(process.env.PORT ? { 'PORT (api)': Number(process.env.PORT) } : {}),
  };
  const problems = [];
  for (const [name, port] of Object.entries(wanted)) {
    if (!(await isFree(port)))
      problems.push(
        ...problem(
          `port ${port} of ${name} is taken`,
          name.startsWith('PORT') ? 'set PORT to another' : 'nothing to do: the next start chooses another',
        ),
      );
  }
  return problems;
}

async function leftovers(data) {
  if (runningStart(data)) return fine;
  const names = Object.entries(readRecords(data))
    .filter(([, record]) => isAlive(record))
    .map(([name]) => name);
  return names.length > 0
    ? problem(`an earlier start left running: ${names.join(', ')}`, 'npm stop (npm start does it too)')
    : fine;
}

async function databaseUrls() {
  const { DATABASE_URL, DATABASE_MIGRATION_URL } = process.env;
  if (!DATABASE_URL && !DATABASE_MIGRATION_URL) return fine;
  if (!DATABASE_URL || !DATABASE_MIGRATION_URL || DATABASE_URL === DATABASE_MIGRATION_URL) {
    return problem(
      `only ${DATABASE_URL ? 'DATABASE_URL' : 'DATABASE_MIGRATION_URL'} is given: the application would own its tables and could alter the audit trail`,
      'set DATABASE_URL to an unprivileged user and DATABASE_MIGRATION_URL to the owner',
    );
  }
  return fine;
}

/** Asks the server itself whether the application's user is as powerless as it must be. */
async function databaseRoles(data) {
  const url =
    process.env.DATABASE_URL ||
    process.env.DATABASE_MIGRATION_URL ||
    (runningStart(data) ? readRun(data)?.databaseUrl : null);
  if (!url) return fine;
  const { APP_ROLE, queryOnce } = await import('./roles.mjs');
  let row;
  try {
    [row] = await queryOnce(
      url,
      `SELECT current_setting('server_version_num')::int AS version, r.rolsuper, current_user AS name,
        EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS app_role,
        (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            AND pg_has_role(c.relowner, 'MEMBER')) AS owned
       FROM pg_roles r WHERE r.rolname = current_user`,
      [APP_ROLE],
    );
  } catch (error) {
    return problem(
      `DATABASE_URL cannot be used: ${error.message || error.code}`,
      'check server, user, password and name of the database',
    );
  }
  return [
    ...(row.version < 180000
      ? problem(`PostgreSQL ${Math.floor(row.version / 10000)} is too old`, 'use PostgreSQL 18')
      : fine),
    ...(row.rolsuper
      ? problem(
          `the application's user ${row.name} is a superuser`,
          'give DATABASE_URL a user without rights of its own',
        )
      : fine),
    ...(row.owned > 0 && !row.rolsuper
      ? problem(
          `the application's user ${row.name} owns ${row.owned} tables`,
          'run the migrations as another user, by DATABASE_MIGRATION_URL',
        )
      : fine),
    ...(row.app_role
      ? fine
      : problem(`the role ${APP_ROLE} does not exist`, `npm start makes it, or: CREATE ROLE ${APP_ROLE} NOLOGIN`)),
  ];
}

async function redis(data) {
  const url = process.env.REDIS_URL || (runningStart(data) ? readRun(data)?.redisUrl : null);
  if (!url) return fine;
  const { answersPing } = await import('./redis.mjs');
  return (await answersPing(url))
    ? fine
    : problem('Redis does not answer PING', 'check REDIS_URL, or unset it to use one of our own');
}

async function temporal(data) {
  const address = process.env.TEMPORAL_ADDRESS || (runningStart(data) ? readRun(data)?.temporalAddress : null);
  if (!address) return fine;
  const { isServing, missingSearchAttributes } = await import('./temporal.mjs');
  if (!(await isServing(address, 5_000)))
    return problem(
      `Temporal at ${address} does not answer`,
      'check TEMPORAL_ADDRESS, or unset it to use a dev server of our own',
    );
  const contracts = path.join(checkout, 'dist/libs/contracts/src/index.js');
  if (!fs.existsSync(contracts))
    return problem('not built, so the search attributes cannot be compared', 'npm run build');
  const wrong = await missingSearchAttributes(address, (await import(contracts)).SEARCH_ATTRIBUTES);
  return wrong.flatMap((what) =>
    problem(
      `search attribute ${what}`,
      'npm start registers what is missing; one of a wrong type must be removed in Temporal first',
    ),
  );
}

async function api(data) {
  if (!runningStart(data)) return fine;
  const address = readRun(data)?.api;
  if (!address) return fine; // still starting
  const answer = await fetch(`${address}/api/v1/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  return answer?.status === 200 ? fine : problem(`${address} is not ready`, `look into ${path.join(data, 'logs')}`);
}

/** In the order in which they can be mended. Those that need packages are asked only when there are some. */
export const CHECKS = [
  ['npm', npm],
  ['packages', packages],
  ['servers to fetch', fetchedServers],
  ['data folder', dataFolderIsOurs],
  ['keys', keys],
  ['ports', ports],
  ['leftovers', leftovers],
  ['database URLs', databaseUrls],
  ['database roles', databaseRoles, 'packages'],
  ['Redis', redis, 'packages'],
  ['Temporal', temporal, 'packages'],
  ['API', api],
];
