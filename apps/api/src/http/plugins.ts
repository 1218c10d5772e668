import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256Hex } from '#persistence';
import type { ApiConfig } from '../config.js';
import { ProblemError } from '../problems/problem-error.js';
import { SESSION_COOKIE } from '../session/cookie.js';
import { SIGN_IN_RATE } from '../session/sign-in-rate.js';

/** An uploaded file; a school's roster is well below, a bomb is caught by the reader. */
export const LARGEST_FILE = 10 * 1024 * 1024;
const MINUTE = 60_000;

/** Fastify's own plugins, in the order in which a request meets them. */
export async function registerPlugins(app: NestFastifyApplication, config: ApiConfig): Promise<void> {
  await app.register(cookie);
  await app.register(helmet, {
    // Only over https; a laptop without a certificate must still be able to load its own pages.
    hsts: config.secureCookies,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: config.secureCookies ? [] : null,
      },
    },
  });
  await app.register(rateLimit, {
    global: true,
    max: (request: FastifyRequest) => (isSignIn(request) ? config.signInsPerMinute : config.requestsPerMinute),
    timeWindow: MINUTE,
    cache: 20_000,
    keyGenerator: whoAsks,
    errorResponseBuilder: (_, { ttl }) => new ProblemError('REQUEST.TOO_MANY', { seconds: Math.ceil(ttl / 1_000) }),
  });
  await app.register(multipart, {
    limits: { fileSize: LARGEST_FILE, files: 1, fields: 10, fieldSize: 10_000, parts: 12 },
  });
}

/** Routes that try a password are counted by network address, and more strictly. */
const isSignIn = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { rateLimit?: { rule?: string } }).rateLimit?.rule === SIGN_IN_RATE;

/** A session, or the address of whoever has none. The token itself is not kept. */
function whoAsks(request: FastifyRequest): string {
  const token = request.cookies[SESSION_COOKIE];
  if (isSignIn(request)) return `sign-in ${request.ip}`;
  return token ? sha256Hex(token) : request.ip;
}

/** Personal data is never kept by a browser or a proxy. */
export async function forbidCaching(_: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}
