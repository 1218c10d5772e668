/**
 * The door's clock. In production it is PostgreSQL's own, read inside the transaction; there is no setting for it,
 * so nothing can be back-dated. Tests pass a function that returns epoch milliseconds.
 */
export type DoorClock = 'database' | (() => number);

/** Wall clock for what is not decided: sessions, leases, logs. */
export const wallClock = (): number => Date.now();
