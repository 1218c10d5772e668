import { type Actor, type NoticeSettings, noticeSettingsFault, type Rejection, seatText } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';
import { newId } from '../ids.js';

export interface OfficeNoticeSettings extends NoticeSettings {
  /** county, township … */
  readonly level: string;
  /** What is printed where the office has no telephone of its own: that of an office above it. */
  readonly inheritedTelephone: string | null;
}

/** What an office has set for the notices of its schools. */
export async function findNoticeSettings(db: Database, office: string): Promise<OfficeNoticeSettings | null> {
  const [row] = await db.query<OfficeNoticeSettings & Record<string, unknown>>(
    'notice-settings',
    `SELECT o.level, o.supervision_telephone AS "supervisionTelephone", o.notice_masks_names AS "masksNames",
            (SELECT a.supervision_telephone FROM organisations a
             WHERE a.code = ANY(o.ancestors) AND a.code <> o.code AND a.supervision_telephone IS NOT NULL
             ORDER BY array_position(o.ancestors, a.code) LIMIT 1) AS "inheritedTelephone"
     FROM organisations o WHERE o.code = $1`,
    [office],
  );
  return row ?? null;
}

/** Sets them, with who did so on record in the same statement. Null when done, else why not. */
export async function saveNoticeSettings(
  db: Database,
  actor: Actor,
  settings: NoticeSettings,
): Promise<Rejection | null> {
  const office = actor.seat?.office ?? '';
  const before = await findNoticeSettings(db, office);
  const fault = noticeSettingsFault(settings, before?.level ?? 'school', actor);
  if (fault) return fault;
  await db.query(
    'save-notice-settings',
    `WITH saved AS (
       UPDATE organisations SET supervision_telephone = $2, notice_masks_names = $3 WHERE code = $1 RETURNING code)
     INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
     SELECT $4, ${NOW}, $5, $6, 'notice-settings-changed', NULL, $7 FROM saved`,
    [
      office,
      settings.supervisionTelephone,
      settings.masksNames,
      newId(),
      actor.person,
      seatText(actor.seat),
      JSON.stringify({ office, ...settings }),
    ],
  );
  return null;
}
