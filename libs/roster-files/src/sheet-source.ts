import type { RosterFileFault, SheetRow } from '#domain';

/** Rows of one table, a few at a time and in the order of their lines; those with nothing in them are left out. */
export type RowBatches = AsyncGenerator<readonly SheetRow[], void, undefined>;

/** What a file holds cannot be read as rows; thrown while they go by, as it may show only there. */
export class RosterFileRefused extends Error {
  override readonly name = 'RosterFileRefused';

  constructor(readonly fault: RosterFileFault) {
    super(fault.code);
  }
}

/** Whatever a parser throws at damaged bytes is one fault. */
export async function* damageIsAFault(batches: RowBatches): RowBatches {
  try {
    yield* batches;
  } catch (error) {
    throw error instanceof RosterFileRefused ? error : new RosterFileRefused({ code: 'unreadable' });
  }
}

/** The fault in what this throws; every other error of a reader is a damaged file. */
export const faultOf = (error: unknown): RosterFileFault =>
  error instanceof RosterFileRefused ? error.fault : { code: 'unreadable' };

/** The first rows, at most so many; the rest of the source is let go. */
export async function firstRows(batches: RowBatches, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

export async function allRows(batches: RowBatches): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return rows;
}
