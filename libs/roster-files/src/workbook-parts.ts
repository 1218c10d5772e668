import type { GuardedWorkbook } from './xlsx-guard.js';
import { SHARED_TEXTS } from './xlsx-guard.js';
import { readXml } from './xml-events.js';

/** What the cells of every sheet refer to. */
export interface WorkbookParts {
  readonly texts: readonly string[];
  /** By a cell's style: whether its number is a day. */
  readonly isDate: readonly boolean[];
  readonly from1904: boolean;
}

const STYLES = 'xl/styles.xml';

export async function readParts(workbook: GuardedWorkbook, cellLength: number): Promise<WorkbookParts> {
  return {
    texts: await readSharedTexts(workbook, cellLength),
    isDate: await readDateStyles(workbook),
    from1904: workbook.from1904,
  };
}

/** Rich text is its runs put together; what is written above it to be read aloud (rPh) is no part of it. */
async function readSharedTexts(workbook: GuardedWorkbook, cellLength: number): Promise<string[]> {
  const texts: string[] = [];
  const opening = workbook.open(SHARED_TEXTS);
  if (!opening) return texts;
  let text = '';
  let inText = false;
  let aloud = false;
  const events = readXml(await opening, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aloud = true;
      inText = name === 't' && !aloud;
    },
    text: (piece) => {
      if (inText && text.length < cellLength) text += piece;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') aloud = false;
      if (name === 'si') texts.push(text.slice(0, cellLength));
    },
  });
  for await (const _ of events);
  return texts;
}

async function readDateStyles(workbook: GuardedWorkbook): Promise<boolean[]> {
  const opening = workbook.open(STYLES);
  if (!opening) return [];
  const dateFormats = new Set<number>();
  const isDate: boolean[] = [];
  let inCellStyles = false;
  const events = readXml(await opening, {
    open: (name, attributes) => {
      const format = Number(attributes.numFmtId);
      if (name === 'numFmt' && isDateFormat(attributes.formatCode ?? '')) dateFormats.add(format);
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'xf' && inCellStyles) isDate.push(isBuiltInDate(format) || dateFormats.has(format));
    },
    text: () => {},
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  for await (const _ of events);
  return isDate;
}

/** ECMA-376 part 1, 18.8.30: 14 to 22 everywhere, 27 to 36 and 50 to 58 in Chinese editions; times are no days. */
function isBuiltInDate(format: number): boolean {
  return (
    (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 31) || (format >= 50 && format <= 58)
  );
}

/** yyyy"年"m"月"d"日": letters outside of quotes, brackets and escapes tell. */
function isDateFormat(code: string): boolean {
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return /[yde]/i.test(letters) && !/general/i.test(letters);
}
