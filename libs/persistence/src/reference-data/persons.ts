import { birthDateInside } from '#domain';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Keys } from '../keys.js';

export interface KnownPerson {
  readonly idNumber: string;
  readonly name: string;
  readonly sex?: string;
  readonly birthDate?: string;
}

const BATCH = 1_000;

/**
 * Finds people by the keyed hash of their identity number and adds those who are new, so that loading the same list
 * again creates nobody twice. The roll says how a pupil is called; other lists only add people, and to those who are
 * there a birth date that is missing.
 *
 * The caller holds the lock of reference data (`lockReferenceData`). Returns person ids by identity number.
 */
export async function registerPersons(
  tx: Tx,
  keys: Keys,
  people: readonly KnownPerson[],
  list: 'roll' | 'other',
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const batch of batches(people, BATCH)) {
    const hashOf = new Map(batch.map(({ idNumber }) => [idNumber, keys.lookup('id-number', idNumber)]));
    const { rows } = await tx.query<{ lookup: string; owner: string }>({
      name: 'persons-by-id-number',
      text: `SELECT encode(lookup, 'hex') AS lookup, owner FROM personal_values WHERE kind = 'id-number' AND lookup = ANY($1::bytea[])`,
      values: [[...hashOf.values()]],
    });
    const known = new Map(rows.map(({ lookup, owner }) => [lookup, owner]));
    const newcomers = new Set<string>();
    for (const [idNumber, hash] of hashOf) {
      const owner = known.get(hash.toString('hex'));
      if (!owner) newcomers.add(idNumber);
      ids.set(idNumber, owner ?? newId());
    }
    const written = list === 'roll' ? batch : batch.filter(({ idNumber }) => newcomers.has(idNumber));
    await savePersons(tx, written, ids);
    if (list === 'other') await fillBirthDates(tx, batch, ids);
    await saveIdNumbers(tx, keys, [...newcomers], ids);
  }
  return ids;
}

async function savePersons(tx: Tx, people: readonly KnownPerson[], ids: ReadonlyMap<string, string>): Promise<void> {
  const rows = people.map(({ idNumber, name, sex, birthDate }) => ({
    id: ids.get(idNumber),
    name,
    sex,
    // Registers of households name no birth date; who is of school age must be known of their children too.
    birth_date: birthDate ?? birthDateInside(idNumber),
  }));
  await tx.query({
    name: 'save-persons',
    text: `INSERT INTO persons (id, name, sex, birth_date)
           SELECT id, name, sex, birth_date FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, name text, sex text, birth_date text)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, sex = excluded.sex, birth_date = excluded.birth_date
             WHERE (persons.name, persons.sex, persons.birth_date) IS DISTINCT FROM (excluded.name, excluded.sex, excluded.birth_date)`,
    values: [JSON.stringify(rows)],
  });
}

/** Whoever was added before birth dates were read from numbers. */
async function fillBirthDates(tx: Tx, people: readonly KnownPerson[], ids: ReadonlyMap<string, string>): Promise<void> {
  const rows = people.map(({ idNumber }) => ({ id: ids.get(idNumber), birth_date: birthDateInside(idNumber) }));
  await tx.query({
    name: 'fill-birth-dates',
    text: `UPDATE persons p SET birth_date = x.birth_date FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, birth_date text)
           WHERE p.id = x.id AND p.birth_date IS NULL AND x.birth_date IS NOT NULL`,
    values: [JSON.stringify(rows)],
  });
}

async function saveIdNumbers(
  tx: Tx,
  keys: Keys,
  idNumbers: readonly string[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = idNumbers.map((idNumber) => ({
    owner: ids.get(idNumber),
    cipher: keys.encrypt(idNumber).toString('hex'),
    lookup: keys.lookup('id-number', idNumber).toString('hex'),
  }));
  await tx.query({
    name: 'save-id-numbers',
    text: `INSERT INTO personal_values (owner, kind, cipher, lookup)
           SELECT owner, 'id-number', decode(cipher, 'hex'), decode(lookup, 'hex')
           FROM jsonb_to_recordset($1::jsonb) AS x(owner uuid, cipher text, lookup text)`,
    values: [JSON.stringify(rows)],
  });
}

/** Two loads at once would both find a newcomer missing; the second waits for the first. */
export async function lockReferenceData(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('zhudao.reference-data'))");
}

export function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
