import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const NONCE = 12;
const TAG = 16;

/** The data keys. They lie in a folder outside the database, so that a copy of the database alone shows nobody. */
export class Keys {
  constructor(
    private readonly dataKey: Buffer,
    private readonly lookupKey: Buffer,
  ) {}

  /** Reads `personal-data.key` and `lookup.key` (32 bytes each, hex). Throws with the file's name when one is missing. */
  static load(folder: string): Keys {
    const read = (name: string): Buffer => {
      const file = path.join(folder, name);
      if (!fs.existsSync(file))
        throw new Error(
          `key file ${file} is missing: npm start makes it at the first start; without it personal data cannot be read`,
        );
      const key = Buffer.from(fs.readFileSync(file, 'utf8').trim(), 'hex');
      if (key.length !== 32) throw new Error(`key file ${file} must hold 32 bytes as 64 hex digits`);
      return key;
    };
    return new Keys(read('personal-data.key'), read('lookup.key'));
  }

  /** AES-256-GCM: nonce, tag, cipher text. */
  encrypt(plain: string | Buffer): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.dataKey, nonce);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  decrypt(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', this.dataKey, bytes.subarray(0, NONCE));
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
  }

  decryptText(sealed: Uint8Array): string {
    return this.decrypt(sealed).toString('utf8');
  }

  /** Keyed hash to find a value without decrypting; 16 bytes suffice and keep the index narrow. */
  lookup(kind: string, value: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(`${kind}\0${value}`).digest().subarray(0, 16);
  }
}

export const sha256 = (bytes: string | Uint8Array): Buffer => hash('sha256', bytes, 'buffer');
export const sha256Hex = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex');
