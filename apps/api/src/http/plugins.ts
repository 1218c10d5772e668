import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import helmet from 'helmet';
import type { ApiConfig } from '../config.js';
import { ProblemError } from '../problems/problem-error.js';
import { KnownSessions } from '../session/known-sessions.js';
import { mostRequests, whoAsks } from './rates.js';

/** An uploaded file; a county's 100,000 children in one text are 13 MB, a bomb is caught by the reader. */
export const LARGEST_FILE = 32 * 1024 * 1024;
const MINUTE = 60_000;

/** Fastify's own plugins, in the order in which a request meets them. */
export async function registerPlugins(app: NestFastifyApplication, config: ApiConfig): Promise<void> {
  await app.register(cookie);
  app.getHttpAdapter().getInstance().addHook('onRequest', securityHeaders(config));
  await app.register(rateLimit, {
    global: true,
    max: mostRequests(config),
    timeWindow: MINUTE,
    cache: 20_000,
    keyGenerator: whoAsks(app.get(KnownSessions)),
    errorResponseBuilder: (_, { ttl }) => new ProblemError('REQUEST.TOO_MANY', { seconds: Math.ceil(ttl / 1_000) }),
  });
  await app.register(multipart, {
    limits: { fileSize: LARGEST_FILE, files: 1, fields: 10, fieldSize: 10_000, parts: 12 },
  });
}

/** Made once: helmet's own plugin for Fastify builds the whole policy anew for every request. */
function securityHeaders({ secureCookies }: ApiConfig): onRequestHookHandler {
  const write = helmet({
    // Only over https; a laptop without a certificate must still be able to load its own pages.
    hsts: secureCookies,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: secureCookies ? [] : null,
      },
    },
  });
  return (request, reply, done) => write(request.raw, reply.raw, done as (error?: unknown) => void);
}

/** Personal data is never kept by a browser or a proxy. */
export async function forbidCaching(_: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}
