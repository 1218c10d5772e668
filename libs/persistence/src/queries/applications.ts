import { clockStands, type Phase } from '#domain';
import type { Database } from '../database.js';
import type { Keys } from '../keys.js';
import { type Page, pageOf } from './cursor.js';
import { maskIdNumber } from './masks.js';

export interface ApplicationRow {
  readonly id: string;
  readonly period: number;
  readonly programme: string;
  readonly school: string;
  readonly schoolName: string;
  readonly submission: string | null;
  readonly phase: Phase;
  readonly stage: string | null;
  readonly amountFen: number;
  readonly flags: readonly string[];
  readonly held: boolean;
  readonly objected: boolean;
  /** The deadline's clock stands: returned, on hold, or objected to. */
  readonly stopped: boolean;
  readonly dueAt: number | null;
  readonly revision: number;
  readonly name: string;
  readonly idNumber: string;
}

export interface ApplicationFilter {
  readonly period?: number;
  readonly programme?: string;
  readonly school?: string;
  readonly phase?: string;
  readonly submission?: string;
}

/** An id before every other. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Applications of the schools under an office, by school and then in the order they were drafted. School after school is
 * read from an index that begins with what is asked for, until the page is full: a phase few are in is found as fast.
 */
export async function applicationsPage(
  db: Database,
  keys: Keys,
  office: string,
  filter: ApplicationFilter,
  options: { after: readonly [school: string, period: number, id: string] | null; limit: number },
): Promise<Page<ApplicationRow>> {
  const { after, limit } = options;
  const phased = filter.phase !== undefined;
  const rows = await db.query<Omit<ApplicationRow, 'idNumber' | 'stopped'> & { idCipher: Buffer | null }>(
    phased ? 'applications-page-of-phase' : 'applications-page',
    `SELECT a.id, a.period, a.programme_code AS programme, a.school, o.name AS "schoolName", a.submission_id AS submission, a.phase, a.stage,
            a.amount_fen AS "amountFen", a.flags, a.held, a.objected, a.due_at AS "dueAt", a.revision, p.name, v.cipher AS "idCipher"
     FROM (SELECT a.* FROM
             (SELECT code FROM organisations WHERE $1 = ANY(ancestors) AND level = 'school' AND code >= $7::text
                AND ($4::text IS NULL OR code = $4) ORDER BY code) school
           CROSS JOIN LATERAL (
             SELECT a.* FROM applications a
             WHERE a.school = school.code AND ${phased ? 'a.phase = $5' : '$5::text IS NULL'} AND ($2::int IS NULL OR a.period = $2)
               AND ($3::text IS NULL OR a.programme_code = $3) AND ($6::uuid IS NULL OR a.submission_id = $6)
               AND (a.period, a.id) > (CASE WHEN school.code = $7 THEN $8::int ELSE 0 END, CASE WHEN school.code = $7 THEN $9::uuid ELSE $11::uuid END)
             ORDER BY a.period, a.id LIMIT $10) a
           ORDER BY school.code, a.period, a.id LIMIT $10) a
     JOIN persons p ON p.id = a.subject_id JOIN organisations o ON o.code = a.school
     LEFT JOIN personal_values v ON v.owner = p.id AND v.kind = 'id-number'
     ORDER BY a.school, a.period, a.id`,
    [
      office,
      filter.period ?? null,
      filter.programme ?? null,
      filter.school ?? null,
      filter.phase ?? null,
      filter.submission ?? null,
      after?.[0] ?? '',
      after?.[1] ?? 0,
      after?.[2] ?? FIRST,
      limit + 1,
      FIRST,
    ],
  );
  const page = pageOf(rows, limit, (row) => [row.school, row.period, row.id]);
  const items = page.items.map(({ idCipher, ...row }) => ({
    ...row,
    stopped: clockStands(row),
    idNumber: idCipher ? maskIdNumber(keys.decryptText(idCipher)) : '',
  }));
  return { items, next: page.next };
}

/** Who four eyes keeps from an application's present task. */
export async function barredFrom(db: Database, application: string): Promise<string[]> {
  const [row] = await db.query<{ barred: string[] }>(
    'barred-from',
    'SELECT barred FROM tasks WHERE application_id = $1 ORDER BY visit DESC LIMIT 1',
    [application],
  );
  return row?.barred ?? [];
}
