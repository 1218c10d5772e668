import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Persistence, prolongSession, sha256, wallClock } from '#persistence';
import { ApiConfig } from '../config.js';
import { ProblemError } from '../problems/problem-error.js';
import { requireSamePost } from './acting-in.js';
import { SESSION_COOKIE } from './cookie.js';
import { type RequestWithSession, type Session, seated } from './current-session.js';
import { KnownSessions } from './known-sessions.js';
import { prolonged } from './lifetime.js';
import { requireOwnOrigin } from './own-origin.js';
import { type Permission, permissionKey } from './permit.js';
import { SessionReader } from './session-reader.js';

/** Every request passes here: whence it comes, who speaks, and whether the route is for them. Rights are read fresh. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly persistence: Persistence,
    private readonly sessions: SessionReader,
    private readonly config: ApiConfig,
    private readonly known: KnownSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithSession>();
    requireOwnOrigin(request, this.config.origins);
    const permission = this.reflector.getAllAndOverride<Permission>(permissionKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!permission) throw new ProblemError('ACCESS.NOT_PERMITTED');
    if (permission === 'everyone') return true;
    const session = await this.sessionOf(request);
    request.session = session;
    if (permission === 'signed-in') return true;
    const { role } = seated(session);
    if (permission !== 'any-seat' && !permission.includes(role)) {
      throw new ProblemError('ACCESS.WRONG_ROLE', { role: permission.join('|'), yours: role });
    }
    return true;
  }

  private async sessionOf(request: RequestWithSession): Promise<Session> {
    const token = request.cookies[SESSION_COOKIE];
    if (!token) throw new ProblemError('AUTH.NOT_SIGNED_IN');
    const tokenHash = sha256(token);
    const found = await this.sessions.find(tokenHash);
    if (!found) {
      this.known.gone(tokenHash);
      throw new ProblemError('AUTH.SESSION_EXPIRED');
    }
    this.known.found(tokenHash);
    const { postId, createdAt, expiresAt, ...person } = found;
    const later = prolonged({ createdAt, expiresAt }, wallClock(), this.config.idleMinutes * 60_000);
    if (later) await prolongSession(this.persistence.db, tokenHash, later);
    requireSamePost(request, postId);
    return { ...person, tokenHash, post: found.posts.find((post) => post.id === postId) ?? null };
  }
}
