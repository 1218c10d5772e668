import type { Role, StreamKind } from '#domain';
import type { Database } from '../database.js';

export interface StaffFound {
  readonly id: string;
  readonly name: string;
  /** Posts under the asking office, also those that have ended: whoever left decided too. */
  readonly posts: readonly { office: string; officeName: string; role: Role; ended: boolean }[];
}

/** Members of staff who hold or held a post in an office's subtree, by a part of their name. */
export function searchStaff(db: Database, office: string, name: string, limit: number): Promise<StaffFound[]> {
  return db.query<StaffFound & Record<string, unknown>>(
    'search-staff',
    `SELECT s.id, s.name, jsonb_agg(jsonb_build_object('office', p.office, 'officeName', coalesce(o.office_name, o.name), 'role', p.role,
                                                       'ended', p.ended_at IS NOT NULL) ORDER BY p.ended_at DESC NULLS FIRST, p.id) AS posts
     FROM staff s JOIN posts p ON p.staff_id = s.id JOIN organisations o ON o.code = p.office AND $1 = ANY(o.ancestors)
     WHERE position($2 IN s.name) > 0 OR $2 = '' GROUP BY s.id, s.name ORDER BY s.name, s.id LIMIT $3`,
    [office, name, limit],
  );
}

export interface OfficeFound {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

/** The offices of a subtree by a part of their name, from the top down. */
export function searchOffices(db: Database, office: string, name: string, limit: number): Promise<OfficeFound[]> {
  return db.query<OfficeFound & Record<string, unknown>>(
    'search-offices',
    `SELECT code, coalesce(office_name, name) AS name, level FROM organisations
     WHERE $1 = ANY(ancestors) AND ($2 = '' OR position($2 IN name) > 0 OR position($2 IN coalesce(office_name, '')) > 0)
     ORDER BY cardinality(ancestors), code LIMIT $3`,
    [office, name, limit],
  );
}

export interface StreamPlace {
  readonly programme: string;
  readonly period: number;
  /** The school's name, or that of the office which pays. */
  readonly officeName: string;
  /** The child; null where it is about many. */
  readonly name: string | null;
}

const PLACES = {
  application: `SELECT a.programme_code AS programme, a.period, o.name AS "officeName", p.name
     FROM applications a JOIN organisations o ON o.code = a.school JOIN persons p ON p.id = a.subject_id WHERE a.id = $1`,
  submission: `SELECT s.programme_code AS programme, s.period, o.name AS "officeName", NULL AS name
     FROM submissions s JOIN organisations o ON o.code = s.school WHERE s.id = $1`,
  'payment-batch': `SELECT b.programme_code AS programme, b.period, coalesce(o.office_name, o.name) AS "officeName", NULL AS name
     FROM payment_batches b JOIN organisations o ON o.code = b.office WHERE b.id = $1`,
} as const satisfies Record<StreamKind, string>;

/** What a stream is about, where it lies under the asking office; null elsewhere. */
export async function placeOfStream(
  db: Database,
  office: string,
  kind: StreamKind,
  id: string,
): Promise<StreamPlace | null> {
  const [row] = await db.query<StreamPlace & Record<string, unknown>>(
    `place-of-${kind}`,
    `${PLACES[kind]} AND $2 = ANY(o.ancestors)`,
    [id, office],
  );
  return row ?? null;
}
