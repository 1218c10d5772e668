/** Beyond this nobody counts exactly, neither people nor PostgreSQL. */
export const COUNTED_UP_TO = 1_000;

/** A count as it is shown: 999+ from a thousand on. */
export const capped = (count: number): { count: number; shown: string } => ({
  count: Math.min(count, COUNTED_UP_TO),
  shown: count < COUNTED_UP_TO ? String(count) : `${COUNTED_UP_TO - 1}+`,
});
