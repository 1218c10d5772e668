import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, jest } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describeFileFault, readRoster } from '#domain';
import { ROSTER_FILE_LIMITS } from './limits.js';
import { readRosterFile } from './read-roster-file.js';

// Workbooks of ten thousand columns are written here on two shared cores.
jest.setTimeout(60_000);

const TITLES = ['序号', '学生姓名', '身份证件号', '出生日期', '年级', '银行卡号'];
const LINE = ['1', '阿依·古丽', '990101201701200012', '2017.01.20', '三年级', '9999991619715046233'];

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function sheetWith(...rows: readonly unknown[][]): Promise<Buffer> {
  return workbook((book) => book.addWorksheet('花名册').addRows(rows as unknown[][]));
}

async function faultOf(bytes: Buffer, limits = ROSTER_FILE_LIMITS) {
  const read = await readRosterFile(bytes, limits);
  return read.ok ? null : read.fault;
}

async function readOrThrow(bytes: Buffer) {
  const read = await readRosterFile(bytes);
  if (!read.ok) throw new Error(read.fault.code);
  return read;
}

describe('a workbook', () => {
  it('is read row by row, with the lines that its spreadsheet program shows', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('花名册');
      sheet.getRow(3).values = TITLES;
      sheet.getRow(7).values = LINE;
    });
    const { rows, format, sheetName } = await readOrThrow(bytes);
    expect({ format, sheetName }).toEqual({ format: 'xlsx', sheetName: '花名册' });
    expect(rows).toEqual([
      { line: 3, cells: TITLES },
      { line: 7, cells: LINE },
    ]);
  });

  it('gives dates as days, and leaves blanks as they were typed', async () => {
    const { rows } = await readOrThrow(
      await sheetWith(TITLES, [1, ' 阿依　古丽', null, new Date('2017-01-20'), null, 5]),
    );
    expect(rows[1]?.cells).toEqual([1, ' 阿依　古丽', null, '2017-01-20', null, 5]);
  });

  it('gives a formula as a formula, and never what it computed', async () => {
    const formula = { formula: 'CONCATENATE("99",A2)', result: '990101201701200012' };
    const { rows } = await readOrThrow(
      await sheetWith(TITLES, [1, '沈成娥', formula, { formula: 'NOW()', result: 3 }]),
    );
    expect(rows[1]?.cells[2]).toEqual({ formula: expect.stringContaining('CONCATENATE') });
    expect(rows[1]?.cells[3]).toEqual({ formula: 'NOW()' });
  });

  it('of several sheets is read where the roster is, and says which and what else there is', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('填表说明').addRows([['请按户口簿填写'], ['姓名', '与户口簿一致']]);
      book.addWorksheet('旧表', { state: 'hidden' }).addRows([TITLES, LINE]);
      book.addWorksheet('2026秋').addRows([['花名册'], TITLES, LINE]);
      book.addWorksheet('六年级').addRows([TITLES, LINE]);
    });
    const { sheetName, otherSheets } = await readOrThrow(bytes);
    expect(sheetName).toBe('2026秋');
    expect(otherSheets).toEqual([
      { name: '填表说明', looksLikeRoster: false },
      { name: '旧表', looksLikeRoster: true },
      { name: '六年级', looksLikeRoster: true },
    ]);
  });

  it('with nothing in it is an empty sheet', async () => {
    expect(await faultOf(await sheetWith())).toEqual({ code: 'empty_sheet' });
  });

  it('with ten thousand columns is refused, with a name of four thousand characters it is read', async () => {
    const wide = await sheetWith(Array.from({ length: 10_000 }, (_, i) => `列${i}`));
    expect(await faultOf(wide)).toEqual({ code: 'too_many_columns', columns: 10_000, limit: 1_000 });
    const { rows } = await readOrThrow(await sheetWith(TITLES, [1, '长'.repeat(4_000)]));
    expect(rows[1]?.cells[1]).toHaveLength(4_000);
  });

  it('with a cell at the sheet’s far corner is refused before it is spread out', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('花名册').getCell('A1048576').value = 'x';
    });
    expect(await faultOf(bytes)).toEqual({ code: 'too_many_rows', rows: 1_048_576, limit: 200_000 });
  });
});

describe('text separated by commas', () => {
  const csv = [TITLES, LINE].map((cells) => cells.join(',')).join('\r\n');
  const rows = [
    { line: 1, cells: TITLES },
    { line: 2, cells: LINE },
  ];

  it('is read as UTF-8, with or without its mark', async () => {
    expect(await readOrThrow(Buffer.from(csv))).toMatchObject({ format: 'csv', encoding: 'utf-8', rows });
    expect(await readOrThrow(Buffer.from(`\ufeff${csv}`))).toMatchObject({ encoding: 'utf-8', rows });
  });

  it('is read as GB18030, rare characters included', async () => {
    // 姓名,身份证号 above 䶮𠮷,9: in GB18030 the one has two bytes and the other four.
    const bytes = Buffer.from('d0d5c3fb2cc9edb7ddd6a4bac50afe9f9534b2352c39', 'hex');
    const { encoding, rows } = await readOrThrow(bytes);
    expect(encoding).toBe('gb18030');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['姓名', '身份证号'],
      ['䶮𠮷', '9'],
    ]);
  });

  it('is read as the “Unicode text” of spreadsheets, separated by tabs', async () => {
    const bytes = Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le');
    expect(await readOrThrow(bytes)).toMatchObject({ encoding: 'utf-16le', rows });
  });

  it('counts its blank lines, and a cell with a line break as one line', async () => {
    const { rows } = await readOrThrow(Buffer.from(`${csv}\r\n\r\n"2","沈\n成娥"`));
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  it('loses no row to quotation marks that nobody closed, or that close somewhere else', async () => {
    for (const end of ['98', '98,"']) {
      const { rows } = await readOrThrow(Buffer.from(`${csv}\n2,"沈成娥,99,2017.01.20,三年级\n3,吴"梅,${end}`));
      expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    }
  });

  it('with an unfinished formula gives it as a formula to the law', async () => {
    const { rows } = await readOrThrow(Buffer.from(`${TITLES.join(',')}\n1,沈成娥,"=CONCATENATE(""99"",1)"`));
    expect(readRoster(rows).rows[0]?.cells.idNumber).toBe('=CONCATENATE("99",1)');
  });
});

describe('a file that is no roster is recognised by its bytes, whatever its name', () => {
  const ole2 = (stream: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);

  it.each([
    ['empty_file', Buffer.alloc(0)],
    ['empty_sheet', Buffer.from(' \r\n \r\n')],
    ['picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['picture', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64)])],
    ['program', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(64)])],
    ['pdf', Buffer.from('%PDF-1.7\n%âãÏÓ')],
    ['old_excel', ole2('Workbook')],
    ['encrypted', ole2('EncryptedPackage')],
    ['other_document', ole2('WordDocument')],
    ['archive', Buffer.from('526172211a0701000000', 'hex')],
    ['web_page', Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>')],
    ['unreadable', Buffer.from([0x00, 0xff, 0x80, 0x00, 0x03])],
    ['unreadable', Buffer.from('504b0304ffff', 'hex')],
  ] as const)('%s', async (code, bytes) => {
    const fault = await faultOf(bytes);
    expect(fault).toEqual({ code });
    if (fault) expect(describeFileFault(fault, 'zh')).toMatch(/。$/);
  });

  it('too large, with the limit said', async () => {
    const fault = await faultOf(Buffer.alloc(2 << 20, 'a'), { ...ROSTER_FILE_LIMITS, fileBytes: 1 << 20 });
    expect(fault).toEqual({ code: 'too_large', bytes: 2 << 20, limitBytes: 1 << 20 });
    if (fault) expect(describeFileFault(fault, 'zh')).toContain('上限是 1 MB');
  });

  it('another document or an archive of rosters, when it is a zip', async () => {
    expect(await faultOf(zipOf({ 'word/document.xml': '<w/>', '[Content_Types].xml': '<T/>' }))).toEqual({
      code: 'other_document',
    });
    expect(await faultOf(zipOf({ '小学.xlsx': 'x' }))).toEqual({ code: 'archive' });
  });

  it('a zip bomb, refused by its ratio, its total or the number of its parts', async () => {
    const bomb = zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': ' '.repeat(8 << 20) });
    expect(await faultOf(bomb)).toEqual({ code: 'zip_bomb' });
    const small = zipOf({ 'xl/workbook.xml': '<workbook/>', 'a.xml': 'a'.repeat(2_000) });
    expect(await faultOf(small, { ...ROSTER_FILE_LIMITS, unpackedBytes: 1_000 })).toEqual({ code: 'zip_bomb' });
    expect(await faultOf(small, { ...ROSTER_FILE_LIMITS, parts: 1 })).toEqual({ code: 'zip_bomb' });
  });

  it('a bomb that lies about its size', async () => {
    const parts = {
      'xl/workbook.xml': '<workbook><sheets><sheet name="花名册" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': `<worksheet>${' '.repeat(8 << 20)}</worksheet>`,
    };
    expect(await faultOf(zipOf(parts), { ...ROSTER_FILE_LIMITS, ratio: 10_000 })).toEqual({ code: 'empty_sheet' });
    const lying = zipOf(parts, 1_000);
    expect(await faultOf(lying)).toEqual({ code: 'unreadable' });
  });

  it('a damaged workbook, wherever it was cut', async () => {
    const whole = await sheetWith(TITLES, LINE);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect(await faultOf(whole.subarray(0, Math.floor(whole.length * share)))).toEqual({ code: 'unreadable' });
    }
  });

  it('nothing at all makes the reader throw', async () => {
    const whole = await sheetWith(TITLES, LINE);
    const damaged = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }).map((changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, anything), async (bytes) => {
        expect(typeof (await readRosterFile(bytes)).ok).toBe('boolean');
      }),
      { numRuns: 60 },
    );
  });
});

/** The least that is a zip (APPNOTE 4.3); `declaredSize` makes it lie about the size of large parts. */
function zipOf(parts: Readonly<Record<string, string>>, declaredSize?: number): Buffer {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text);
    const packed = deflateRawSync(data);
    const size = declaredSize !== undefined && data.length > declaredSize ? declaredSize : data.length;
    const encoded = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2); // names in UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(encoded.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, encoded, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, encoded]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
