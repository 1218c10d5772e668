/** For how many minutes the n-th failure in a row closes an account: four are forgiven, then each costs twice as much. */
export const LOCK_MINUTES: readonly number[] = [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60];

const minutesAfter = (failures: number): number => LOCK_MINUTES[Math.min(failures, LOCK_MINUTES.length) - 1] ?? 0;

export const lockedUntil = (failures: number, now: number): number => now + minutesAfter(failures) * 60_000;
