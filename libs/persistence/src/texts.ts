import { randomBytes } from 'node:crypto';
import type { TextRef } from '#domain';
import type { Database } from './database.js';
import type { NewText } from './door/requests.js';
import { newId } from './ids.js';
import { type Keys, sha256Hex } from './keys.js';

/**
 * Free texts (opinions, objections, names of a meeting's members) lie in an erasable table; the event holds only a
 * commitment with a random salt. Erasing text and salt together breaks no proof and leaves nothing to guess from.
 */
export class Texts {
  constructor(private readonly keys: Keys) {}

  /** The commitment for the command, and the row for the door. Null for an absent or blank text. */
  commit(stream: string, text: string | null | undefined): { ref: TextRef; row: NewText } | null {
    const body = text?.trim();
    if (!body) return null;
    const id = newId();
    const salt = randomBytes(16);
    const ref = { id, commitment: commitmentOf(salt, body) };
    return { ref, row: { id, stream, salt, cipher: this.keys.encrypt(body) } };
  }

  async read(db: Database, ids: readonly string[]): Promise<Map<string, { text: string; salt: Buffer }>> {
    if (ids.length === 0) return new Map();
    const rows = await db.query<{ id: string; salt: Buffer | null; cipher: Buffer | null }>(
      'read-texts',
      'SELECT id, salt, cipher FROM erasable_texts WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(
      rows.flatMap(({ id, salt, cipher }) =>
        salt && cipher ? [[id, { text: this.keys.decryptText(cipher), salt }]] : [],
      ),
    );
  }
}

export const commitmentOf = (salt: Uint8Array, text: string): string =>
  sha256Hex(Buffer.concat([salt, Buffer.from(text, 'utf8')]));
