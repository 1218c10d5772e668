import { NOW } from '../clock.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';

/** The caller's key and what was asked: an upload sent again gets the first answer again. */
export interface ImportKey {
  readonly key: string | null;
  /** SHA-256, hex. */
  readonly requestHash: string;
}

/** Among the commands, so that a key is one person's one request whatever it asks for. */
export async function keepImportKey(
  tx: Tx,
  { id, uploadedBy, request }: { readonly id: string; readonly uploadedBy: string; readonly request: ImportKey },
): Promise<void> {
  await tx.query({
    name: 'keep-import-key',
    text: `INSERT INTO commands (id, actor, key, at, type, request_hash, outcome)
           VALUES ($1, $2, $3, ${NOW}, 'ImportRoster', decode($4, 'hex'), $5)`,
    values: [newId(), uploadedBy, request.key, request.requestHash, JSON.stringify({ streams: [], import: id })],
  });
}

/** The import an earlier request with this key made; null: a new key. `differs`: the key was used for something else. */
export async function importOfKey(
  { db }: Pick<Persistence, 'db'>,
  person: string,
  { key, requestHash }: ImportKey,
): Promise<{ id: string } | 'differs' | null> {
  if (key === null) return null;
  const [row] = await db.query<{ hash: string | null; import: string | null }>(
    'import-of-key',
    `SELECT encode(request_hash, 'hex') AS hash, outcome->>'import' AS import FROM commands WHERE actor = $1 AND key = $2`,
    [person, key],
  );
  if (!row) return null;
  return row.hash === requestHash && row.import ? { id: row.import } : 'differs';
}
