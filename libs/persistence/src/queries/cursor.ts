/** Keyset pagination: the position is the last row's own values, so that rows that come or go shift nothing. */
export type CursorValues = readonly (string | number)[];

export const encodeCursor = (values: CursorValues): string => Buffer.from(JSON.stringify(values)).toString('base64url');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Null where the text is no cursor of this shape; `int` is an exact number, `uuid` an id. */
export function decodeCursor(text: string, shape: readonly ('int' | 'uuid' | 'text')[]): (string | number)[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== shape.length) return null;
    const fits = values.every((value, i) =>
      shape[i] === 'int'
        ? Number.isSafeInteger(value)
        : typeof value === 'string' && (shape[i] === 'text' ? !value.includes('\0') : UUID.test(value)),
    );
    return fits ? values : null;
  } catch {
    return null;
  }
}

export interface Page<Item> {
  readonly items: Item[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** Cuts the one row that was read too many, which tells whether there is a next page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => CursorValues): Page<Row> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? encodeCursor(cursorOf(items.at(-1)!)) : null };
}

/** An id beyond every other: where a list that goes downwards begins. */
export const newestFirst = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
