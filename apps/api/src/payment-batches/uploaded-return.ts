import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '#persistence';
import { type Idempotency, idempotencyOf } from '../http/idempotency.js';
import { ProblemError } from '../problems/problem-error.js';

export interface ReturnUpload {
  readonly bytes: Buffer;
  readonly request: Idempotency;
}

/** The one file of a multipart upload; its bytes stand for the body where a key is repeated. */
export const ReturnFile = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<ReturnUpload> => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.isMultipart()) throw new ProblemError('REQUEST.MEDIA_TYPE');
  const part = await request.file();
  if (!part) throw new ProblemError('REQUEST.MALFORMED');
  const bytes = await part.toBuffer();
  return { bytes, request: idempotencyOf(request, sha256Hex(bytes)) };
});
