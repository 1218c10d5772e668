import { type Actor, seatText } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';
import { newId } from '../ids.js';
import type { Keys } from '../keys.js';
import { maskCard, maskIdNumber, maskPhone } from './masks.js';

/** What can be shown in full, one at a time, each time on record. */
export const PERSONAL_KINDS = ['id-number', 'card', 'phone'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export interface MaskedPerson {
  readonly name: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly card: string | null;
  readonly bank: string | null;
  readonly phone: string | null;
  readonly guardian: string | null;
  /** The clerk confirmed a passbook in place of a card. */
  readonly passbook: boolean;
}

/** The child and what is on file for its application, masked. */
export async function maskedPerson(db: Database, keys: Keys, application: string): Promise<MaskedPerson | null> {
  const [row] = await db.query<{
    name: string;
    sex: string | null;
    birthDate: string | null;
    values: { kind: string; cipher: string }[];
  }>(
    'masked-person',
    `SELECT p.name, p.sex, p.birth_date AS "birthDate",
            coalesce((SELECT jsonb_agg(jsonb_build_object('kind', v.kind, 'cipher', encode(v.cipher, 'hex')))
                      FROM personal_values v WHERE v.owner IN (a.id, a.subject_id)), '[]') AS values
     FROM applications a JOIN persons p ON p.id = a.subject_id WHERE a.id = $1`,
    [application],
  );
  if (!row) return null;
  const value = (kind: string): string | null => {
    const found = row.values.find((v) => v.kind === kind);
    return found ? keys.decryptText(Buffer.from(found.cipher, 'hex')) : null;
  };
  const masked = (kind: string, mask: (text: string) => string): string | null => {
    const text = value(kind);
    return text === null ? null : mask(text);
  };
  return {
    name: row.name,
    sex: row.sex,
    birthDate: row.birthDate,
    idNumber: masked('id-number', maskIdNumber),
    card: masked('card', maskCard),
    bank: value('bank'),
    phone: masked('phone', maskPhone),
    guardian: value('guardian'),
    passbook: row.values.some((v) => v.kind === 'passbook'),
  };
}

/**
 * One value in full. The record is written in the same statement that reads it, so nothing is ever shown that is not
 * on record; null where nothing is on file, which is recorded too.
 */
export async function unmask(
  db: Database,
  keys: Keys,
  actor: Actor,
  application: string,
  kind: PersonalKind,
  reason: string | null,
): Promise<string | null> {
  const [row] = await db.query<{ cipher: Buffer | null }>(
    'unmask',
    `WITH recorded AS (
       INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail) VALUES ($1, ${NOW}, $2, $3, 'unmasked', $4, $5) RETURNING subject)
     SELECT v.cipher FROM recorded r JOIN applications a ON a.id = r.subject
     LEFT JOIN personal_values v ON v.kind = $6 AND v.owner = CASE WHEN $6 = 'id-number' THEN a.subject_id ELSE a.id END`,
    [
      newId(),
      actor.person,
      seatText(actor.seat),
      application,
      JSON.stringify({ kind, ...(reason && { reason }) }),
      kind,
    ],
  );
  return row?.cipher ? keys.decryptText(row.cipher) : null;
}
