import type { ReactNode } from 'react';
import { yuan } from '../format/money.js';
import { useTexts } from '../text/language.js';
import { type Group, type Line, paginate } from './paginate.js';
import './print.css';
import { texts } from './texts.js';

export interface SheetColumn<Row> {
  readonly title: string;
  /** Millimetres; a column without one takes what is left. */
  readonly width?: number;
  readonly align?: 'number' | 'centre';
  /** The column whose totals stand below it. */
  readonly isAmount?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly title: string;
  /** What is said of all of it, on every sheet: school, programme, date. */
  readonly about: readonly ReactNode[];
  readonly columns: readonly SheetColumn<Row>[];
  readonly groups: readonly Group<Row>[];
  readonly amountOf: (row: Row) => number;
  /** Lines of 8.5 mm on a sheet. */
  readonly lines: number;
  /** After the last table: a total in capitals, signatures. */
  readonly closing: ReactNode;
}

/** A list on paper: A4 sheets with the table's head and the sheet's own total on each, and the whole total on the last. */
export function Sheets<Row>({ title, about, columns, groups, amountOf, lines, closing }: Props<Row>) {
  const t = useTexts(texts);
  const sheets = paginate(groups, lines);
  const all = totalOf(sheets.flat(), amountOf);
  return (
    <section className="only-print">
      {sheets.map((sheet, index) => {
        const last = index === sheets.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its number
          <article key={index} className="sheet">
            <h1>{title}</h1>
            <p className="sheet-about">
              {about.map((each, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
                <span key={at}>{each}</span>
              ))}
              <span>{t.sheet(index + 1, sheets.length)}</span>
            </p>
            <table>
              <colgroup>
                <col style={{ width: '11mm' }} />
                {columns.map((column) => (
                  <col key={column.title} style={column.width ? { width: `${column.width}mm` } : undefined} />
                ))}
              </colgroup>
              <thead>
                <tr>
                  <th>{t.no}</th>
                  {columns.map((column) => (
                    <th key={column.title}>{column.title}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sheet.map((line) => (
                  <SheetLine key={line.kind === 'row' ? line.no : line.title} line={line} columns={columns} />
                ))}
              </tbody>
              <tfoot>
                <TotalLine columns={columns} total={totalOf(sheet, amountOf)} words={t.sheetTotal} />
                {last && <TotalLine columns={columns} total={all} words={t.allTotal} />}
              </tfoot>
            </table>
            {last && closing}
          </article>
        );
      })}
    </section>
  );
}

function SheetLine<Row>({ line, columns }: { line: Line<Row>; columns: readonly SheetColumn<Row>[] }) {
  const t = useTexts(texts);
  if (line.kind === 'heading')
    return (
      <tr>
        <td className="group" colSpan={columns.length + 1}>
          {line.continued ? t.continued(line.title) : line.title}
        </td>
      </tr>
    );
  return (
    <tr>
      <td className="centre">{line.no}</td>
      {columns.map(({ title, align, cell }) => (
        <td key={title} className={align}>
          {cell(line.row)}
        </td>
      ))}
    </tr>
  );
}

interface Total {
  readonly count: number;
  readonly fen: number;
}

function totalOf<Row>(lines: readonly Line<Row>[], amountOf: (row: Row) => number): Total {
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  return { count: rows.length, fen: rows.reduce((sum, row) => sum + amountOf(row), 0) };
}

function TotalLine<Row>({
  columns,
  total,
  words,
}: {
  columns: readonly SheetColumn<Row>[];
  total: Total;
  words: (count: number) => string;
}) {
  const at = columns.findIndex(({ isAmount }) => isAmount);
  return (
    <tr>
      <td colSpan={at + 1}>{words(total.count)}</td>
      <td className="number">{yuan(total.fen)}</td>
      {at + 1 < columns.length && <td colSpan={columns.length - at - 1} />}
    </tr>
  );
}
