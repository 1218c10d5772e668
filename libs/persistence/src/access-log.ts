import { type Actor, type RejectionCode, seatText } from '#domain';
import { NOW } from './clock.js';
import type { Database } from './database.js';
import { newId } from './ids.js';

/** Somebody saw or took what is not for every eye. Written before it is shown; no personal data in `detail`. */
export type AccessKind =
  | 'bank-file-downloaded'
  | 'marked-roster-downloaded'
  | 'objection-read'
  | 'roster-row-read'
  | 'refused';

/** The access stream: nobody locks it, and it never moves a version. */
export async function recordAccess(
  db: Database,
  actor: Actor,
  kind: AccessKind,
  subject: string,
  detail: object,
): Promise<void> {
  await db.query(
    'record-access',
    `INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
     VALUES ($1, ${NOW}, $2, $3, $4, $5, $6)`,
    [newId(), actor.person, seatText(actor.seat), kind, subject, JSON.stringify(detail)],
  );
}

/** Personal data somebody asked for and was not shown. */
export type RefusedRead = 'application' | 'timeline' | 'personal-data' | 'id-number';

/** Beside the refused commands: who asks for children that are not theirs to see is of interest too. */
export function recordRefusedRead(
  db: Database,
  actor: Actor,
  read: RefusedRead,
  subject: string,
  code: RejectionCode,
): Promise<void> {
  return recordAccess(db, actor, 'refused', subject, { read, code });
}
