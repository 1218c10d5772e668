import {
  type Actor,
  availableObjectionCommands,
  type ObjectionCommand,
  type ObjectionState,
  type Rejection,
  refuse,
  seatText,
  type TextRef,
} from '#domain';
import { recordAccess } from '../access-log.js';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { applicationOnNotice } from '../public-notice/index.js';
import { type Page, pageOf } from '../queries/cursor.js';
import { commitmentOf } from '../texts.js';
import { inTransaction } from '../transaction.js';

/** As spoken on the notice page, by anybody. */
export interface SpokenObjection {
  /** The row of the notice that is meant. */
  readonly row?: string;
  readonly childName?: string;
  readonly text: string;
  /** How the office reaches who spoke: it counts only once they have been heard. */
  readonly contact: string;
}

export interface ObjectionSummary {
  readonly id: string;
  readonly at: number;
  readonly state: ObjectionState;
  readonly school: string;
  readonly schoolName: string;
  readonly application: string | null;
  readonly name: string | null;
  /** Exactly what the reader may do with it now. */
  readonly availableCommands: readonly ObjectionCommand[];
}

export interface ObjectionDetail extends ObjectionSummary {
  /** Null once erased. */
  readonly text: string | null;
  readonly contact: string | null;
}

/**
 * Keeps an objection; nothing is suspended by it yet. The text lies in the erasable table, the contact encrypted.
 * Null where there is no such school; a rejection where the row named is not on its notice.
 */
export async function receiveObjection(
  persistence: Persistence,
  school: string,
  now: number,
  said: SpokenObjection,
): Promise<{ id: string } | { rejection: Rejection } | null> {
  const { db, keys, texts } = persistence;
  const [place] = await db.query<{ office: string }>(
    'objection-office',
    "SELECT parent_code AS office FROM organisations WHERE code = $1 AND level = 'school'",
    [school],
  );
  if (!place) return null;
  const application = await applicationOnNotice(persistence, school, now, said);
  if (said.row && !application) return refuse('OBJECTION.ROW_UNKNOWN');
  const id = newId();
  const about = said.childName && !application ? `（所指学生：${said.childName.trim()}）` : '';
  const text = texts.commit(id, `${about}${said.text}`)!;
  await inTransaction(db, async (tx) => {
    await tx.query('INSERT INTO erasable_texts (id, stream, salt, cipher) VALUES ($1, $2, $3, $4)', [
      text.row.id,
      id,
      text.row.salt,
      text.row.cipher,
    ]);
    await tx.query(
      "INSERT INTO objections (id, application_id, school, office, at, state, text_id, contact_cipher) VALUES ($1, $2, $3, $4, $5, 'received', $6, $7)",
      [id, application, school, place.office, now, text.row.id, keys.encrypt(said.contact)],
    );
  });
  return { id };
}

const COLUMNS = 'j.id, j.at, j.state, j.school, s.name AS "schoolName", j.application_id AS application, p.name';
const FROM = `
  FROM objections j JOIN organisations s ON s.code = j.school
  LEFT JOIN applications a ON a.id = j.application_id LEFT JOIN persons p ON p.id = a.subject_id`;

/** Objections this office has to hear, oldest first. */
export async function listObjections(
  db: Database,
  actor: Actor,
  { state, after, limit }: { readonly state: ObjectionState; readonly after: string | null; readonly limit: number },
): Promise<Page<ObjectionSummary>> {
  const office = actor.seat?.office ?? '';
  const rows = await db.query<Omit<ObjectionSummary, 'availableCommands'> & Record<string, unknown>>(
    'objections',
    `SELECT ${COLUMNS} ${FROM} WHERE j.office = $1 AND j.state = $2 AND ($3::uuid IS NULL OR j.id > $3) ORDER BY j.id LIMIT $4`,
    [office, state, after, limit + 1],
  );
  const listed = rows.map((row) => ({
    ...row,
    availableCommands: availableObjectionCommands(row.state, office, actor),
  }));
  return pageOf<ObjectionSummary>(listed, limit, ({ id }) => [id]);
}

interface StoredObjection extends Omit<ObjectionSummary, 'availableCommands'> {
  readonly textId: string | null;
  readonly contactCipher: Buffer | null;
}

async function stored(db: Database, office: string, id: string): Promise<StoredObjection | null> {
  const [row] = await db.query<StoredObjection & Record<string, unknown>>(
    'objection',
    `SELECT ${COLUMNS}, j.text_id AS "textId", j.contact_cipher AS "contactCipher" ${FROM} WHERE j.id = $2 AND j.office = $1`,
    [office, id],
  );
  return row ?? null;
}

/** What was said, and how to reach who said it; the reading is recorded. Null where it is not this office's to hear. */
export async function readObjection(
  { db, keys, texts }: Persistence,
  actor: Actor,
  id: string,
): Promise<ObjectionDetail | null> {
  const found = await stored(db, actor.seat?.office ?? '', id);
  if (!found) return null;
  await recordAccess(db, actor, 'objection-read', id, {});
  const { textId, contactCipher, ...summary } = found;
  const text = textId ? (await texts.read(db, [textId])).get(textId) : undefined;
  return {
    ...summary,
    text: text?.text ?? null,
    contact: contactCipher ? keys.decryptText(contactCipher) : null,
    availableCommands: availableObjectionCommands(found.state, actor.seat?.office ?? '', actor),
  };
}

/** What the office confirms: which application, and the commitment to what was said. Null where it is not this office's. */
export async function statementOf(
  { db, texts }: Persistence,
  office: string,
  id: string,
): Promise<{ application: string | null; school: string; state: ObjectionState; statement: TextRef | null } | null> {
  const found = await stored(db, office, id);
  if (!found) return null;
  const text = found.textId ? (await texts.read(db, [found.textId])).get(found.textId) : undefined;
  const statement = text ? { id: found.textId!, commitment: commitmentOf(text.salt, text.text) } : null;
  return { application: found.application, school: found.school, state: found.state, statement };
}

/** Nobody could be found who spoke, or it is about nothing: it suspends nothing. Null where it is not this office's. */
export async function markUnfounded(
  { db }: Persistence,
  actor: Actor,
  id: string,
): Promise<{ rejection: Rejection } | { ok: true } | null> {
  const office = actor.seat?.office ?? '';
  // With its record in one statement: nobody sets an objection aside without being on record for it.
  const rows = await db.query<{ id: string }>(
    'objection-unfounded',
    `WITH set_aside AS (
       UPDATE objections SET state = 'unfounded' WHERE id = $1 AND office = $2 AND state = 'received' RETURNING id)
     INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
     SELECT $3, ${NOW}, $4, $5, 'objection-unfounded', id, '{}' FROM set_aside RETURNING id`,
    [id, office, newId(), actor.person, seatText(actor.seat)],
  );
  if (rows.length > 0) return { ok: true };
  const found = await stored(db, office, id);
  return found && { rejection: refuse('OBJECTION.NOT_AT_THIS_STEP', { state: found.state }).rejection };
}

/** Whether an application is one of the school an objection was raised at. */
export async function isOfSchool(db: Database, application: string, school: string): Promise<boolean> {
  const rows = await db.query('application-of-school', 'SELECT 1 FROM applications WHERE id = $1 AND school = $2', [
    application,
    school,
  ]);
  return rows.length > 0;
}
