import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { eraseOldUploads } from '#persistence';
import { readRosterFile } from '#roster-files';
import { bankCard, cellsOf, lineOf, type RosterLine, rosterCsv, rosterXlsx, titles } from '../factories/rosters.js';
import { type Child, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { childrenOf, rowsOf, upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let children: (count: number) => Child[];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 20);
  children = childrenOf(county);
  clerk = await api.signIn(county.staff.clerk);
});
afterAll(() => api.stop());

/** As a browser gets it: bytes, or a problem. */
const download = async (by: Caller, id: string) => {
  const response = await fetch(`${by.address}/api/v1/imports/${id}/marked-roster`, { headers: { cookie: by.cookie! } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};
const importOf = async (bytes: Buffer): Promise<string> => {
  const { status, body } = await upload(clerk, bytes);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
};
const sheetOf = async (bytes: Buffer): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return book.worksheets[0]!;
};
const mistyped = ({ idNumber }: Child): string => idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');
const outcomesOf = async (id: string) =>
  (await rowsOf(clerk, id)).map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome]);

describe('The marked-up roster of an import', () => {
  it('has every row on its line, numbers in full as text, and behind them the outcome and the reason', async () => {
    const [good, wrong, differs] = children(3) as [Child, Child, Child];
    const lines = [
      lineOf(good),
      lineOf(wrong, { 身份证件号: mistyped(wrong) }),
      lineOf(differs, { 年级: '三年级', 联系电话: '+8619900001234' }),
    ];
    const [first, ...others] = lines.map(cellsOf);
    const id = await importOf(
      await rosterXlsx([['寨坪中心小学受助学生花名册'], [], [...titles(), '车队'], first!, [], ...others]),
    );
    const { response, bytes } = await download(clerk, id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('花名册（标注结果）.xlsx'));
    const sheet = await sheetOf(bytes);
    expect(sheet.getCell('A1').value).toBe('寨坪中心小学受助学生花名册');
    expect(sheet.getRow(3).values).toEqual([
      undefined,
      ...['学生姓名', '身份证件号', '出生日期', '年级', '是否寄宿', '家庭类型', '监护人姓名', '联系电话', '开户银行'],
      ...['银行卡号', '处理结果', '原因'],
    ]);
    expect(sheet.getCell('B4')).toMatchObject({ value: good.idNumber, numFmt: '@' });
    expect(sheet.getCell('J4').value).toBe(lines[0]!.银行卡号);
    expect([sheet.getCell('K4').value, sheet.getCell('L4').value]).toEqual(['正确', null]);
    expect(sheet.getCell('B6').value).toBe(mistyped(wrong));
    expect(sheet.getCell('K6').value).toBe('错误');
    expect(sheet.getCell('L6').value).toContain('至少有一位输错。请核对户口簿');
    expect(sheet.getCell('B6').fill).toEqual(sheet.getCell('K6').fill);
    expect(sheet.getCell('H7').value).toBe("'+8619900001234");
    expect([sheet.getCell('K7').value, sheet.getCell('L7').value]).toEqual([
      '提示',
      expect.stringContaining('以学籍为准'),
    ]);
  });

  it('uploaded as it is comes to the same, row by row; put right in it, a row is accepted', async () => {
    const [good, wrong, guarded, formula] = children(4) as [Child, Child, Child, Child];
    const lines: RosterLine[] = [
      lineOf(good, { 联系电话: '+8619900004321', 监护人姓名: '-' }),
      lineOf(wrong, { 身份证件号: mistyped(wrong) }),
      lineOf(guarded, { 姓名: `@${guarded.name}` }),
      lineOf(formula, { 银行卡号: '=A1' }),
    ];
    const id = await importOf(rosterCsv(lines));
    const before = await outcomesOf(id);
    expect(before.map(([, outcome]: [number, string]) => outcome)).toEqual([
      'accept',
      'reject:id_checksum',
      'reject:name_mismatch',
      'reject:bank_card_checksum',
    ]);
    const { bytes } = await download(clerk, id);
    const again = await importOf(bytes);
    expect(await outcomesOf(again)).toEqual(before);
    const [first] = await rowsOf(clerk, again);
    expect(first).toMatchObject({ telephone: '199****4321', repaired: (await rowsOf(clerk, id))[0].repaired });

    const sheet = await sheetOf(bytes);
    sheet.getCell('B3').value = wrong.idNumber;
    sheet.getCell('A4').value = guarded.name;
    sheet.getCell('J5').value = bankCard(555);
    const corrected = await importOf(Buffer.from(await sheet.workbook.xlsx.writeBuffer()));
    expect((await outcomesOf(corrected)).map(([, outcome]: [number, string]) => outcome)).toEqual([
      ...['accept', 'accept', 'accept', 'accept'],
    ]);
  });

  it('has what was corrected in place, in columns the file did not have too', async () => {
    const [child] = children(1) as [Child];
    const { 银行卡号: _, ...line } = lineOf(child, { 身份证件号: mistyped(child) });
    const id = await importOf(await rosterXlsx([Object.keys(line), Object.values(line)]));
    const cells = { idNumber: child.idNumber, bankCard: bankCard(556) };
    await clerk.post(`/imports/${id}/rows/2/correct`, { body: { revision: 0, cells } });
    const sheet = await sheetOf((await download(clerk, id)).bytes);
    expect([sheet.getCell('B2').value, sheet.getCell('J1').value, sheet.getCell('J2').value]).toEqual([
      ...[child.idNumber, '银行卡号', bankCard(556)],
    ]);
    expect(sheet.getCell('K2').value).toBe('正确');
  });

  it('is for offices above the school, on record each time, and nobody else’s', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf(rosterCsv([lineOf(child)]));
    const reviewer = await api.signIn(county.staff.reviewer);
    expect((await download(reviewer, id)).response.status).toBe(200);
    const kindergarten = await api.signIn(county.staff.kindergartenClerk);
    expect((await kindergarten.get(`/imports/${id}/marked-roster`)).body.code).toBe('IMPORT.NOT_FOUND');
    const records = await api.persistence.db.query(
      't-downloads',
      "SELECT actor, detail FROM audit.access WHERE subject = $1 AND kind = 'marked-roster-downloaded'",
      [id],
    );
    expect(records).toEqual([{ actor: county.staff.reviewer.actor.person, detail: { rows: 1 } }]);
  });

  it('is not there before the roster is judged, nor once it was taken back or erased', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf(rosterCsv([lineOf(child)]));
    const set = (state: string) =>
      api.persistence.db.query('t-state', 'UPDATE roster_imports SET state = $2 WHERE id = $1', [id, state]);
    for (const state of ['checking', 'discarded']) {
      await set(state);
      expect((await clerk.get(`/imports/${id}/marked-roster`)).body.code).toBe('IMPORT.NOT_READY');
    }
    await set('ready');
    await api.persistence.db.query('t-age', 'UPDATE roster_imports SET at = at - 91 * 86400000::bigint WHERE id = $1', [
      id,
    ]);
    await eraseOldUploads(api.persistence);
    const { status, body } = await clerk.get(`/imports/${id}/marked-roster`);
    expect([status, body.code]).toEqual([410, 'IMPORT.ERASED']);
  });

  it('is never ended as if it were whole where part of it is gone', async () => {
    const many = children(1).flatMap((child) => Array.from({ length: 1_200 }, () => lineOf(child)));
    const id = await importOf(rosterCsv(many));
    await api.persistence.db.query(
      't-erase-late',
      'UPDATE roster_import_rows SET cipher = NULL WHERE import_id = $1 AND line > 700',
      [id],
    );
    const taken = download(clerk, id).then(
      ({ response, bytes }) => (response.ok ? readRosterFile(bytes).then(({ ok }) => ok) : false),
      () => false,
    );
    expect(await taken).toBe(false);
  });
});
