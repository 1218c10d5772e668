import { parse } from 'csv-parse/sync';
import type { RosterFileFault, SheetRow } from '#domain';
import type { RosterFileLimits } from './limits.js';

export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le';

export type CsvResult =
  | { readonly ok: true; readonly rows: readonly SheetRow[]; readonly encoding: CsvEncoding }
  | { readonly ok: false; readonly fault: RosterFileFault };

/** Reads comma, semicolon or tab separated text. A line is a record, as a spreadsheet would number it. */
export function readCsv(bytes: Buffer, limits: RosterFileLimits): CsvResult {
  const decoded = decodeText(bytes);
  if (!decoded) return { ok: false, fault: { code: 'unreadable' } };
  const { text, encoding } = decoded;
  if (text.trim() === '') return { ok: false, fault: { code: 'empty_sheet' } };
  if (/^\s*<(?:!doctype|html|\?xml|table|head|meta)/i.test(text)) return { ok: false, fault: { code: 'web_page' } };
  const records = parseRecords(text);
  if (records.length > limits.rows) {
    return { ok: false, fault: { code: 'too_many_rows', rows: records.length, limit: limits.rows } };
  }
  const columns = records.reduce((most, record) => Math.max(most, record.length), 0);
  if (columns > limits.columns)
    return { ok: false, fault: { code: 'too_many_columns', columns, limit: limits.columns } };
  const rows = records.map((cells, i) => ({ line: i + 1, cells }));
  return { ok: true, encoding, rows: rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')) };
}

/**
 * Strict UTF-8 first: text in GB18030 is practically never valid UTF-8, while the reverse often is.
 * Null for bytes that are no text in either.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: CsvEncoding } | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe; // "Unicode text", as spreadsheets save it
  const encodings: readonly CsvEncoding[] = isUtf16 ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no text holds them, programs and pictures do
      return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : { text, encoding };
    } catch {
      // not this encoding
    }
  }
  return null;
}

function parseRecords(text: string): string[][] {
  const delimiter = delimiterOf(text);
  const options = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'], // files put together from several have several
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  };
  try {
    const records = parse(text, options);
    if (!records.some((record) => record.some((cell) => swallowsLines(cell, delimiter)))) return records;
  } catch {
    // a quotation mark that is never closed: read below
  }
  return parse(text, { ...options, quote: null });
}

/** A row has at least this many separators; a line break somebody typed into a cell is followed by none. */
const SEPARATORS_OF_A_ROW = 3;

/** A stray quotation mark made whole rows, that is children, part of one cell: then no mark quotes anything. */
function swallowsLines(cell: string, delimiter: string): boolean {
  return /[\r\n]/.test(cell) && cell.split(/[\r\n]/).some((line) => line.split(delimiter).length > SEPARATORS_OF_A_ROW);
}

/** The separator that the first lines use most. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 4_000);
  const count = (delimiter: string) => start.split(delimiter).length;
  return [',', '\t', ';', '，'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
