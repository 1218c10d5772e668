import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.js';

const DEEPEST = 12;
/** NUL cannot be stored by PostgreSQL; half of a surrogate pair is no character and has no UTF-8 form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const NOT_STORABLE = /\u0000|\p{Surrogate}/u;

/** Before anything looks at a request: its body is an object, not too deep, and every text in it can be stored. */
export async function refuseUnstorableInput(request: FastifyRequest): Promise<void> {
  const { body, query, params } = request;
  if (body !== undefined && (body === null || typeof body !== 'object' || Array.isArray(body)))
    throw new ProblemError('REQUEST.MALFORMED');
  check(params, 'path');
  check(query, 'query');
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) check(body, '');
  else if (!/;\s*boundary=/i.test(type)) throw new ProblemError('REQUEST.MEDIA_TYPE');
}

/** Walks without recursion: depth is what may be wrong with it. */
function check(root: unknown, name: string): void {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: root, path: name, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && NOT_STORABLE.test(value)) throw new ProblemError('REQUEST.TEXT_INVALID', { path });
    if (value === null || typeof value !== 'object') continue;
    if (depth > DEEPEST) throw new ProblemError('REQUEST.TOO_DEEP');
    for (const [key, child] of Object.entries(value)) {
      if (NOT_STORABLE.test(key)) throw new ProblemError('REQUEST.TEXT_INVALID', { path: path || '?' });
      open.push({ value: child, path: path ? `${path}.${key}` : key, depth: depth + 1 });
    }
  }
}
