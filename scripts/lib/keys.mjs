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

/** Where the keys are: with the data, or where somebody who manages them himself says. */
export const keysFolder = (data) =>
  process.env.ZHUDAO_KEYS ? path.resolve(process.env.ZHUDAO_KEYS) : path.join(data, 'keys');

/** Says that keys were made once: one that is missing later was lost, and a new one would hide that. */
const madeMarker = (data) => path.join(data, '.keys-made');

/** The names of keys that should be there and are not. */
export function lostKeys(data) {
  if (!process.env.ZHUDAO_KEYS && !fs.existsSync(madeMarker(data))) return [];
  return KEY_FILES.filter((name) => !fs.existsSync(path.join(keysFolder(data), name)));
}

/** Makes the keys at the first start and returns their folder, which api and worker get as ZHUDAO_KEYS. */
export function ensureKeys(data) {
  const folder = keysFolder(data);
  const lost = lostKeys(data);
  if (lost.length > 0) {
    throw new Error(
      `${folder} lacks ${lost.join(', ')}. What was encrypted with a lost key cannot be read: put it back from your ` +
        'backup, or `npm run reset` to start over.',
    );
  }
  if (process.env.ZHUDAO_KEYS) return folder;
  makeKeys(folder);
  fs.writeFileSync(madeMarker(data), '');
  return folder;
}

/** Makes the keys that the folder lacks, for nobody else's eyes. */
export function makeKeys(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of KEY_FILES) {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) writePrivate(file, MAKERS[name]());
  }
}
