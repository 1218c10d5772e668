import type { Role } from '#domain';
import type { Database } from '../database.js';

/** A post that still counts, with the office's own name. */
export interface PostHeld {
  readonly id: string;
  readonly office: string;
  readonly officeName: string;
  readonly level: string;
  readonly role: Role;
}

export interface SessionFound {
  readonly staffId: string;
  readonly name: string;
  readonly login: string;
  /** The post last chosen; it may have ended since. */
  readonly postId: string;
  readonly posts: readonly PostHeld[];
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms; later than now. */
  readonly expiresAt: number;
}

/** Sessions with person and posts, one for each token's hash (hex), in one prepared read; null: no such, or expired. */
export async function findSessions(
  db: Database,
  tokenHashes: readonly string[],
  now: number,
): Promise<(SessionFound | null)[]> {
  const rows = await db.query<SessionFound & { hash: string } & Record<string, unknown>>(
    'sessions',
    `SELECT encode(s.token_hash, 'hex') AS hash, s.staff_id AS "staffId", s.post_id AS "postId",
            s.created_at AS "createdAt", s.expires_at AS "expiresAt", st.name, st.login,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'office', p.office, 'role', p.role, 'level', o.level,
                                                          'officeName', coalesce(o.office_name, o.name)) ORDER BY p.id)
                      FROM posts p JOIN organisations o ON o.code = p.office
                      WHERE p.staff_id = s.staff_id AND p.ended_at IS NULL), '[]') AS posts
     FROM sessions s JOIN staff st ON st.id = s.staff_id
     WHERE s.token_hash IN (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS hash) AND s.expires_at > $2`,
    [tokenHashes, now],
  );
  const found = new Map(rows.map(({ hash, ...session }) => [hash, session]));
  return tokenHashes.map((hash) => found.get(hash) ?? null);
}

export interface SignInAccount {
  readonly id: string;
  readonly passwordHash: string;
  /** Set when the account is locked; the attempt was not counted then. */
  readonly lockedUntil: number | null;
  readonly firstPost: string | null;
}

/**
 * Counts the attempt as a failure before the password is looked at, so that many guesses at once are many guesses.
 * `lockMinutes[n - 1]` is for how long the n-th failure in a row closes the account; for none it is not closed until now
 * either, since another server's now may be earlier. A locked account is only read.
 */
export async function beginSignIn(
  db: Database,
  login: string,
  now: number,
  lockMinutes: readonly number[],
): Promise<SignInAccount | null> {
  const [row] = await db.query<SignInAccount>(
    'begin-sign-in',
    `WITH counted AS (
       UPDATE staff SET failed_sign_ins = failed_sign_ins + 1,
              locked_until = $2::bigint + nullif(60000 * ($3::int[])[least(failed_sign_ins + 1, cardinality($3::int[]))], 0)
       WHERE login = $1 AND coalesce(locked_until, 0) <= $2::bigint RETURNING id)
     SELECT s.id, s.password_hash AS "passwordHash",
            CASE WHEN c.id IS NULL THEN greatest(s.locked_until, $2::bigint + 1) END AS "lockedUntil",
            (SELECT p.id FROM posts p WHERE p.staff_id = s.id AND p.ended_at IS NULL ORDER BY p.id LIMIT 1) AS "firstPost"
     FROM staff s LEFT JOIN counted c ON c.id = s.id WHERE s.login = $1`,
    [login, now, lockMinutes],
  );
  return row ?? null;
}

/** The right password: earlier failures are forgotten, and so are the person's expired sessions. */
export async function createSession(
  db: Database,
  session: { tokenHash: Buffer; staffId: string; postId: string; createdAt: number; expiresAt: number },
): Promise<void> {
  await db.query(
    'create-session',
    `WITH unlocked AS (UPDATE staff SET failed_sign_ins = 0, locked_until = NULL WHERE id = $2),
          swept AS (DELETE FROM sessions WHERE staff_id = $2 AND expires_at <= $4)
     INSERT INTO sessions (token_hash, staff_id, post_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [session.tokenHash, session.staffId, session.postId, session.createdAt, session.expiresAt],
  );
}

/** Moves a session's end; one that was ended meanwhile stays so. */
export async function prolongSession(db: Database, tokenHash: Buffer, expiresAt: number): Promise<void> {
  await db.query('prolong-session', 'UPDATE sessions SET expires_at = $2 WHERE token_hash = $1', [
    tokenHash,
    expiresAt,
  ]);
}

export async function deleteSession(db: Database, tokenHash: Buffer): Promise<void> {
  await db.query('delete-session', 'DELETE FROM sessions WHERE token_hash = $1', [tokenHash]);
}

export async function switchPost(db: Database, tokenHash: Buffer, postId: string): Promise<void> {
  await db.query('switch-post', 'UPDATE sessions SET post_id = $2 WHERE token_hash = $1', [tokenHash, postId]);
}

/** The database answers. */
export async function ping(db: Database): Promise<void> {
  await db.query('ping', 'SELECT 1');
}
