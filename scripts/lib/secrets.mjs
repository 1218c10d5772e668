// Passwords of the embedded database's roles: made at first start, kept beside the data, never printed.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readJson, writePrivate } from './paths.mjs';

/** {superuser, owner, app}: passwords of this data folder's own PostgreSQL, the same at every start. */
export function databasePasswords(data) {
  const file = path.join(data, 'database-passwords.json');
  const kept = readJson(file, null);
  if (kept) return kept;
  const password = () => randomBytes(24).toString('base64url');
  const made = { superuser: password(), owner: password(), app: password() };
  writePrivate(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}
