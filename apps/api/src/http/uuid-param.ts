import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id from the path: `@UuidParam('id')`. Anything else is no id, and is told so. */
export const UuidParam = createParamDecorator((name: string, context: ExecutionContext): string =>
  uuidFrom(context.switchToHttp().getRequest<FastifyRequest>(), name),
);

export function uuidFrom({ params }: FastifyRequest, name: string): string {
  const value = (params as Record<string, string | undefined>)[name] ?? '';
  if (!UUID.test(value)) {
    throw new ProblemError('REQUEST.INVALID', {}, [
      { path: name, code: 'isUuid', zh: '应为编号（UUID）', en: `${name} must be a UUID` },
    ]);
  }
  return value.toLowerCase();
}
