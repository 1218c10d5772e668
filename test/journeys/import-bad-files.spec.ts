import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lineOf, rosterCsv, rosterXlsx, titles } from '../factories/rosters.js';
import { KINDERGARTEN, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 6);
  clerk = await api.signIn(county.staff.clerk);
});
afterAll(() => api.stop());

async function count(sql: string): Promise<number> {
  const [row] = await api.persistence.db.query<{ n: number }>(`t-${sql}`, `SELECT count(*) AS n FROM ${sql}`);
  return row!.n;
}

describe('a file that is no roster of this school', () => {
  const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);
  const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

  it.each<[string, () => Promise<Buffer>, number, string, string]>([
    ['a picture', async () => PNG, 415, 'IMPORT.PICTURE', '这是图片'],
    ['a program renamed .xlsx', async () => EXE, 415, 'IMPORT.PROGRAM', '可执行程序'],
    ['a zip bomb', () => rosterXlsx([titles(), ['x'.repeat(16 << 20)]]), 413, 'IMPORT.ZIP_BOMB', '异常庞大'],
    ['an empty file', async () => Buffer.alloc(0), 422, 'IMPORT.EMPTY_FILE', '0字节'],
    ['an empty sheet', () => rosterXlsx([]), 422, 'IMPORT.EMPTY_SHEET', '没有任何内容'],
    ['a header without children', () => rosterXlsx([titles()]), 422, 'IMPORT.NO_DATA_ROWS', '没有学生'],
    [
      'a table of something else',
      async () => Buffer.from('菜名,单价\n白菜,2\n'),
      422,
      'IMPORT.NO_HEADER_ROW',
      '没有找到表头',
    ],
    [
      'a roster without ID numbers',
      async () => Buffer.from('学生姓名,出生日期,年级\n沈成娥,2017.01.20,三年级\n'),
      422,
      'IMPORT.MISSING_COLUMNS',
      '身份证件号',
    ],
  ])('%s is a problem that says what it is', async (_, make, status, code, sentence) => {
    const before = [await count('roster_imports'), await count('applications')];
    const answer = await upload(clerk, await make(), '花名册.xlsx');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.messages.zh).toContain(sentence);
    expect(answer.body.messages.en).toMatch(/\w+/);
    expect([await count('roster_imports'), await count('applications')]).toEqual(before);
  });

  it('another school’s roster is refused, and says whose it is', async () => {
    const bytes = rosterCsv(
      county.children
        .filter(({ school }) => school === KINDERGARTEN)
        .slice(0, 5)
        .map((child) => lineOf(child)),
    );
    const { status, body } = await upload(clerk, bytes);
    expect([status, body.code]).toEqual([422, 'IMPORT.OTHER_SCHOOL']);
    expect(body.messages.zh).toBe(
      '这像是寨坪中心幼儿园的花名册：学籍在册的 5 人中有 5 人在寨坪中心幼儿园就读，而您在为寨坪中心小学上传。请换成本校的花名册。',
    );
  });

  it('one that is too large says how large it may be', async () => {
    const { status, body } = await upload(clerk, Buffer.alloc(60 << 20, 0x20), '花名册.xlsx');
    expect([status, body.code]).toEqual([413, 'IMPORT.TOO_LARGE']);
    expect(body.messages.zh).toContain('上限是 32 MB');
  });

  it('no file at all is told as such, in whatever way it is missing', async () => {
    const empty = new FormData();
    empty.append('period', '20261');
    expect((await clerk.post('/imports', { body: empty })).body.code).toBe('IMPORT.FILE_MISSING');
    expect((await clerk.post('/imports', { body: {} })).body.code).toBe('IMPORT.FILE_MISSING');
  });

  it('a period nobody has opened is told as such', async () => {
    const bytes = rosterCsv(county.children.slice(0, 1).map((child) => lineOf(child)));
    for (const period of ['20991', 'soon']) {
      const { status, body } = await upload(clerk, bytes, 'a.csv', { period });
      expect([status, body.code]).toEqual([422, 'IMPORT.PERIOD_UNKNOWN']);
    }
  });
});
