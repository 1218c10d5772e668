import { compareClasses, type NoticeEntry, noticeEntry } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshot } from '../queries/newest-snapshots.js';

export { findNoticeSettings, type OfficeNoticeSettings, saveNoticeSettings } from './settings.js';

export interface PublicNotice {
  readonly school: string;
  /** Epoch ms at which the last running row leaves the notice if nobody objects; null where none is running. */
  readonly until: number | null;
  readonly entries: readonly NoticeEntry[];
  /** Who hears objections: the school's township, or the county where there is none. */
  readonly hearingOffice: string;
  /** 监督电话 of the office nearest to the school that has set one; null where none has. */
  readonly supervisionTelephone: string | null;
}

interface NoticeSchool {
  name: string;
  hearingOffice: string;
  supervisionTelephone: string | null;
  masksNames: boolean;
}

interface Row {
  id: string;
  name: string;
  grade: string | null;
  class_name: string | null;
  programme_code: string;
  programme_version: number;
  /** Null while the notice's days stand still. */
  due_at: number | null;
}

/**
 * What a school's notice shows at this moment; null where there is no such school. It ends by the clock, not by the
 * workflow that closes it: an outage of Temporal leaves nobody exposed. One that is stopped by an objection or a hold
 * stays up, its days are not running.
 */
export async function publicNotice(
  persistence: Persistence,
  schoolCode: string,
  now: number,
): Promise<PublicNotice | null> {
  const { db, reference } = persistence;
  const [school] = await db.query<NoticeSchool & Record<string, unknown>>(
    'notice-school',
    `SELECT s.name, coalesce(p.office_name, p.name) AS "hearingOffice",
            (SELECT a.supervision_telephone FROM organisations a WHERE a.code = ANY(s.ancestors) AND a.supervision_telephone IS NOT NULL
             ORDER BY array_position(s.ancestors, a.code) LIMIT 1) AS "supervisionTelephone",
            EXISTS (SELECT FROM organisations a WHERE a.code = ANY(s.ancestors) AND a.notice_masks_names) AS "masksNames"
     FROM organisations s JOIN organisations p ON p.code = s.parent_code WHERE s.code = $1 AND s.level = 'school'`,
    [schoolCode],
  );
  if (!school) return null;
  const rows = await onNotice(persistence, schoolCode, now);
  const entries = await Promise.all(
    rows.map(async (row) => {
      const { publicTitle } = await reference.programme(row.programme_code, row.programme_version);
      const source = {
        name: row.name,
        schoolName: school.name,
        grade: row.grade ?? '',
        className: row.class_name ?? '',
        publicTitle: publicTitle.zh,
      };
      return noticeEntry(source, rowReference(persistence, row.id), school.masksNames);
    }),
  );
  const ends = rows.flatMap(({ due_at }) => (due_at === null ? [] : [due_at]));
  const until = ends.length > 0 ? Math.max(...ends) : null;
  const { name, hearingOffice, supervisionTelephone } = school;
  return { school: name, until, entries, hearingOffice, supervisionTelephone };
}

/** The application a row of the notice stands for, or the only one of that name; null when neither tells. */
export async function applicationOnNotice(
  persistence: Persistence,
  schoolCode: string,
  now: number,
  said: { row?: string; childName?: string },
): Promise<string | null> {
  const rows = await onNotice(persistence, schoolCode, now);
  if (said.row) return rows.find(({ id }) => rowReference(persistence, id) === said.row)?.id ?? null;
  const named = rows.filter(({ name }) => name === said.childName?.trim());
  return named.length === 1 ? named[0]!.id : null;
}

/** Opaque: a keyed hash, so that a row cannot be led back to an application's id, nor an id to a row. */
const rowReference = ({ keys }: Persistence, application: string): string =>
  keys.lookup('notice-row', application).toString('base64url');

/** One school's children, programme by programme and class by class as the school counts its classes. */
async function onNotice({ db }: Persistence, school: string, now: number): Promise<Row[]> {
  const rows = await db.query<Row & Record<string, unknown>>(
    'on-notice',
    `WITH roll AS (
       SELECT newest.id FROM organisations o CROSS JOIN LATERAL ${newestSnapshot('roll', 'ANY(o.ancestors)')} newest WHERE o.code = $1)
     SELECT a.id, p.name, r.grade, r.class_name, a.programme_code, a.programme_version,
            CASE WHEN NOT a.objected AND NOT a.held THEN a.due_at END AS due_at
     FROM applications a JOIN persons p ON p.id = a.subject_id
     LEFT JOIN roll_entries r ON r.snapshot_id = (SELECT id FROM roll) AND r.person_id = a.subject_id
     WHERE a.school = $1 AND a.phase = 'in-public-notice' AND (a.due_at > $2 OR a.objected OR a.held)
     ORDER BY p.name, a.id`,
    [school, now],
  );
  const classOf = ({ grade, class_name: className }: Row) => ({ grade, className });
  return rows.sort(
    (a, b) => a.programme_code.localeCompare(b.programme_code) || compareClasses(classOf(a), classOf(b)),
  );
}
