import { Readable } from 'node:stream';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Options, parse } from 'csv-parse';
import { isBlankCell, type RosterFileFault, type SheetRow } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { allRows, faultOf, RosterFileRefused, type RowBatches } from './sheet-source.js';

export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le';

export type OpenedCsv =
  | { readonly ok: true; readonly encoding: CsvEncoding; rows(): RowBatches }
  | { readonly ok: false; readonly fault: RosterFileFault };

export type CsvResult =
  | { readonly ok: true; readonly rows: readonly SheetRow[]; readonly encoding: CsvEncoding }
  | { readonly ok: false; readonly fault: RosterFileFault };

const PIECE = 64 << 10;
const ROWS_AT_ONCE = 500;
/** A record longer than this is no row: a quotation mark was never closed. */
const LONGEST_RECORD = 1 << 20;

/** Opens comma, semicolon or tab separated text. A line is a record, as a spreadsheet would number it. */
export async function openCsv(bytes: Buffer, limits: RosterFileLimits): Promise<OpenedCsv> {
  const decoded = decodeText(bytes);
  if (!decoded) return { ok: false, fault: { code: 'unreadable' } };
  const { text, encoding } = decoded;
  if (text.trim() === '') return { ok: false, fault: { code: 'empty_sheet' } };
  if (/^\s*<(?:!doctype|html|\?xml|table|head|meta)/i.test(text)) return { ok: false, fault: { code: 'web_page' } };
  const delimiter = delimiterOf(text);
  const utf8 = Buffer.from(text);
  const quote = (await marksQuote(utf8, delimiter)) ? '"' : null;
  return { ok: true, encoding, rows: () => rowsOf(recordsOf(utf8, { delimiter, quote }), limits) };
}

/** All rows at once, for tables that are known to be small enough. */
export async function readCsv(bytes: Buffer, limits: RosterFileLimits): Promise<CsvResult> {
  const opened = await openCsv(bytes, limits);
  if (!opened.ok) return opened;
  try {
    return { ok: true, encoding: opened.encoding, rows: await allRows(opened.rows()) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
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

async function* rowsOf(records: AsyncIterable<string[]>, limits: RosterFileLimits): RowBatches {
  let line = 0;
  let batch: SheetRow[] = [];
  for await (const record of records) {
    line++;
    if (record.length > limits.columns) {
      throw new RosterFileRefused({ code: 'too_many_columns', columns: record.length, limit: limits.columns });
    }
    if (record.every(isBlankCell)) continue;
    if (line > limits.rows) throw new RosterFileRefused({ code: 'too_many_rows', rows: line, limit: limits.rows });
    batch.push({ line, cells: record.map((cell) => cell.slice(0, limits.cellLength)) });
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function recordsOf(utf8: Buffer, options: Pick<Options, 'delimiter' | 'quote'>): AsyncIterable<string[]> {
  const parser = parse({
    ...options,
    record_delimiter: ['\r\n', '\n', '\r'], // files put together from several have several
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    ...(options.quote && { max_record_size: LONGEST_RECORD }),
  });
  return Readable.from(pieces(utf8), { objectMode: false }).compose(parser) as AsyncIterable<string[]>;
}

/** The parser never waits for anything: between two pieces whoever else is served by this process has a turn. */
async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield bytes.subarray(at, at + PIECE);
    await othersTurn();
  }
}

/** Whether quotation marks quote in this file: not where one is never closed, or makes whole rows part of a cell. */
async function marksQuote(utf8: Buffer, delimiter: string): Promise<boolean> {
  if (!utf8.includes('"')) return true;
  try {
    for await (const record of recordsOf(utf8, { delimiter, quote: '"' })) {
      if (record.some((cell) => swallowsLines(cell, delimiter))) return false;
    }
    return true;
  } catch {
    return false;
  }
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
