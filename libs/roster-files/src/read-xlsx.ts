import readWorkbook from 'read-excel-file/node';
import { findHeader, isBlankCell, type RosterFileFault, type SheetCell, type SheetRow } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { columnNumber, type SheetExtent } from './sheet-probe.js';
import { guardXlsx } from './xlsx-guard.js';

/** One worksheet; `looksLikeRoster` says that its first rows hold a header with the required columns. */
export interface ReadSheet {
  readonly name: string;
  readonly looksLikeRoster: boolean;
  readonly rows: readonly SheetRow[];
}

export type XlsxResult =
  | { readonly ok: true; readonly sheet: ReadSheet; readonly otherSheets: readonly Omit<ReadSheet, 'rows'>[] }
  | { readonly ok: false; readonly fault: RosterFileFault };

type Value = string | number | boolean | Date | null;

/** Reads the workbook's roster: the first sheet with a roster's header, visible ones first. */
export async function readXlsx(bytes: Buffer, limits: RosterFileLimits): Promise<XlsxResult> {
  const guarded = await guardXlsx(bytes, limits);
  if (!guarded.ok) return guarded;
  const known = guarded.workbook.sheets;
  let cellsLeft = limits.cells; // of all sheets together: the reader reads them all
  for (const { extent } of known) {
    const fault = tooLarge(extent, { ...limits, cells: cellsLeft });
    if (fault) return { ok: false, fault };
    cellsLeft -= extent.rows * extent.columns;
  }
  let workbook: { sheet: string; data: Value[][] }[];
  try {
    // Untrimmed, so that a stray blank is seen, put right and shown like any other repair.
    workbook = (await readWorkbook(bytes, { trim: false })) as { sheet: string; data: Value[][] }[];
  } catch {
    return { ok: false, fault: { code: 'unreadable' } };
  }
  const sheets = workbook.map(({ sheet, data }) => {
    const facts = known.find(({ name }) => name === sheet);
    const rows = toRows(data, facts?.extent.formulas ?? new Map());
    return { name: sheet, hidden: facts?.hidden ?? false, looksLikeRoster: looksLikeRoster(rows), rows };
  });
  const chosen = choose(sheets);
  if (!chosen) return { ok: false, fault: { code: 'empty_sheet' } };
  const { hidden: _, ...sheet } = chosen;
  const otherSheets = sheets
    .filter((other) => other !== chosen)
    .map(({ name, looksLikeRoster }) => ({ name, looksLikeRoster }));
  return { ok: true, sheet, otherSheets };
}

function choose<S extends ReadSheet & { hidden: boolean }>(sheets: readonly S[]): S | undefined {
  const visibleFirst = [...sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden));
  return visibleFirst.find((sheet) => sheet.looksLikeRoster) ?? visibleFirst.find((sheet) => sheet.rows.length > 0);
}

function tooLarge({ rows, columns }: SheetExtent, limits: RosterFileLimits): RosterFileFault | null {
  if (rows > limits.rows) return { code: 'too_many_rows', rows, limit: limits.rows };
  if (columns > limits.columns) return { code: 'too_many_columns', columns, limit: limits.columns };
  if (rows * columns > limits.cells) {
    return { code: 'too_many_columns', columns, limit: Math.floor(limits.cells / rows) };
  }
  return null;
}

function looksLikeRoster(rows: readonly SheetRow[]): boolean {
  const found = findHeader(rows);
  return found !== null && found.header.missingRequired.length === 0;
}

/** Rows with something in them. The reader keeps a place for every row, so the index tells the line. */
function toRows(data: readonly (readonly Value[])[], formulas: ReadonlyMap<string, string>): SheetRow[] {
  const cells = data.map((row) => row.map(toCell));
  for (const [address, source] of formulas) {
    const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(address) as RegExpExecArray;
    const row = cells[Number(digits) - 1];
    const column = columnNumber(letters as string) - 1;
    if (row && column < row.length) row[column] = { formula: source === '' ? '…' : source };
  }
  return cells.map((row, i) => ({ line: i + 1, cells: row })).filter((row) => !row.cells.every(isBlankCell));
}

/** Spreadsheet dates arrive as midnight UTC of their day. */
function toCell(value: Value): SheetCell {
  if (!(value instanceof Date)) return value;
  return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
}
