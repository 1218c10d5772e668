import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { beginSignIn, createSession, deleteSession, Persistence, sha256, switchPost, wallClock } from '#persistence';
import { ApiConfig } from '../config.js';
import { LiveStreams } from '../live/live-streams.js';
import { ProblemError } from '../problems/problem-error.js';
import type { Session } from './current-session.js';
import { KnownSessions } from './known-sessions.js';
import { endOf } from './lifetime.js';
import { LOCK_MINUTES } from './lock-out.js';
import { UnknownLogins } from './unknown-logins.js';

@Injectable()
export class SessionService {
  /** Verified in place of a password nobody has: an unknown login takes as long as a known one. */
  private readonly nobodysHash = hash(randomBytes(16));

  constructor(
    private readonly persistence: Persistence,
    private readonly unknownLogins: UnknownLogins,
    private readonly live: LiveStreams,
    private readonly config: ApiConfig,
    private readonly known: KnownSessions,
  ) {}

  /**
   * Returns the opaque token for the cookie, always a new one; the database keeps its hash only. The session which that
   * browser had before is over.
   */
  async signIn(login: string, password: string, before?: string): Promise<{ token: string; expiresAt: number }> {
    const { db } = this.persistence;
    const now = wallClock();
    const account = await beginSignIn(db, login, now, LOCK_MINUTES);
    if (!account) {
      const until = this.unknownLogins.attempt(login, now);
      if (until) throw locked(until, now);
    } else if (account.lockedUntil) {
      throw locked(account.lockedUntil, now);
    }
    const right = await verify(account?.passwordHash ?? (await this.nobodysHash), password);
    if (!account || !right) throw new ProblemError('AUTH.WRONG_PASSWORD');
    if (!account.firstPost) throw new ProblemError('AUTH.NO_POST');
    const token = randomBytes(32).toString('base64url');
    await createSession(db, {
      tokenHash: sha256(token),
      staffId: account.id,
      postId: account.firstPost,
      createdAt: now,
      expiresAt: endOf({ createdAt: now }, now, this.config.idleMinutes * 60_000),
    });
    if (before) await this.end(sha256(before));
    return { token, expiresAt: endOf({ createdAt: now }, now, Number.POSITIVE_INFINITY) };
  }

  async signOut(session: Session): Promise<void> {
    await this.end(session.tokenHash);
  }

  private async end(tokenHash: Buffer): Promise<void> {
    await deleteSession(this.persistence.db, tokenHash);
    this.known.gone(tokenHash);
    this.live.signedOut(tokenHash);
  }

  async actIn(session: Session, postId: string): Promise<void> {
    if (!session.posts.some((post) => post.id === postId)) throw new ProblemError('ACCESS.NOT_YOUR_POST');
    await switchPost(this.persistence.db, session.tokenHash, postId);
  }
}

const locked = (until: number, now: number) =>
  new ProblemError('AUTH.LOCKED', { minutes: Math.ceil((until - now) / 60_000) });
