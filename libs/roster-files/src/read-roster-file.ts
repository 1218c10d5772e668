import type { RosterFileFault, SheetRow } from '#domain';
import { ROSTER_FILE_LIMITS, type RosterFileLimits } from './limits.js';
import { type CsvEncoding, readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { sniff } from './sniff.js';

export type RosterFileResult =
  | {
      readonly ok: true;
      readonly format: 'xlsx' | 'csv';
      /** Null for a workbook, which carries its own. */
      readonly encoding: CsvEncoding | null;
      /** The sheet that was read, and those that were not; one of these may be a roster too, and should be said. */
      readonly sheetName: string | null;
      readonly otherSheets: readonly { readonly name: string; readonly looksLikeRoster: boolean }[];
      /** Rows with something in them. */
      readonly rows: readonly SheetRow[];
    }
  | { readonly ok: false; readonly fault: RosterFileFault };

/**
 * Reads an uploaded file as rows. What it is, its bytes say; the name and its extension are never believed.
 * Never throws for anything a file may hold.
 */
export async function readRosterFile(
  bytes: Buffer,
  limits: RosterFileLimits = ROSTER_FILE_LIMITS,
): Promise<RosterFileResult> {
  if (bytes.length > limits.fileBytes) {
    return { ok: false, fault: { code: 'too_large', bytes: bytes.length, limitBytes: limits.fileBytes } };
  }
  const sniffed = sniff(bytes);
  if (sniffed.kind === 'fault') return { ok: false, fault: sniffed.fault };
  if (sniffed.kind === 'zip') {
    const read = await readXlsx(bytes, limits);
    if (!read.ok) return read;
    const { sheet, otherSheets } = read;
    return { ok: true, format: 'xlsx', encoding: null, sheetName: sheet.name, otherSheets, rows: sheet.rows };
  }
  const read = readCsv(bytes, limits);
  if (!read.ok) return read;
  return { ok: true, format: 'csv', encoding: read.encoding, sheetName: null, otherSheets: [], rows: read.rows };
}
