import type { Row } from './replay.js';
import type { Findings } from './report.js';

/** Every column the events say something about, held against the stored row. */
export function compareColumns(
  found: Findings,
  id: string,
  table: string,
  expected: Row,
  stored: Row,
  except: readonly string[] = [],
): void {
  for (const [column, value] of Object.entries(expected)) {
    if (except.includes(column)) continue;
    const [is, should] = [text(stored[column]), text(value)];
    if (is !== should) found.fault('column-differs', id, `${table}.${column}: ${is} ≠ ${should}`);
  }
}

/** Two sets of rows of one stream, matched by the columns of `key`. */
export function compareRows(
  found: Findings,
  id: string,
  {
    table,
    key,
    except,
  }: { readonly table: string; readonly key: readonly string[]; readonly except?: readonly string[] },
  expected: Iterable<Row>,
  stored: readonly Row[],
): void {
  const keyOf = (row: Row) => key.map((column) => String(row[column])).join(' ');
  const left = new Map(stored.map((row) => [keyOf(row), row]));
  for (const row of expected) {
    const match = left.get(keyOf(row));
    if (match) compareColumns(found, id, table, row, match, except);
    else found.fault('row-missing', id, `${table} ${keyOf(row)}`);
    left.delete(keyOf(row));
  }
  for (const surplus of left.keys()) found.fault('row-without-event', id, `${table} ${surplus}`);
}

/** Stored rows by the stream they belong to. */
export function groupedBy(rows: readonly Row[], column: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}

/** PostgreSQL shows bytes as `\x…` in JSON; the door gives them as hex. */
const text = (value: unknown): string =>
  JSON.stringify(typeof value === 'string' && value.startsWith('\\x') ? value.slice(2) : (value ?? null));
