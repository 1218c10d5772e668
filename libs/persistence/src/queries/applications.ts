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
  readonly phase: string;
  readonly stage: string | null;
  readonly amountFen: number;
  readonly flags: readonly string[];
  readonly held: boolean;
  readonly objected: boolean;
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

/** Applications of the schools under an office, by school and then in the order they were drafted. */
export async function applicationsPage(
  db: Database,
  keys: Keys,
  office: string,
  filter: ApplicationFilter,
  options: { after: readonly [school: string, period: number, id: string] | null; limit: number },
): Promise<Page<ApplicationRow>> {
  const { after, limit } = options;
  const rows = await db.query<Omit<ApplicationRow, 'idNumber'> & { idCipher: Buffer | null }>(
    'applications-page',
    `SELECT a.id, a.period, a.programme_code AS programme, a.school, o.name AS "schoolName", a.submission_id AS submission, a.phase, a.stage,
            a.amount_fen AS "amountFen", a.flags, a.held, a.objected, a.due_at AS "dueAt", a.revision, p.name, v.cipher AS "idCipher"
     FROM (SELECT a.* FROM organisations o JOIN applications a ON a.school = o.code
           WHERE $1 = ANY(o.ancestors) AND ($2::int IS NULL OR a.period = $2) AND ($3::text IS NULL OR a.programme_code = $3)
             AND ($4::text IS NULL OR a.school = $4) AND ($5::text IS NULL OR a.phase = $5) AND ($6::uuid IS NULL OR a.submission_id = $6)
             AND (a.school, a.period, a.id) > ($7::text, $8::int, $9::uuid)
           ORDER BY a.school, a.period, a.id LIMIT $10) a
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
      after?.[2] ?? '00000000-0000-0000-0000-000000000000',
      limit + 1,
    ],
  );
  const page = pageOf(rows, limit, (row) => [row.school, row.period, row.id]);
  const items = page.items.map(({ idCipher, ...row }) => ({
    ...row,
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
