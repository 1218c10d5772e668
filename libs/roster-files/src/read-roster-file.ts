import type { RosterFileFault, SheetRow } from '#domain';
import { ROSTER_FILE_LIMITS, type RosterFileLimits } from './limits.js';
import { type CsvEncoding, openCsv } from './read-csv.js';
import { type KnownSheet, openXlsx } from './read-xlsx.js';
import { allRows, damageIsAFault, faultOf, type RowBatches } from './sheet-source.js';
import { sniff } from './sniff.js';
import { guardXlsx } from './xlsx-guard.js';

/** What is known of a file before its rows are read. */
export interface RosterFileFacts {
  readonly format: 'xlsx' | 'csv';
  /** Null for a workbook, which carries its own. */
  readonly encoding: CsvEncoding | null;
  /** The sheet that is read, and those that are not; one of these may be a roster too, and should be said. */
  readonly sheetName: string | null;
  readonly otherSheets: readonly KnownSheet[];
}

export type OpenedRosterFile =
  /** `rows` may throw RosterFileRefused. */
  | ({ readonly ok: true; rows(): RowBatches } & RosterFileFacts)
  | { readonly ok: false; readonly fault: RosterFileFault };

export type RosterFileResult =
  /** Rows with something in them. */
  | ({ readonly ok: true; readonly rows: readonly SheetRow[] } & RosterFileFacts)
  | { readonly ok: false; readonly fault: RosterFileFault };

/**
 * Opens an uploaded file to read its rows as they are asked for, in memory that does not grow with their number. What
 * it is, its bytes say; the name and its extension are never believed.
 */
export async function openRosterFile(
  bytes: Buffer,
  limits: RosterFileLimits = ROSTER_FILE_LIMITS,
): Promise<OpenedRosterFile> {
  const kind = kindOf(bytes, limits);
  if (kind.kind === 'fault') return { ok: false, fault: kind.fault };
  if (kind.kind === 'text') {
    const csv = await openCsv(bytes, limits);
    if (!csv.ok) return csv;
    const { encoding } = csv;
    return {
      ok: true,
      format: 'csv',
      encoding,
      sheetName: null,
      otherSheets: [],
      rows: () => damageIsAFault(csv.rows()),
    };
  }
  const xlsx = await openXlsx(bytes, limits);
  if (!xlsx.ok) return xlsx;
  const { sheet, otherSheets } = xlsx;
  const rows = () => damageIsAFault(xlsx.rows());
  return { ok: true, format: 'xlsx', encoding: null, sheetName: sheet.name, otherSheets, rows };
}

/** Reads all rows of an uploaded file. Never throws for anything a file may hold. */
export async function readRosterFile(
  bytes: Buffer,
  limits: RosterFileLimits = ROSTER_FILE_LIMITS,
): Promise<RosterFileResult> {
  const opened = await openRosterFile(bytes, limits);
  if (!opened.ok) return opened;
  try {
    return { ...opened, rows: await allRows(opened.rows()) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** What can be told of a file at once, before it is read: whether it is a roster's kind of file at all. */
export async function glanceAtRosterFile(
  bytes: Buffer,
  limits: RosterFileLimits = ROSTER_FILE_LIMITS,
): Promise<RosterFileFault | null> {
  const kind = kindOf(bytes, limits);
  if (kind.kind === 'fault') return kind.fault;
  if (kind.kind === 'text') return null;
  const guarded = await guardXlsx(bytes, limits);
  if (!guarded.ok) return guarded.fault;
  guarded.workbook.close();
  return null;
}

function kindOf(bytes: Buffer, limits: RosterFileLimits): ReturnType<typeof sniff> {
  if (bytes.length <= limits.fileBytes) return sniff(bytes);
  return { kind: 'fault', fault: { code: 'too_large', bytes: bytes.length, limitBytes: limits.fileBytes } };
}
