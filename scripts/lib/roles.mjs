// The two roles: `zhudao_owner` owns the tables and runs the migrations, `zhudao_app` may do only what these grant.
import pg from 'pg';

export const OWNER_ROLE = 'zhudao_owner';
export const APP_ROLE = 'zhudao_app';
export const DATABASE = 'zhudao';

/** `?schema=` and the like are Prisma's own parameters, which the server would refuse. */
const plain = (url) => {
  const parsed = new URL(url);
  parsed.searchParams.delete('schema');
  parsed.searchParams.delete('connection_limit');
  return String(parsed);
};

export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: plain(url), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a connection that breaks also fails its query, which is where it is told
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const queryOnce = (url, sql, values) =>
  withClient(url, async (client) => (await client.query(sql, values)).rows);

async function roleExists(client, name) {
  return (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name])).rowCount === 1;
}

async function ensureLogin(client, name, password) {
  const verb = (await roleExists(client, name)) ? 'ALTER' : 'CREATE';
  await client.query(
    `${verb} ROLE ${pg.escapeIdentifier(name)} LOGIN NOSUPERUSER PASSWORD ${pg.escapeLiteral(password)}`,
  );
}

/** In a cluster of our own: both roles with their passwords, and the database, owned by the owner. */
export async function ensureOwnDatabase(adminUrl, passwords) {
  await withClient(adminUrl, async (client) => {
    await ensureLogin(client, OWNER_ROLE, passwords.owner);
    await ensureLogin(client, APP_ROLE, passwords.app);
    const made = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (made.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  });
}

/**
 * On a server of somebody else's: the migrations grant to `zhudao_app`, so that role must exist, and the user of
 * DATABASE_URL must be it or be a member of it.
 */
export async function ensureAppRole(ownerUrl, appUrl) {
  const appUser = decodeURIComponent(new URL(appUrl).username);
  const admin = new URL(ownerUrl);
  const statements = [];
  const ask = async (client) => {
    if (!(await roleExists(client, APP_ROLE))) statements.push(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
    if (appUser === APP_ROLE) return;
    const member = await client.query(
      'SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE g.rolname = $1 AND u.rolname = $2',
      [APP_ROLE, appUser],
    );
    if (member.rowCount === 0) statements.push(`GRANT ${APP_ROLE} TO ${pg.escapeIdentifier(appUser)}`);
  };
  const mend = async (client) => {
    await ask(client);
    for (const statement of statements) await client.query(statement);
  };
  try {
    await withClient(ownerUrl, mend).catch((error) => {
      if (error.code !== '3D000') throw error;
      admin.pathname = '/postgres'; // roles belong to the server; the database itself is made by the migrations
      return withClient(String(admin), mend);
    });
  } catch (error) {
    if (error.code !== '42501') throw error;
    throw new Error(
      `the user of the migrations may not create roles. Let an administrator of the server run:\n  ${statements.join(';\n  ')};`,
    );
  }
}
