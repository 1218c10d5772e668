import { type Actor, describeFlag, type Language, type RosterFlag, type RosterOutcome } from '#domain';
import type { NewPersonalValue } from '../door/requests.js';
import type { Keys } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { isPassbook } from './import-state.js';

/** What a roster says of a household, kept encrypted beside the application until it is erased. */
type ValueKind = 'card' | 'bank' | 'phone' | 'guardian' | 'passbook' | 'differences';

export function valuesOf(keys: Keys, application: string, outcome: RosterOutcome): NewPersonalValue[] {
  const { bankCard, bankName, telephone, guardianName } = outcome.values;
  const plain: Partial<Record<ValueKind, string | null>> = {
    card: bankCard,
    bank: bankName,
    phone: telephone,
    guardian: guardianName,
    passbook: isPassbook(outcome) ? '1' : null,
    differences: outcome.flags.length > 0 ? JSON.stringify(outcome.flags) : null,
  };
  return Object.entries(plain).flatMap(([kind, value]) =>
    value ? [{ owner: application, kind, cipher: keys.encrypt(value) }] : [],
  );
}

/**
 * Writes values of drafts that stay as they are; says which of them had another card before. Not through the door: they
 * are personal values, which no event holds and no decision is folded from (ADR 1); a draft's first approval is still to
 * come, and whatever is changed later, by a correction or a reissue, goes with its event.
 */
export async function updateValues(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  values: readonly NewPersonalValue[],
): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const owners = [...new Set(values.map(({ owner }) => owner))];
  const before = await db.query<{ owner: string; kind: string; cipher: Buffer }>(
    'values-of-drafts',
    'SELECT owner, kind, cipher FROM personal_values WHERE owner = ANY($1::uuid[])',
    [owners],
  );
  const plainBefore = new Map(before.map(({ owner, kind, cipher }) => [`${owner} ${kind}`, keys.decryptText(cipher)]));
  const changed = values.filter(
    ({ owner, kind, cipher }) => plainBefore.get(`${owner} ${kind}`) !== keys.decryptText(cipher),
  );
  const rows = changed.map(({ owner, kind, cipher }) => ({ owner, kind, cipher: cipher.toString('hex') }));
  // Only while it is a draft: a card that somebody has reviewed changes by a correction, never by an upload.
  await db.query(
    'update-values',
    `INSERT INTO personal_values (owner, kind, cipher)
     SELECT x.owner, x.kind, decode(x.cipher, 'hex') FROM jsonb_to_recordset($1::jsonb) AS x(owner uuid, kind text, cipher text)
     JOIN applications a ON a.id = x.owner AND a.phase = 'draft'
     ON CONFLICT (owner, kind) DO UPDATE SET cipher = excluded.cipher`,
    [JSON.stringify(rows)],
  );
  return new Set(changed.flatMap(({ owner, kind }) => (kind === 'card' ? [owner] : [])));
}

/**
 * What the school wrote and roll or registry say otherwise, in sentences for the reviewer of a flagged application.
 * Empty where nothing differs, or where it was erased; null outside the office's subtree.
 */
export async function findDifferences(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  office: string,
  application: string,
): Promise<Record<Language, string>[] | null> {
  const [row] = await db.query<{ cipher: Buffer | null }>(
    'differences',
    `SELECT v.cipher FROM applications a
     JOIN organisations o ON o.code = a.school AND $1 = ANY(o.ancestors)
     LEFT JOIN personal_values v ON v.owner = a.id AND v.kind = 'differences' WHERE a.id = $2`,
    [office, application],
  );
  if (!row) return null;
  const flags = row.cipher ? (JSON.parse(keys.decryptText(row.cipher)) as RosterFlag[]) : [];
  return flags.map((flag) => ({ zh: describeFlag(flag, 'zh'), en: describeFlag(flag, 'en') }));
}

/** The clerk's or system's actor of an import, for whoever goes on with it. */
export const clerkOf = (school: string, person: string): Actor => ({
  person,
  onBehalfOf: null,
  seat: { office: school, role: 'clerk' },
});
