/** A working day: whoever signs in the morning need not again before evening, however busy they are. */
const LONGEST_MS = 12 * 60 * 60_000;
/** A session's end is moved at most so often: reading a page must not write each time. */
const STEP_MS = 60_000;

export interface Lifetime {
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms: when nothing more is heard of it. */
  readonly expiresAt: number;
}

/** When a session ends that is heard of `now`: after `idleMs` of silence, and at the latest a working day after sign-in. */
export const endOf = ({ createdAt }: Pick<Lifetime, 'createdAt'>, now: number, idleMs: number): number =>
  Math.min(createdAt + LONGEST_MS, now + idleMs);

/** The new end of a session that was heard of again; null while the one it has is late enough. */
export function prolonged(session: Lifetime, now: number, idleMs: number): number | null {
  const end = endOf(session, now, idleMs);
  return end - session.expiresAt >= STEP_MS ? end : null;
}
