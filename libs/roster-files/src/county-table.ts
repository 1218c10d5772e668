import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellText, type SheetRow, titleWords } from '#domain';
import type { CountyFault, CountyFaultCode } from './county-fault.js';
import { ROSTER_FILE_LIMITS } from './limits.js';
import { readCsv } from './read-csv.js';

/** Column → titles that name it, the first being the usual one. */
export type ColumnTitles<Column extends string> = Readonly<Record<Column, readonly [string, ...string[]]>>;

/** One row of a county's table, with the means to complain about it. */
export interface TableRow<Column extends string> {
  readonly line: number;
  /** The value without blanks at its ends; '' where there is none. */
  text(column: Column): string;
  /** The value, or a fault where there is none. */
  required(column: Column): string;
  fault(column: Column, code: CountyFaultCode): void;
}

/** A register of a county: large files, plain columns. */
const TABLE_LIMITS = { ...ROSTER_FILE_LIMITS, rows: 5_000_000 };

/** Beyond this many faults a person needs to see the pattern, not the rest. */
export const MOST_FAULTS = 200;

/** Reads a table whose first line names its columns, in any order; unknown columns are left alone. */
export async function readTable<Column extends string>(
  folder: string,
  file: string,
  titles: ColumnTitles<Column>,
  optional: readonly NoInfer<Column>[],
  faults: CountyFault[],
): Promise<TableRow<Column>[]> {
  const whole = (code: CountyFaultCode, found = '') => {
    faults.push({ file, line: null, column: null, code, found });
    return [];
  };
  const bytes = await readFile(join(folder, file)).catch(() => null);
  if (!bytes) return whole('file_missing');
  const read = await readCsv(bytes, TABLE_LIMITS);
  if (!read.ok) return whole(read.fault.code === 'empty_sheet' || bytes.length === 0 ? 'empty' : 'unreadable');
  const [header, ...rows] = read.rows;
  if (!header || rows.length === 0) return whole('empty');
  const places = placesOf(header, titles);
  const missing = (Object.keys(titles) as Column[]).filter(
    (column) => !places.has(column) && !optional.includes(column),
  );
  for (const column of missing) whole('column_missing', titles[column][0]);
  if (missing.length > 0) return [];
  return rows.map((row) => tableRow(file, row, places, titles, faults));
}

function placesOf<Column extends string>(header: SheetRow, titles: ColumnTitles<Column>): Map<Column, number> {
  const written = header.cells.map((cell) => titleWords(cellText(cell)).toLowerCase());
  const places = new Map<Column, number>();
  for (const [column, names] of Object.entries(titles) as [Column, readonly string[]][]) {
    const place = names.map((name) => written.indexOf(titleWords(name).toLowerCase())).find((index) => index >= 0);
    if (place !== undefined) places.set(column, place);
  }
  return places;
}

function tableRow<Column extends string>(
  file: string,
  row: SheetRow,
  places: ReadonlyMap<Column, number>,
  titles: ColumnTitles<Column>,
  faults: CountyFault[],
): TableRow<Column> {
  const text = (column: Column) => {
    const place = places.get(column);
    return place === undefined ? '' : cellText(row.cells[place]).trim();
  };
  const fault = (column: Column, code: CountyFaultCode) => {
    if (faults.length < MOST_FAULTS) {
      faults.push({ file, line: row.line, column: titles[column][0], code, found: text(column) });
    }
  };
  const required = (column: Column) => {
    const value = text(column);
    if (value === '') fault(column, 'value_missing');
    return value;
  };
  return { line: row.line, text, required, fault };
}
