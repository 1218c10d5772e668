import { GIVEN_UP_PHASES } from '#domain';

/**
 * Whether a phase column is that of a live application, in SQL. Spelt out and no parameter, so that a generic plan too can
 * use the partial index of one live application per child.
 */
export const isLive = (phase: string): string =>
  `${phase} NOT IN (${GIVEN_UP_PHASES.map((each) => `'${each}'`).join(', ')})`;
