import { compareClasses, type SchoolClass } from '#domain';
import type { Persistence } from '../persistence.js';
import { maskIdNumber } from '../queries/masks.js';

/** A child on a school's roster (花名册), as it was handed in. */
export interface ChildOnRoster extends SchoolClass {
  /** The application. */
  readonly id: string;
  readonly name: string;
  readonly sex: string | null;
  /** Masked. */
  readonly idNumber: string | null;
  readonly boarding: boolean;
  readonly householdType: string | null;
  readonly specialCategory: string | null;
  readonly amountFen: number;
  readonly phase: string;
}

/**
 * Everybody in a submission, class by class. What decided is read from the event that recorded it, not from today's
 * registers; one school's children, so it is never a long list. The caller has checked the submission's scope.
 */
export async function classRoster({ db, keys }: Persistence, submission: string): Promise<ChildOnRoster[]> {
  const rows = await db.query<Omit<ChildOnRoster, 'idNumber'> & { cipher: Buffer | null } & Record<string, unknown>>(
    'class-roster',
    `SELECT a.id, p.name, p.sex, i.cipher, coalesce(r.grade, e.payload #>> '{basis,grade}') AS grade, r.class_name AS "className",
            coalesce((e.payload #> '{basis,boarding}')::boolean, false) AS boarding,
            e.payload #>> '{basis,householdType}' AS "householdType", e.payload #>> '{basis,specialCategory}' AS "specialCategory",
            a.amount_fen AS "amountFen", a.phase
     FROM applications a JOIN persons p ON p.id = a.subject_id
     JOIN audit.events e ON e.period = a.period AND e.stream = a.id AND e.version = 1
     LEFT JOIN roll_entries r ON r.snapshot_id = (e.payload #>> '{checkedAgainst,roll}')::uuid AND r.person_id = a.subject_id
     LEFT JOIN personal_values i ON i.owner = a.subject_id AND i.kind = 'id-number'
     WHERE a.submission_id = $1`,
    [submission],
  );
  return rows
    .map(({ cipher, ...row }) => ({ ...row, idNumber: cipher && maskIdNumber(keys.decryptText(cipher)) }))
    .sort((a, b) => compareClasses(a, b) || a.name.localeCompare(b.name, 'zh') || (a.id < b.id ? -1 : 1));
}
