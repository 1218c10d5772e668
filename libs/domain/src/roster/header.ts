import { fieldOfTitle, fieldsOfNeed, namesGuardian, type RosterField, titleWords } from './columns.js';
import { cellText, isFormula, type SheetCell, type SheetRow } from './sheet.js';
import { normaliseText } from './text.js';

export interface RosterColumn {
  /** 0-based place in the row. */
  readonly index: number;
  readonly field: RosterField;
  /** The title as the file has it, both storeys of a two-storey header. */
  readonly title: string;
}

export interface RosterHeader {
  /** The file's lines that make the header: one, or two where groups of columns have a title of their own. */
  readonly lines: readonly number[];
  readonly columns: readonly RosterColumn[];
  /** Titles that mean nothing here, or a field that an earlier column holds already. */
  readonly ignored: readonly string[];
  readonly missingRequired: readonly RosterField[];
  readonly missingExpected: readonly RosterField[];
}

/** A header stands near the top: titles, units and instructions rarely take more lines than this. */
export const HEADER_WITHIN_ROWS = 40;
/** Fewer recognised titles than this could be a coincidence in a sentence or a data row. */
const FEWEST_TITLES = 3;

/** The header among the first rows, and the position in `rows` where the data starts. */
export function findHeader(rows: readonly SheetRow[]): { header: RosterHeader; dataFrom: number } | null {
  const within = Math.min(rows.length, HEADER_WITHIN_ROWS);
  for (let i = 0; i < within; i++) {
    const row = rows[i] as SheetRow;
    const header = headerOfTwo(row, rows[i + 1]) ?? headerOfRow(row);
    if (header) return { header, dataFrom: i + header.lines.length };
  }
  return null;
}

/** The row read as a header by itself; null when it is none. Used for headers repeated further down. */
export function headerOfRow(row: SheetRow): RosterHeader | null {
  const header = readHeader([row]);
  return isHeader(header) ? header : null;
}

/** Two rows as one header, when together they name more columns than either does alone. */
function headerOfTwo(upper: SheetRow, lower: SheetRow | undefined): RosterHeader | null {
  if (!lower || !isTitleRow(upper) || !isTitleRow(lower)) return null;
  const both = readHeader([upper, lower]);
  const alone = Math.max(readHeader([upper]).columns.length, readHeader([lower]).columns.length);
  return isHeader(both) && both.columns.length > alone ? both : null;
}

function isHeader(header: RosterHeader): boolean {
  const fields = header.columns.map((column) => column.field);
  const telling = fields.filter((field) => field !== 'sequence' && field !== 'remark').length;
  return telling >= FEWEST_TITLES && (fields.includes('name') || fields.includes('idNumber') || telling >= 5);
}

/** A storey of a header has words only: a number or a digit means data. */
function isTitleRow(row: SheetRow): boolean {
  const texts = row.cells.filter((cell) => cell !== null && cell !== '');
  return texts.length > 1 && texts.every((cell) => typeof cell === 'string' && !/\d/.test(titleWords(cell)));
}

function readHeader(storeys: readonly [SheetRow] | readonly [SheetRow, SheetRow]): RosterHeader {
  const [upper, lower] = storeys;
  const columns: RosterColumn[] = [];
  const ignored: string[] = [];
  const taken = new Set<RosterField>();
  let group = '';
  const width = Math.max(upper.cells.length, lower?.cells.length ?? 0);
  for (let index = 0; index < width; index++) {
    const top = titleOf(upper.cells[index]);
    const bottom = titleOf(lower?.cells[index]);
    if (top !== '') group = top; // a merged title holds for the empty cells to its right
    const title = bottom === '' ? top : `${group}${bottom}`;
    if (title === '') continue;
    const field = bottom === '' ? fieldOfTitle(top) : fieldInGroup(group, bottom);
    if (field === null || taken.has(field)) {
      ignored.push(title);
      continue;
    }
    taken.add(field);
    columns.push({ index, field, title });
  }
  return {
    lines: storeys.map((row) => row.line),
    columns,
    ignored,
    missingRequired: fieldsOfNeed('required').filter((field) => !taken.has(field)),
    missingExpected: fieldsOfNeed('expected').filter(
      (field) => !taken.has(field) && !(field === 'boarding' && taken.has('dayPupil')),
    ),
  };
}

/** 监护人 over 姓名 is the guardian's name, 基本信息 over 姓名 is the child's. */
function fieldInGroup(group: string, title: string): RosterField | null {
  const alone = fieldOfTitle(title);
  if (namesGuardian(group)) return fieldOfTitle(`${group}${title}`) ?? (alone === 'telephone' ? alone : null);
  return alone ?? fieldOfTitle(`${group}${title}`);
}

function titleOf(cell: SheetCell | undefined): string {
  return cell === undefined || isFormula(cell) ? '' : normaliseText(cellText(cell));
}
