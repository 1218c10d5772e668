import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '#persistence';
import { brokenUpload } from '../http/broken-upload.js';
import { type Idempotency, idempotencyOf } from '../http/idempotency.js';
import { ProblemError } from '../problems/problem-error.js';

export interface ReturnUpload {
  readonly bytes: Buffer;
  readonly request: Idempotency;
}

async function fileOf(request: FastifyRequest): Promise<Buffer> {
  try {
    const part = await request.file();
    if (!part) throw new ProblemError('REQUEST.MALFORMED');
    return await part.toBuffer();
  } catch (error) {
    throw brokenUpload(error);
  }
}

/** The one file of a multipart upload; its bytes stand for the body where a key is repeated. */
export const ReturnFile = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<ReturnUpload> => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.isMultipart()) throw new ProblemError('REQUEST.MEDIA_TYPE');
  const bytes = await fileOf(request);
  return { bytes, request: idempotencyOf(request, sha256Hex(bytes)) };
});
