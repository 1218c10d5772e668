import type { IncomingHttpHeaders } from 'node:http';
import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { newId } from '#persistence';
import type { LogLevel } from '../config.js';
import type { RequestWithSession } from '../session/current-session.js';

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** A caller's own request id is kept where it is one; otherwise a new one. */
export const requestId = (request: { headers: IncomingHttpHeaders }): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
};

/** One JSON line per event; nothing of a request's body, query or headers ever enters a line. */
export const loggerOptions = (level: LogLevel): FastifyServerOptions['logger'] => ({
  level,
  base: { app: 'api' },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  serializers: { req: () => ({}), res: () => ({}) },
});

/** What happened, by the route's pattern rather than its address: ids of staff are shown, nobody's data is. */
export async function logAnswer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { session } = request as RequestWithSession;
  const line = {
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    ...(session && { staff: session.staffId }),
  };
  request.log.info(line, 'answered');
}

/** Nest's own messages go the same way; what it says of each route at start is left out. */
export const nestLogger = (log: FastifyBaseLogger): LoggerService => ({
  log: (message: unknown) => log.debug({}, String(message)),
  error: (message: unknown, stack?: unknown) => log.error({ stack }, String(message)),
  warn: (message: unknown) => log.warn({}, String(message)),
  debug: (message: unknown) => log.debug({}, String(message)),
  verbose: (message: unknown) => log.trace({}, String(message)),
});
