import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cross-site forgery: the cookie is SameSite=Strict, and a browser that names another origin is refused as well.
 * Programs without an Origin header carry no cookie by themselves and may pass.
 */
export function requireOwnOrigin(request: FastifyRequest, allowed: readonly string[]): void {
  if (READS.has(request.method)) return;
  const { origin, host } = request.headers;
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new ProblemError('AUTH.FOREIGN_ORIGIN');
  if (origin === undefined) return;
  const own = URL.canParse(origin) && new URL(origin).host === host;
  if (!own && !allowed.includes(origin)) throw new ProblemError('AUTH.FOREIGN_ORIGIN');
}
