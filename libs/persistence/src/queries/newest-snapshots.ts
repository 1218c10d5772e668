type Kind = 'roll' | 'registry' | 'special';

/** Of each kind a county's newest snapshot, in SQL: rows (kind, id). `county` is an expression of its code. */
export const newestSnapshots = (county: string): string =>
  `SELECT DISTINCT ON (kind) kind, id FROM snapshots WHERE county = ${county} ORDER BY kind, loaded_at DESC, id DESC`;

/** The newest snapshot of one kind, in SQL. `county` is an expression of a code, or `ANY(…)` of a list of them. */
export const newestSnapshot = (kind: Kind, county: string): string =>
  `(SELECT s.id FROM snapshots s WHERE s.county = ${county} AND s.kind = '${kind}' ORDER BY s.loaded_at DESC, s.id DESC LIMIT 1)`;
