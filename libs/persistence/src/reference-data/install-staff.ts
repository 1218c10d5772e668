import { hash } from '@node-rs/argon2';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import type { StaffAccount } from './county-staff.js';

export type NewStaffAccount = StaffAccount & { readonly password: string; readonly email?: string };

/** Two at a time: each takes 19 MiB and some 60 ms, and other work goes on meanwhile. */
const HASHED_AT_ONCE = 2;

/**
 * Adds accounts whose login is new, with their posts; who is there keeps name, password and posts, and gets posts that
 * are missing. Returns the logins that were added: only their passwords are valid as given.
 */
export async function installStaff(
  { db }: Pick<Persistence, 'db'>,
  accounts: readonly NewStaffAccount[],
): Promise<string[]> {
  const known = await db.query<{ login: string }>('known-logins', 'SELECT login FROM staff WHERE login = ANY($1)', [
    accounts.map(({ login }) => login),
  ]);
  const taken = new Set(known.map(({ login }) => login));
  const newcomers = accounts.filter(({ login }) => !taken.has(login));
  const hashes = new Map<string, string>();
  for (let i = 0; i < newcomers.length; i += HASHED_AT_ONCE) {
    await Promise.all(
      newcomers
        .slice(i, i + HASHED_AT_ONCE)
        .map(async ({ login, password }) => hashes.set(login, await hash(password))),
    );
  }
  return inTransaction(db, async (tx) => {
    const staff = newcomers.map(({ login, name, email }) => ({
      id: newId(),
      login,
      name,
      email,
      password_hash: hashes.get(login),
    }));
    const added = await tx.query<{ login: string }>(
      `INSERT INTO staff (id, login, name, email, password_hash)
       SELECT id, login, name, email, password_hash FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, login text, name text, email text, password_hash text)
       ON CONFLICT (login) DO NOTHING RETURNING login`,
      [JSON.stringify(staff)],
    );
    const posts = accounts.flatMap(({ login, posts }) =>
      posts.map(({ office, role }) => ({ id: newId(), login, office, role })),
    );
    await tx.query(
      `INSERT INTO posts (id, staff_id, office, role)
       SELECT x.id, s.id, x.office, x.role FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, login text, office text, role text) JOIN staff s ON s.login = x.login
       ON CONFLICT (staff_id, office, role) DO NOTHING`,
      [JSON.stringify(posts)],
    );
    return added.rows.map(({ login }) => login);
  });
}
