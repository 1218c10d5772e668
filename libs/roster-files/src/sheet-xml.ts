import { isBlankCell, type SheetCell, type SheetRow } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { RosterFileRefused, type RowBatches } from './sheet-source.js';
import type { WorkbookParts } from './workbook-parts.js';
import { readXml } from './xml-events.js';

/** A formula is shown to whoever wrote it, not computed: its beginning suffices. */
const FORMULA_LENGTH = 200;
/** 1970-01-01 as spreadsheets count days, from 1899-12-30 or 1904-01-01. */
const EPOCH_DAY = { from1900: 25_569, from1904: 24_107 } as const;
const DAY_MS = 86_400_000;

/** A worksheet's rows as its XML goes by. @throws RosterFileRefused at the first row beyond the limits. */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  parts: WorkbookParts,
  limits: RosterFileLimits,
): RowBatches {
  const sheet = new SheetEvents(parts, limits);
  for await (const _ of readXml(chunks, sheet)) {
    const rows = sheet.take();
    if (rows.length > 0) yield rows;
  }
  const rest = sheet.take();
  if (rest.length > 0) yield rest;
}

class SheetEvents {
  private rows: SheetRow[] = [];
  private line = 0;
  private cells: SheetCell[] = [];
  private column = 0;
  private type = '';
  private style = 0;
  private value = '';
  private formula: string | null = null;
  private inside: 'value' | 'formula' | null = null;
  private aloud = false;

  constructor(
    private readonly parts: WorkbookParts,
    private readonly limits: RosterFileLimits,
  ) {}

  take(): readonly SheetRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.inside = this.aloud ? null : 'value';
    else if (name === 'f') this.openFormula();
    else if (name === 'rPh') this.aloud = true;
    else if (name === 'row') this.openRow(attributes);
  }

  text(piece: string): void {
    if (this.inside === 'value' && this.value.length < this.limits.cellLength) this.value += piece;
    if (this.inside === 'formula' && this.formula!.length < FORMULA_LENGTH) this.formula += piece;
  }

  close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v' || name === 't' || name === 'f') this.inside = null;
    else if (name === 'rPh') this.aloud = false;
    else if (name === 'row') this.closeRow();
  }

  private openRow({ r }: Readonly<Record<string, string>>): void {
    const line = r === undefined ? this.line + 1 : Number(r);
    // Lines are how a clerk and we speak of a row: twice the same one is no sheet.
    if (!Number.isInteger(line) || line <= this.line) throw new RosterFileRefused({ code: 'unreadable' });
    this.line = line;
    this.cells = [];
    this.column = 0;
  }

  private openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    this.type = t ?? 'n';
    this.style = Number(s ?? 0);
    this.value = '';
    this.formula = null;
  }

  private openFormula(): void {
    this.formula = '';
    this.inside = 'formula';
  }

  private closeCell(): void {
    const value = this.formula === null ? this.plain() : { formula: this.formula.slice(0, FORMULA_LENGTH) || '…' };
    if (value === null || value === '' || this.column < 1) return;
    // Beyond the limit only the count matters: it is said in the refusal.
    if (this.column <= this.limits.columns) {
      while (this.cells.length < this.column - 1) this.cells.push(null);
      this.cells[this.column - 1] = value;
    } else this.cells.length = this.column;
  }

  private closeRow(): void {
    const { line, cells, limits } = this;
    if (cells.length > limits.columns) {
      throw new RosterFileRefused({ code: 'too_many_columns', columns: cells.length, limit: limits.columns });
    }
    if (cells.every(isBlankCell)) return;
    if (line > limits.rows) throw new RosterFileRefused({ code: 'too_many_rows', rows: line, limit: limits.rows });
    this.rows.push({ line, cells });
  }

  private plain(): SheetCell {
    const { type, value, parts } = this;
    if (value === '') return null;
    if (type === 's') return parts.texts[Number(value)] ?? null;
    if (type === 'b') return value === '1' || value === 'true';
    if (type === 'd') return value.slice(0, 10);
    if (type !== 'n') return value.slice(0, this.limits.cellLength);
    const number = Number(value);
    if (!Number.isFinite(number)) return null;
    return parts.isDate[this.style] ? dayOf(number, parts.from1904) : number;
  }
}

/** A number in a date's style: the day, or the number where it is none ('2017' in a column of dates). */
function dayOf(days: number, from1904: boolean): SheetCell {
  const date = new Date((Math.floor(days) - EPOCH_DAY[from1904 ? 'from1904' : 'from1900']) * DAY_MS);
  return Number.isNaN(date.getTime()) ? days : date.toISOString().slice(0, 10);
}

/** 'D5' → 4. Not a column: 0. */
function columnOf(address: string): number {
  let column = 0;
  for (let i = 0; i < address.length; i++) {
    const letter = address.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  // No spreadsheet program has more (XFD).
  return column > 16_384 ? 0 : column;
}
