import { createHash } from 'node:crypto';
import { parse, stringify, v7 } from 'uuid';

/** Time-ordered ids: new rows land at the end of an index. The one source of ids. */
export const newId = (): string => v7();

/**
 * An id that follows from another one and a few words: whoever repeats a step arrives at the same stream instead of a
 * second one. It keeps the base's time, so it lies in an index where the base does.
 */
export function derivedId(base: string, ...words: readonly (string | number)[]): string {
  const bytes = createHash('sha256')
    .update([base, ...words].join('\0'))
    .digest()
    .subarray(0, 16);
  bytes.set(parse(base).subarray(0, 6));
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return stringify(bytes);
}
