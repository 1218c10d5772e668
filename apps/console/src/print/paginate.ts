/** Rows under one heading, e.g. a class; without a title they stand there unheaded. */
export interface Group<Row> {
  readonly title: string | null;
  readonly rows: readonly Row[];
}

export type Line<Row> =
  | { readonly kind: 'heading'; readonly title: string; readonly continued: boolean }
  | { readonly kind: 'row'; readonly row: Row; readonly no: number };

/**
 * Rows set into sheets of so many lines each: what the browser would break anywhere is broken here, so that each sheet
 * can have its own total. A heading never stands alone at a sheet's end, and is repeated where its rows go on.
 *
 * @param lines of a sheet, at least two
 */
export function paginate<Row>(groups: readonly Group<Row>[], lines: number): Line<Row>[][] {
  const sheets: Line<Row>[][] = [[]];
  let no = 0;
  const room = () => lines - sheets.at(-1)!.length;
  for (const { title, rows } of groups) {
    for (const [index, row] of rows.entries()) {
      if (room() < (index === 0 && title ? 2 : 1)) sheets.push([]);
      const sheet = sheets.at(-1)!;
      if (title && (index === 0 || sheet.length === 0)) sheet.push({ kind: 'heading', title, continued: index > 0 });
      no += 1;
      sheet.push({ kind: 'row', row, no });
    }
  }
  return sheets;
}
