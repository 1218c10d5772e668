import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { plainCell } from '#domain';

/** A cell's place in STYLES. */
const LOOKS = { plain: 1, heading: 2, right: 3, differs: 4, wrong: 5 } as const;

export interface TextCell {
  readonly text: string;
  readonly look: keyof typeof LOOKS;
}

/** A row at its place in the sheet, from 1; each further down than the one before. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly TextCell[];
}

export interface TextSheet {
  readonly name: string;
  /** In characters, one for each column. */
  readonly widths: readonly number[];
  /** The line of the titles: it stays in sight, and the rows below it can be filtered. */
  readonly headingLine: number;
  rows(): AsyncIterable<readonly TextRow[]>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Number format 49 is text (@): a long number typed into such a cell later keeps its digits, too. */
const text = (font: number, fill: number, alignment = '') =>
  `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" ${alignment}/></xf>`;
const fill = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/></patternFill></fill>`;
const font = (inner: string) => `<font>${inner}<sz val="11"/><name val="等线"/></font>`;
const colour = (rgb: string) => `<color rgb="FF${rgb}"/>`;

/** The colours of a spreadsheet's own cell styles 好, 适中 and 差. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="5">${font('')}${font('<b/>')}${font(colour('006100'))}${font(colour('7F4F00'))}${font(colour('9C0006'))}</fonts>
<fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('E7E6E6')}${fill('C6EFCE')}${fill('FFEB9C')}${fill('FFC7CE')}</fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="6"><xf/>${text(0, 0, 'wrapText="1"')}${text(1, 2)}${text(2, 3)}${text(3, 4)}${text(4, 5)}</cellXfs></styleSheet>`;

/**
 * A workbook of one sheet in which every cell is text, none a formula. It is made as it is read: whoever reads slowly
 * holds up the rows, and never more of them are in memory than came in one piece. (exceljs, which writes the small workbook
 * of coverage, keeps whatever its reader has not taken.)
 */
export function writeXlsx(sheet: TextSheet): Readable {
  const zip = new ZipFile();
  // @types/yazl says less than it is: yazl makes a PassThrough.
  const written = zip.outputStream as Readable;
  for (const [name, xml] of parts(sheet.name)) zip.addBuffer(Buffer.from(XML + xml), name);
  const xml = Readable.from(sheetXml(sheet), { objectMode: false });
  // yazl looks after neither: what fails here would end the process, what nobody reads any more would be made for ever.
  xml.once('error', (error) => written.destroy(error));
  written.once('close', () => xml.destroy());
  zip.addReadStream(xml, 'xl/worksheets/sheet1.xml');
  zip.end();
  return written;
}

const parts = (name: string): [string, string][] => [
  [
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  ],
  ['_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])],
  ['xl/_rels/workbook.xml.rels', relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'])],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  ['xl/styles.xml', STYLES],
];

function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONS}">${each.join('')}</Relationships>`;
}

async function* sheetXml({ widths, headingLine, rows }: TextSheet): AsyncGenerator<string> {
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${LOOKS.plain}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headingLine}" topLeftCell="A${headingLine + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let last = headingLine;
  for await (const piece of rows()) {
    yield piece.map(rowXml).join('');
    last = piece.at(-1)?.line ?? last;
  }
  yield `</sheetData><autoFilter ref="A${headingLine}:${columnName(widths.length - 1)}${last}"/></worksheet>`;
}

function rowXml({ line, cells }: TextRow): string {
  const each = cells.map(({ text, look }, i) => {
    const open = `<c r="${columnName(i)}${line}" s="${LOOKS[look]}"`;
    return text === ''
      ? `${open}/>`
      : `${open} t="inlineStr"><is><t xml:space="preserve">${escaped(plainCell(text))}</t></is></c>`;
  });
  return `<row r="${line}">${each.join('')}</row>`;
}

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26));
  return index < 26 ? rest : columnName(Math.floor(index / 26) - 1) + rest;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold at all (controls, halves of characters) is left out. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/[&<>"]/g, (char) => ENTITIES[char]!);
