import type { TextRef } from '#domain';
import type { ChainedEvent } from '../../door/envelope.js';
import { commitmentOf } from '../../texts.js';
import type { MakeInvariant, View } from '../invariant.js';

interface Stored {
  id: string;
  salt: Buffer | null;
  cipher: Buffer | null;
}

/** What can still be read of an opinion is what the event commits to. Erased, salt and text together, it proves nothing. */
export const texts: MakeInvariant = (found, view) => ({
  async page(streams) {
    const refs = streams.flatMap(({ id, events }) => events.flatMap(refsOf).map((ref) => ({ stream: id, ...ref })));
    if (refs.length === 0) return;
    found.looked(refs.length);
    const rows = await view.snapshot.rows<Stored>(
      'SELECT id, salt, cipher FROM erasable_texts WHERE id = ANY($1::uuid[])',
      [refs.map(({ id }) => id)],
    );
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const { stream, id, commitment } of refs) {
      const row = stored.get(id);
      if (!row) found.fault('text-missing', stream, `erasable_texts ${id}`);
      else if (!keeps(view, row, commitment)) found.fault('text-differs', stream, `erasable_texts ${id}`);
    }
  },
});

const refsOf = ({ payload }: ChainedEvent): TextRef[] =>
  Object.values(payload).filter(
    (value): value is TextRef => typeof value === 'object' && value !== null && 'commitment' in value && 'id' in value,
  );

function keeps({ persistence }: View, { salt, cipher }: Stored, commitment: string): boolean {
  if (!salt || !cipher) return salt === cipher;
  try {
    return commitmentOf(salt, persistence.keys.decryptText(cipher)) === commitment;
  } catch {
    return false; // not even written with our key
  }
}
