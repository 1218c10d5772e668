import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { canonical, sha256Hex } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';

/** What the door needs to give the first answer again: the caller's key, and what exactly was asked. */
export interface Idempotency {
  /** Null: no key was sent; the command is carried out each time. */
  readonly key: string | null;
  /** SHA-256 over method, path and the body's RFC 8785 form, hex. */
  readonly requestHash: string;
}

const VISIBLE = /^[\x21-\x7e]{1,200}$/;

/** `Idempotency-Key` of this request with the hash of what it asks; pass it on to the door. */
export const RequestKey = createParamDecorator((_: unknown, context: ExecutionContext): Idempotency => {
  return requestKeyOf(context.switchToHttp().getRequest<FastifyRequest>());
});

export const requestKeyOf = (request: FastifyRequest): Idempotency =>
  idempotencyOf(request, canonical(request.body ?? null));

/** For bodies that are no JSON (uploads) the caller says what stands for the body, e.g. the file's SHA-256. */
export function idempotencyOf(request: FastifyRequest, body: string): Idempotency {
  const [path] = request.url.split('?');
  return { key: keyOf(request), requestHash: sha256Hex(`${request.method} ${path}\n${body}`) };
}

function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !VISIBLE.test(key)) throw new ProblemError('REQUEST.KEY_INVALID');
  return key;
}
