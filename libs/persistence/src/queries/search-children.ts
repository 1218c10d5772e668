import { type Actor, type Phase, seatText } from '#domain';
import { NOW } from '../clock.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { maskIdNumber } from './masks.js';

/** By the beginning of a name, or by a whole identity number; both as `normaliseName` and `normaliseIdNumber` write them. */
export type ChildSearch = { readonly name: string } | { readonly idNumber: string };

export interface ApplicationFound {
  readonly id: string;
  readonly period: number;
  readonly programme: string;
  readonly school: string;
  readonly schoolName: string;
  readonly phase: Phase;
}

export interface ChildFound {
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly idNumber: string;
  /** Newest first; only of the schools under the asking office. */
  readonly applications: readonly ApplicationFound[];
}

/** Beyond every character, so that a prefix is a range of names. */
const BEYOND = '\u{10ffff}';

/**
 * Children whom a school under the asking office has ever applied for. Who looked, by what, and whom they found is on
 * record in the same statement; what they typed is not, for it is personal.
 */
export async function searchChildren(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  actor: Actor,
  search: ChildSearch,
  limit: number,
): Promise<ChildFound[]> {
  const byName = 'name' in search;
  const rows = await db.query<Omit<ChildFound, 'idNumber'> & { cipher: Buffer | null }>(
    byName ? 'search-children-by-name' : 'search-children-by-id-number',
    `WITH found AS (
       SELECT p.id AS person, p.name, a.applications FROM persons p
       CROSS JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('id', a.id, 'period', a.period, 'programme', a.programme_code, 'school', a.school,
                                             'schoolName', o.name, 'phase', a.phase) ORDER BY a.period DESC, a.id DESC) AS applications
         FROM applications a JOIN organisations o ON o.code = a.school AND $1 = ANY(o.ancestors) WHERE a.subject_id = p.id) a
       WHERE ${
         byName
           ? `p.name <> '' AND p.name COLLATE "C" >= $2 AND p.name COLLATE "C" < $3`
           : "p.id = (SELECT v.owner FROM personal_values v WHERE v.kind = 'id-number' AND v.lookup = $2) AND $3::text IS NULL"
       } AND a.applications IS NOT NULL
       ORDER BY p.name COLLATE "C", p.id LIMIT $4),
     recorded AS (
       INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
       SELECT $5, ${NOW}, $6, $7, 'children-searched', NULL,
              jsonb_build_object('by', $8::text, 'found', coalesce((SELECT jsonb_agg(person) FROM found), '[]')))
     SELECT f.person, f.name, f.applications, v.cipher FROM found f
     LEFT JOIN personal_values v ON v.owner = f.person AND v.kind = 'id-number' ORDER BY f.name COLLATE "C", f.person`,
    [
      actor.seat?.office ?? '',
      ...(byName ? [search.name, search.name + BEYOND] : [keys.lookup('id-number', search.idNumber), null]),
      limit,
      newId(),
      actor.person,
      seatText(actor.seat),
      byName ? 'name' : 'id-number',
    ],
  );
  return rows.map(({ cipher, ...row }) => ({ ...row, idNumber: cipher ? maskIdNumber(keys.decryptText(cipher)) : '' }));
}
