import type { Readable } from 'node:stream';
import { markedHeading, markedRow } from '#domain';
import type { CheckedRoster } from '#persistence';
import { type TextRow, writeXlsx } from '#roster-files';

const MARKED = '（标注结果）';
/** Of a column of the roster's own: an ID number, and a title; of those behind it. */
const WIDTHS = { column: 20, outcome: 10, reason: 90 } as const;

/** 花名册.csv → 花名册（标注结果）.xlsx, also where what was uploaded came from here. */
export const markedRosterName = (fileName: string): string =>
  `${fileName.replace(/\.[^.]{1,5}$/, '').replaceAll(MARKED, '')}${MARKED}.xlsx`;

/** The roster on the lines it had, made while it is being downloaded. */
export function markedRosterWorkbook({ columns, headingLine, rows }: CheckedRoster, title: string | null): Readable {
  return writeXlsx({
    name: '花名册',
    widths: [...columns.map(() => WIDTHS.column), WIDTHS.outcome, WIDTHS.reason],
    headingLine,
    rows: async function* (): AsyncGenerator<readonly TextRow[]> {
      if (title && headingLine > 1) yield [{ line: 1, cells: [{ text: title, look: 'plain' }] }];
      yield [{ line: headingLine, cells: markedHeading(columns) }];
      for await (const piece of rows())
        yield piece.map(({ line, cells, outcome }) => ({ line, cells: markedRow(columns, cells, outcome) }));
    },
  });
}
