import { useRef } from 'react';
import { newKey, Unreachable } from './client.js';

/** Seconds: a server that starts again is back within them. */
const TRIES = 4;

/**
 * The key of what a person means to do. The same words sent again, because the server did not answer, carry the same
 * key: if it had been done after all, it is not done twice and the first answer comes back.
 */
export function useIntention() {
  const meant = useRef<{ about: string; key: string } | null>(null);
  return {
    keyOf(values: unknown): string {
      const about = JSON.stringify(values ?? null);
      if (meant.current?.about !== about) meant.current = { about, key: newKey() };
      return meant.current.key;
    },
    /** Answered, or refused: whatever comes next is meant anew. */
    settled: (error: unknown) => {
      if (!(error instanceof Unreachable)) meant.current = null;
    },
  };
}

/** What has a key is safely sent again while the server is away. */
export const whileUnreachable = (failures: number, error: unknown): boolean =>
  error instanceof Unreachable && failures < TRIES;
