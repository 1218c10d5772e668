import { fieldOfTitle, type RosterField } from './columns.js';
import type { RosterFileFault } from './file-fault.js';
import { findHeader, headerOfRow, type RosterHeader } from './header.js';
import { cellText, isBlankCell, type SheetCell, type SheetRow, typedValue } from './sheet.js';
import { normaliseCode, normaliseText } from './text.js';

/** A data row: its cells by field, as they were typed. */
export interface RosterRow {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<RosterField, SheetCell>>>;
}

export type SkipReason = 'before_header' | 'header' | 'blank' | 'total' | 'signature' | 'note' | 'title';

export interface RosterSheet {
  readonly header: RosterHeader | null;
  readonly rows: readonly RosterRow[];
  /** What was not taken for a child, and why: shown, so that nobody vanishes silently. */
  readonly skipped: readonly { readonly line: number; readonly reason: SkipReason }[];
  /** The title above the table, and the school it says it is of (填报单位), where the file has them. */
  readonly title: string | null;
  readonly declaredSchool: string | null;
  readonly fileFault?: RosterFileFault;
}

const TOTAL = /^(?:共\d+[人名]|合计|总计|共计|小计|累计|总人数|(?:本页|全校|全园|本校|本班)(?:合计|小计|共计))/;
const SIGNATURE =
  /^(?:校长|园长|经办人|负责人|制表人?|填表人?|填报人|审核人|复核人|分管领导|主要领导|班主任|单位|学校|填报单位|填报学校|填报日期|填表日期|制表日期|联系人).*(?:签字|签名|签章|盖章|公章|[:(])|^.{0,12}(?:签字|签名|签章|盖章|公章)/;
const NOTE = /^(?:注|备注|说明|填表说明|温馨提示|附注?)\d?[:.、1-9]/;
/** A sheet's own title ends so, and is longer than any name. */
const TITLE = /^.{4,}(?:花名册|名单|名册|表)(?:\(.*\))?$/;

/** What a row of the sheet is: a child, or something that is no child, and why. */
export type TakenRow =
  | { readonly kind: 'child'; readonly row: RosterRow }
  | { readonly kind: 'skipped'; readonly line: number; readonly reason: SkipReason };

/** A sheet whose header is found; its rows are then taken one by one, as many as there are. */
export interface OpenedRoster {
  readonly header: RosterHeader;
  readonly title: string | null;
  readonly declaredSchool: string | null;
  /** The lines of the header and above it. */
  readonly skipped: RosterSheet['skipped'];
  /** Position in the rows it was opened with of the first that is to be taken. */
  readonly dataFrom: number;
  /** In the sheet's order: a second header further down decides over the rows below it. */
  take(row: SheetRow): TakenRow;
}

export type RosterOpening =
  | { readonly ok: true; readonly roster: OpenedRoster }
  | { readonly ok: false; readonly header: RosterHeader | null; readonly fault: RosterFileFault };

/** Finds the header by its meaning in a sheet's first rows: `HEADER_WITHIN_ROWS` and one more suffice. */
export function openRoster(top: readonly SheetRow[]): RosterOpening {
  const filled = top.filter((row) => !isEmptyRow(row));
  if (filled.length === 0) return { ok: false, header: null, fault: { code: 'empty_sheet' } };
  const found = findHeader(filled);
  if (!found) return { ok: false, header: null, fault: { code: 'no_header_row' } };
  const { header, dataFrom } = found;
  if (header.missingRequired.length > 0) {
    return { ok: false, header, fault: { code: 'missing_columns', fields: header.missingRequired } };
  }
  const before = filled.slice(0, dataFrom - header.lines.length);
  const skipped = [
    ...before.map((row) => ({ line: row.line, reason: 'before_header' as const })),
    ...header.lines.map((line) => ({ line, reason: 'header' as const })),
  ];
  const firstData = filled[dataFrom];
  return {
    ok: true,
    roster: {
      header,
      title: titleOf(before),
      declaredSchool: declaredSchoolOf(before),
      skipped,
      dataFrom: firstData ? top.indexOf(firstData) : top.length,
      take: rowTaker(header),
    },
  };
}

function rowTaker(header: RosterHeader): OpenedRoster['take'] {
  let columns = header.columns;
  return (sheetRow) => {
    const { line } = sheetRow;
    if (isEmptyRow(sheetRow)) return { kind: 'skipped', line, reason: 'blank' };
    const row: RosterRow = {
      line,
      cells: Object.fromEntries(columns.map((column) => [column.field, typedValue(sheetRow.cells[column.index])])),
    };
    const repeated = looksLikeHeader(row) ? headerOfRow(sheetRow) : null;
    // A second table below the first may order its columns otherwise.
    if (repeated && repeated.missingRequired.length === 0) columns = repeated.columns;
    const reason = repeated || isLowerStorey(row) ? 'header' : skipReason(sheetRow, row);
    return reason ? { kind: 'skipped', line, reason } : { kind: 'child', row };
  };
}

/** Reads a whole sheet as a roster. */
export function readRoster(sheet: readonly SheetRow[]): RosterSheet {
  const filled = sheet.filter((row) => !isEmptyRow(row));
  const opening = openRoster(filled);
  if (!opening.ok) {
    const { header, fault } = opening;
    return { header, rows: [], skipped: [], title: null, declaredSchool: null, fileFault: fault };
  }
  const { header, title, declaredSchool, dataFrom, take } = opening.roster;
  const taken = filled.slice(dataFrom).map(take);
  const rows = taken.flatMap((each) => (each.kind === 'child' ? [each.row] : []));
  const skipped = [
    ...opening.roster.skipped,
    ...taken.flatMap((each) => (each.kind === 'skipped' ? [{ line: each.line, reason: each.reason }] : [])),
  ];
  const sheetFacts = { header, rows, skipped, title, declaredSchool };
  return rows.length === 0 ? { ...sheetFacts, fileFault: { code: 'no_data_rows' } } : sheetFacts;
}

function isEmptyRow(row: SheetRow): boolean {
  return row.cells.every(isBlankCell);
}

/** Where the child's number should stand there is a title, and where the name should stand another. */
function looksLikeHeader(row: RosterRow): boolean {
  const texts = [cellText(row.cells.idNumber), cellText(row.cells.name)];
  return texts.every((text) => !/\d/.test(text) && fieldOfTitle(text) !== null);
}

/** The lower half of a two-storey header that is repeated: titles and nothing else. */
function isLowerStorey(row: RosterRow): boolean {
  const texts = Object.values(row.cells)
    .map(cellText)
    .filter((text) => text.trim() !== '');
  return (
    texts.length >= 2 &&
    isBlankCell(row.cells.idNumber) &&
    texts.every((text) => !/\d/.test(text) && fieldOfTitle(text) !== null)
  );
}

function skipReason(sheetRow: SheetRow, row: RosterRow): SkipReason | null {
  const filled = sheetRow.cells.filter((cell) => !isBlankCell(cell));
  const { sequence, ...facts } = row.cells;
  const saysNothing = Object.values(facts).every(isBlankCell);
  const isPreparedNumber = /^\d*$/.test(normaliseCode(cellText(sequence)));
  if (saysNothing && isPreparedNumber && filled.length <= 1) return 'blank';
  if (/\d{6}/.test(normaliseCode(cellText(row.cells.idNumber)))) return null; // whatever else it says: a person
  const words = filled.slice(0, 2).map((cell) => normaliseCode(cellText(cell)));
  if (words.some((word) => TOTAL.test(word))) return 'total';
  if (words.some((word) => SIGNATURE.test(word))) return 'signature';
  if (words.some((word) => NOTE.test(word))) return 'note';
  if (filled.length === 1 && words.some((word) => TITLE.test(word))) return 'title';
  return saysNothing ? 'note' : null;
}

function titleOf(before: readonly SheetRow[]): string | null {
  const texts = before.flatMap((row) =>
    row.cells
      .filter((cell) => !isBlankCell(cell))
      .slice(0, 1)
      .map(cellText),
  );
  const title = texts.map(normaliseText).find((text) => TITLE.test(normaliseCode(text)));
  return title ?? null;
}

/** 填报单位（盖章）：寨坪中心小学, in one cell or with the name in the next. */
function declaredSchoolOf(before: readonly SheetRow[]): string | null {
  for (const row of before) {
    const texts = row.cells.map((cell) => normaliseText(cellText(cell))).filter((text) => text !== '');
    for (const [i, text] of texts.entries()) {
      const named = /^(?:填报|报送|申报|填表)?\s*(?:单位|学校|幼儿园)\s*(?:名称)?\s*(?:\([^)]*\))?\s*:\s*(.*)$/.exec(
        text,
      );
      const name = named && (named[1] || texts[i + 1] || '').replace(/\(.*?\)|_+/g, '').trim();
      if (name && !name.includes(':')) return name;
    }
  }
  return null;
}
