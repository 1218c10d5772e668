import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '#domain';
import type { PostHeld } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';

/** Who is speaking, as read from the database for this very request. */
export interface Session {
  readonly staffId: string;
  readonly name: string;
  readonly login: string;
  /** All posts that still count. */
  readonly posts: readonly PostHeld[];
  /** SHA-256 of the cookie's token: the row's key. */
  readonly tokenHash: Buffer;
  /** The post the person acts in; null when it has ended and they have not chosen another. */
  readonly post: PostHeld | null;
}

/** A session that acts in a post: what every route with a seat gets. */
export interface SeatedSession extends Session {
  readonly post: PostHeld;
  readonly postId: string;
  readonly office: string;
  readonly role: Role;
  readonly actor: Actor;
}

export type RequestWithSession = FastifyRequest & { session?: Session | SeatedSession };

const sessionOf = (context: ExecutionContext): Session => {
  const { session } = context.switchToHttp().getRequest<RequestWithSession>();
  if (!session) throw new ProblemError('AUTH.NOT_SIGNED_IN');
  return session;
};

/** The session, for routes open to `signed-in`: it may have no post. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) => sessionOf(context));

/** The session with the seat it acts in: {staffId, name, postId, office, role, actor, posts}. */
export const CurrentSeat = createParamDecorator((_: unknown, context: ExecutionContext) => seatOf(context));

/** For other decorators that need the seat among other things. */
export const seatOf = (context: ExecutionContext): SeatedSession => seated(sessionOf(context));

export function seated(session: Session): SeatedSession {
  const { post, staffId } = session;
  if (!post) throw new ProblemError('ACCESS.POST_ENDED');
  const { office, role } = post;
  return {
    ...session,
    post,
    postId: post.id,
    office,
    role,
    actor: { person: staffId, onBehalfOf: null, seat: { office, role } },
  };
}
