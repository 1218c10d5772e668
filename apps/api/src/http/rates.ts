import type { FastifyRequest } from 'fastify';
import type { ApiConfig } from '../config.js';
import type { KnownSessions } from '../session/known-sessions.js';

/**
 * Rules for `@RouteConfig({ rateLimit: … })`: such routes are counted by network address alone, since whoever uses them
 * needs no session and could make up any number of them.
 */
export const SIGN_IN_RATE = { rule: 'sign-in' } as const;
/** A neighbour speaks once or twice; a flood would bury the office. */
export const OBJECTION_RATE = { rule: 'objection', timeWindow: 10 * 60_000 } as const;

type Rule = (typeof SIGN_IN_RATE | typeof OBJECTION_RATE)['rule'];

const ruleOf = ({ routeOptions }: FastifyRequest): Rule | undefined =>
  (routeOptions.config as { rateLimit?: { rule?: Rule } }).rateLimit?.rule;

/** How many requests fit into the route's window. */
export const mostRequests = (config: ApiConfig) => (request: FastifyRequest) => {
  switch (ruleOf(request)) {
    case 'sign-in':
      return config.signInsPerMinute;
    case 'objection':
      return config.objectionsPerTenMinutes;
    case undefined:
      return config.requestsPerMinute;
  }
};

/** Whose requests are counted together: those of a session that is known to exist, else those of an address. */
export const whoAsks = (known: KnownSessions) => (request: FastifyRequest) => {
  const rule = ruleOf(request);
  if (rule) return `${rule} ${request.ip}`;
  return known.keyOf(request) ?? request.ip;
};
