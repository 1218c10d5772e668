// The keys of one instance. They never enter the database: whoever has only a copy of it reads no identity number.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { writePrivate } from './paths.mjs';

const MAKERS = {
  // AES-256-GCM over identity numbers, bank cards and telephones; 32 bytes, hex.
  'personal-data.key': () => `${randomBytes(32).toString('hex')}\n`,
  // HMAC by which a person is found without decrypting; 32 bytes, hex.
  'lookup.key': () => `${randomBytes(32).toString('hex')}\n`,
  // Ed25519, signs the checkpoints of the audit trail; PKCS #8 PEM.
  'checkpoint.key': () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
};

export const KEY_FILES = Object.keys(MAKERS);

/**
 * Makes the keys that are missing and returns their folder, which api and worker get as ZHUDAO_KEYS.
 * `ZHUDAO_KEYS` of the environment wins, and is then never written to: keys that somebody manages are theirs to make.
 */
export function ensureKeys(data) {
  const given = process.env.ZHUDAO_KEYS;
  const folder = given ? path.resolve(given) : path.join(data, 'keys');
  const missing = KEY_FILES.filter((name) => !fs.existsSync(path.join(folder, name)));
  if (given && missing.length > 0) throw new Error(`ZHUDAO_KEYS=${folder} lacks ${missing.join(', ')}`);
  if (missing.length > 0) fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of missing) writePrivate(path.join(folder, name), MAKERS[name]());
  return folder;
}
