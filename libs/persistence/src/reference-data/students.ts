import { type Actor, seatText } from '#domain';
import { NOW } from '../clock.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { isLive } from '../queries/live.js';
import { maskIdNumber } from '../queries/masks.js';
import { newestSnapshot } from '../queries/newest-snapshots.js';

export interface Student {
  readonly personId: string;
  readonly name: string;
  /** Masked; `revealIdNumber` shows it and leaves a record. */
  readonly idNumber: string;
  readonly school: string;
  readonly schoolStage: string;
  readonly grade: string;
  readonly className: string;
  readonly boarding: boolean;
  /** On the registry of poor households or the list of special children. */
  readonly entitled: boolean;
  /** Programmes of the period with a live application. */
  readonly appliedFor: readonly string[];
}

export interface StudentFilter {
  /** The seat's office: only its subtree is seen. */
  readonly office: string;
  readonly period: number;
  readonly school?: string;
  /** Only those who are entitled and not applied for in the period: whom nobody may forget (应助尽助). */
  readonly missing?: boolean;
  /** Person id of the last student of the page before. */
  readonly after?: string;
  readonly limit: number;
}

interface Row extends Omit<Student, 'idNumber'> {
  readonly cipher: Buffer | null;
}

/** Pupils of the newest roll within an office's subtree, in the order of their ids. */
export async function findStudents({ db, keys }: Persistence, filter: StudentFilter): Promise<Student[]> {
  const rows = await db.query<Row>(
    'students',
    `SELECT r.person_id AS "personId", p.name, v.cipher, r.school, r.school_stage AS "schoolStage", r.grade, r.class_name AS "className", r.boarding,
            (m.person_id IS NOT NULL OR c.person_id IS NOT NULL) AS entitled, applied."appliedFor"
     FROM organisations o
     JOIN roll_entries r ON r.school = o.code
       AND r.snapshot_id = ${newestSnapshot('roll', 'ANY(o.ancestors)')}
     JOIN persons p ON p.id = r.person_id
     LEFT JOIN personal_values v ON v.owner = r.person_id AND v.kind = 'id-number'
     LEFT JOIN registry_members m ON m.person_id = r.person_id
       AND m.snapshot_id = ${newestSnapshot('registry', 'ANY(o.ancestors)')}
     LEFT JOIN special_children c ON c.person_id = r.person_id
       AND c.snapshot_id = ${newestSnapshot('special', 'ANY(o.ancestors)')}
     CROSS JOIN LATERAL (SELECT coalesce(array_agg(a.programme_code ORDER BY a.programme_code), '{}') AS "appliedFor" FROM applications a
                         WHERE a.subject_id = r.person_id AND a.period = $2 AND ${isLive('a.phase')}) AS applied
     WHERE $1 = ANY(o.ancestors) AND o.level = 'school' AND ($3::text IS NULL OR o.code = $3) AND ($4::uuid IS NULL OR r.person_id > $4)
       AND (NOT $5::bool OR ((m.person_id IS NOT NULL OR c.person_id IS NOT NULL) AND applied."appliedFor" = '{}'))
     ORDER BY r.person_id LIMIT $6`,
    [filter.office, filter.period, filter.school ?? null, filter.after ?? null, filter.missing ?? false, filter.limit],
  );
  return rows.map(({ cipher, ...row }) => ({ ...row, idNumber: cipher ? maskIdNumber(keys.decryptText(cipher)) : '' }));
}

/**
 * A pupil's identity number in full, for an office whose subtree holds their school. Whoever sees it is on record
 * before they do. Null where there is no such pupil there.
 */
export async function revealIdNumber(
  { db, keys }: Persistence,
  personId: string,
  actor: Actor,
): Promise<string | null> {
  const [row] = await db.query<{ cipher: Buffer }>(
    'reveal-id-number',
    `WITH found AS (
       SELECT v.cipher FROM personal_values v WHERE v.owner = $1 AND v.kind = 'id-number'
         AND EXISTS (SELECT FROM roll_entries r JOIN organisations o ON o.code = r.school
                     WHERE r.person_id = $1 AND $2 = ANY(o.ancestors)
                       AND r.snapshot_id = ${newestSnapshot('roll', 'ANY(o.ancestors)')})),
     recorded AS (
       INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
       SELECT $3, ${NOW}, $4, $5, 'unmasked', $1, '{"kind":"id-number"}' FROM found)
     SELECT cipher FROM found`,
    [personId, actor.seat?.office ?? '', newId(), actor.person, seatText(actor.seat)],
  );
  return row ? keys.decryptText(row.cipher) : null;
}
