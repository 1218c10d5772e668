import { ProblemError } from '../problems/problem-error.js';

/**
 * What a body that is no multipart, or ends in the middle, is to its sender. The parser says it in a plain Error without a
 * code; whatever has one, or is of another class, is something else and stays what it is.
 */
export function brokenUpload(error: unknown): unknown {
  const isPlain = error instanceof Error && error.constructor.name === 'Error' && !('code' in error);
  return isPlain ? new ProblemError('REQUEST.MALFORMED') : error;
}
