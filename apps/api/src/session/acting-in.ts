import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.js';

/** A page that says in which post it acts is refused once its session acts in another. */
export const ACTING_IN = 'zhudao-post';

/**
 * Tabs share one cookie: who signs in as somebody else in a second tab, or changes the post there, would decide in the
 * first one under the new name without seeing it. A page therefore names the post it was shown in. Programs need not.
 */
export function requireSamePost(request: FastifyRequest, postId: string): void {
  const named = request.headers[ACTING_IN];
  if (named !== undefined && named !== postId) throw new ProblemError('AUTH.ANOTHER_POST');
}
