/** The period before a column's, in SQL: 20262 follows 20261, and 20261 follows 20252. */
export const periodBefore = (column: string): string =>
  `CASE WHEN ${column} % 10 = 2 THEN ${column} - 1 ELSE ${column} - 9 END`;
