import { findHeader, HEADER_WITHIN_ROWS, type RosterFileFault, type SheetRow } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { faultOf, firstRows, type RowBatches } from './sheet-source.js';
import { sheetRows } from './sheet-xml.js';
import { readParts } from './workbook-parts.js';
import { guardXlsx } from './xlsx-guard.js';

/** One worksheet; `looksLikeRoster` says that its first rows hold a header with the required columns. */
export interface KnownSheet {
  readonly name: string;
  readonly looksLikeRoster: boolean;
}

export type XlsxResult =
  | {
      readonly ok: true;
      readonly sheet: KnownSheet;
      readonly otherSheets: readonly KnownSheet[];
      rows(): RowBatches;
    }
  | { readonly ok: false; readonly fault: RosterFileFault };

/**
 * Finds the workbook's roster, the first sheet with a roster's header, visible ones first. Its rows are unpacked as
 * they are asked for: never more of them are in memory than one piece of the file holds.
 */
export async function openXlsx(bytes: Buffer, limits: RosterFileLimits): Promise<XlsxResult> {
  const guarded = await guardXlsx(bytes, limits);
  if (!guarded.ok) return guarded;
  const { workbook } = guarded;
  try {
    const parts = await readParts(workbook, limits.cellLength);
    const rowsOf = async function* (part: string): RowBatches {
      const opening = workbook.open(part);
      if (opening) yield* sheetRows(await opening, parts, limits);
    };
    const sheets = [];
    for (const sheet of workbook.sheets) {
      const top = await firstRows(rowsOf(sheet.part), HEADER_WITHIN_ROWS + 1);
      sheets.push({ ...sheet, filled: top.length > 0, looksLikeRoster: looksLikeRoster(top) });
    }
    const chosen = choose(sheets);
    if (!chosen) return { ok: false, fault: { code: 'empty_sheet' } };
    const known = ({ name, looksLikeRoster }: KnownSheet) => ({ name, looksLikeRoster });
    return {
      ok: true,
      sheet: known(chosen),
      otherSheets: sheets.filter((sheet) => sheet !== chosen).map(known),
      rows: () => rowsOf(chosen.part),
    };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

function choose<S extends KnownSheet & { hidden: boolean; filled: boolean }>(sheets: readonly S[]): S | undefined {
  const visibleFirst = [...sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden));
  return visibleFirst.find((sheet) => sheet.looksLikeRoster) ?? visibleFirst.find((sheet) => sheet.filled);
}

function looksLikeRoster(rows: readonly SheetRow[]): boolean {
  const found = findHeader(rows);
  return found !== null && found.header.missingRequired.length === 0;
}
