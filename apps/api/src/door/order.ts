import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Idempotency, requestKeyOf } from '../http/idempotency.js';
import { uuidFrom } from '../http/uuid-param.js';
import { type SeatedSession, seatOf } from '../session/current-session.js';

/** Who commands, on which stream (`:id` of the path), and under which key. */
export interface Order {
  readonly session: SeatedSession;
  readonly request: Idempotency;
  readonly id: string;
}

/** The order a route below `/:id/` receives; the body says what is ordered. */
export const CurrentOrder = createParamDecorator((_: unknown, context: ExecutionContext): Order => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { session: seatOf(context), request: requestKeyOf(request), id: uuidFrom(request, 'id') };
});
