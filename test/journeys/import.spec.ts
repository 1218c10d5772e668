import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findHistory } from '#persistence';
import { bankCard, cellsOf, lineOf, type RosterLine, rosterCsv, rosterXlsx, titles, uploadOf } from '../factories/rosters.js';
import { type Child, DIRECT_SCHOOL, KINDERGARTEN, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let kindergarten: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 24);
  clerk = await api.signIn(county.staff.clerk);
  kindergarten = await api.signIn(county.staff.kindergartenClerk);
});
afterAll(() => api.stop());

/** Children of a school that no test has used yet. */
const used = new Set<string>();
function children(count: number, school = SCHOOL): Child[] {
  const free = county.children.filter((child) => child.school === school && !used.has(child.personId)).slice(0, count);
  if (free.length < count) throw new Error(`${school} has no ${count} children left`);
  for (const child of free) used.add(child.personId);
  return free;
}

const upload = (by: Caller, bytes: Buffer, fileName?: string, fields?: Record<string, string>, key?: string) =>
  by.post('/imports', { body: uploadOf(bytes, fileName, fields), key });

const rowsOf = async (by: Caller, id: string) => (await by.get(`/imports/${id}/rows`)).body.rows;

async function count(sql: string): Promise<number> {
  const [row] = await api.persistence.db.query<{ n: number }>(`t-${sql}`, `SELECT count(*) AS n FROM ${sql}`);
  return row!.n;
}

describe('a roster uploaded by its clerk', () => {
  it('drafts one application per active programme the child is entitled to', async () => {
    const [child] = children(1, KINDERGARTEN) as [Child];
    const { status, headers, body } = await upload(kindergarten, rosterCsv([lineOf(child)]));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/imports/${body.id}`);
    expect(body).toMatchObject({ state: 'ready', done: 1, total: 1, counts: { rows: 1, accepted: 1, drafts: 2, outcomes: { accept: 1 } } });
    const [row] = await rowsOf(kindergarten, body.id);
    expect(row.programmes.map((p: { programme: string; result: string }) => [p.programme, p.result])).toEqual([
      ['compulsory-living', 'not-entitled'],
      ['demo-seconds', 'drafted'],
      ['preschool-aid', 'drafted'],
    ]);
    const aid = row.programmes[2];
    // Five months of care fee and living fee (policies A): 5 × 40 and 5 × 93 yuan.
    expect(aid.amountFen).toBe(5 * 4_000 + 5 * 9_300);
    const history = await findHistory(api.persistence.db, 'application', aid.application);
    expect(history?.state).toMatchObject({ phase: 'draft', subject: child.personId, flags: [], place: { school: KINDERGARTEN } });
  });

  it('keeps card, bank, telephone and guardian encrypted beside the application, and shows cells masked', async () => {
    const [child] = children(1) as [Child];
    const line = lineOf(child);
    const { body } = await upload(clerk, rosterCsv([line]));
    const [row] = await rowsOf(clerk, body.id);
    expect(row).toMatchObject({ name: child.name, bankCard: `${'*'.repeat(15)}${line.银行卡号.slice(-4)}`, telephone: '199****1234' });
    const values = await api.persistence.db.query<{ kind: string; cipher: Buffer }>(
      't-values',
      'SELECT kind, cipher FROM personal_values WHERE owner = $1 ORDER BY kind',
      [row.programmes[0].application],
    );
    expect(values.map(({ kind, cipher }) => [kind, api.persistence.keys.decryptText(cipher)])).toEqual([
      ['bank', '农村信用社'],
      ['card', line.银行卡号],
      ['guardian', '沈大山'],
      ['phone', '19900001234'],
    ]);
  });

  it('tells of each bad row its line and what to do, in both languages, with numbers masked', async () => {
    const [lost, mistyped] = children(2) as [Child, Child];
    const wrong = mistyped.idNumber.slice(0, 17) + (mistyped.idNumber.endsWith('1') ? '2' : '1');
    const { body } = await upload(clerk, rosterCsv([lineOf(lost, { 身份证件号: '9.94123E+17' }), lineOf(mistyped, { 身份证件号: wrong })]));
    expect(body.counts).toMatchObject({ accepted: 0, rejected: 2, drafts: 0 });
    const [first, second] = await rowsOf(clerk, body.id);
    expect(first).toMatchObject({
      line: 2,
      outcome: 'reject:id_malformed',
      sentence: {
        zh: `第2行 ${lost.name}：身份证号被表格软件改成 9.94123E+17，后几位已丢失。请将该列设为“文本”后重新填写18位号码。`,
        en: expect.stringContaining('the spreadsheet turned the ID number into 9.94123E+17'),
      },
    });
    expect(second.outcome).toBe('reject:id_checksum');
    expect(second.sentence.zh).toContain(`${wrong.slice(0, 6)}********${wrong.slice(-4)}`);
    expect(JSON.stringify(second)).not.toContain(wrong);
  });

  it('flags what differs from roll or registry, whose value wins, and records it on the draft', async () => {
    const [child] = children(1) as [Child];
    const { body } = await upload(clerk, rosterCsv([lineOf(child, { 年级: '三年级', 家庭类型: '低保户' })]));
    const [row] = await rowsOf(clerk, body.id);
    expect(row.outcome).toBe('accept:flagged:household_type_differs');
    const history = await findHistory(api.persistence.db, 'application', row.programmes[0].application);
    expect(history?.state.flags).toEqual(['household_type_differs', 'grade_differs']);
    expect(history?.events[0]?.payload.basis).toMatchObject({ grade: '四年级', householdType: '建档立卡户' });
  });

  it('takes a formula for what it is: a row to be typed again', async () => {
    const [child] = children(1) as [Child];
    const line = lineOf(child, { 身份证件号: { formula: 'CONCATENATE("99",A2)', result: child.idNumber } });
    const { status, body } = await upload(clerk, await rosterXlsx([titles(), cellsOf(line)]), '花名册.xlsx');
    expect(status).toBe(201);
    const [row] = await rowsOf(clerk, body.id);
    expect(row).toMatchObject({ outcome: 'reject:id_malformed', sentence: { zh: expect.stringContaining('是公式') } });
  });

  it('with its header written twice is read, and says which lines were no child', async () => {
    const [first, second] = children(2) as [Child, Child];
    const { body } = await upload(clerk, await rosterXlsx([['寨坪中心小学花名册'], titles(), cellsOf(lineOf(first)), titles(), cellsOf(lineOf(second))]), 'a.xlsx');
    expect(body).toMatchObject({ total: 2, counts: { accepted: 2 } });
    expect(body.skipped).toEqual([
      { line: 1, reason: 'before_header' },
      { line: 2, reason: 'header' },
      { line: 4, reason: 'header' },
    ]);
  });

  it('shows a child that is entitled to no active programme as such', async () => {
    const direct = await api.signIn(county.staff.directClerk);
    const [child] = children(1, DIRECT_SCHOOL) as [Child];
    await county.persistence.reference.installProgramme(county.programme('compulsory-living'), '990101', false);
    const { body } = await upload(direct, rosterCsv([lineOf(child)]));
    await county.persistence.reference.installProgramme(county.programme('compulsory-living'), '990101', true);
    expect(body.counts).toMatchObject({ accepted: 1, drafts: 0, entitledToNone: 1 });
    const [row] = await rowsOf(direct, body.id);
    expect(row.programmes).toContainEqual({ programme: 'preschool-aid', result: 'not-entitled', reasons: ['other-school-stage'] });
  });
});

describe('importing again', () => {
  it('the same file creates nothing twice', async () => {
    const bytes = rosterCsv(children(3).map((child) => lineOf(child)));
    const first = await upload(clerk, bytes);
    const before = [await count('applications'), await count('audit.events')];
    const second = await upload(clerk, bytes);
    expect([await count('applications'), await count('audit.events')]).toEqual(before);
    expect(second.body).toMatchObject({ sameFileAs: first.body.id, counts: { accepted: 3, drafts: 0, already: 3 } });
    expect(second.body.warnings).toContainEqual({ zh: '这个文件以前上传过，不会重复申请。', en: expect.any(String) });
    const own = (await rowsOf(clerk, first.body.id)).map((row: { programmes: { application: string }[] }) => row.programmes[0]!.application);
    const again = (await rowsOf(clerk, second.body.id)).map((row: { programmes: { application: string }[] }) => row.programmes[0]!.application);
    expect(again).toEqual(own);
  });

  it('with another card gives the draft that card', async () => {
    const [child] = children(1) as [Child];
    await upload(clerk, rosterCsv([lineOf(child)]));
    const { body } = await upload(clerk, rosterCsv([lineOf(child, { 银行卡号: bankCard(777) })]));
    const [row] = await rowsOf(clerk, body.id);
    expect(row.programmes[0]).toMatchObject({ result: 'already', phase: 'draft', cardUpdated: true });
    const [value] = await api.persistence.db.query<{ cipher: Buffer }>('t-card', "SELECT cipher FROM personal_values WHERE owner = $1 AND kind = 'card'", [row.programmes[0].application]);
    expect(api.persistence.keys.decryptText(value!.cipher)).toBe(bankCard(777));
  });

  it('a row that was put right replaces the flagged draft, so that no reviewer looks for what is gone', async () => {
    const [child] = children(1) as [Child];
    const flagged = await upload(clerk, rosterCsv([lineOf(child, { 年级: '三年级' })]));
    const [before] = await rowsOf(clerk, flagged.body.id);
    const right = await upload(clerk, rosterCsv([lineOf(child)]));
    const [after] = await rowsOf(clerk, right.body.id);
    expect(after.programmes[0]).toMatchObject({ result: 'drafted', replaces: before.programmes[0].application });
    expect((await findHistory(api.persistence.db, 'application', before.programmes[0].application))?.state.phase).toBe('discarded');
    expect((await findHistory(api.persistence.db, 'application', after.programmes[0].application))?.state.flags).toEqual([]);
  });

  it('with the same Idempotency-Key is the same import, and another file under that key is refused', async () => {
    const bytes = rosterCsv(children(1).map((child) => lineOf(child)));
    const first = await upload(clerk, bytes, 'a.csv', {}, 'import-key-1');
    const again = await upload(clerk, bytes, 'a.csv', {}, 'import-key-1');
    expect(again.body.id).toBe(first.body.id);
    const other = await upload(clerk, rosterCsv(children(1).map((child) => lineOf(child))), 'a.csv', {}, 'import-key-1');
    expect([other.status, other.body.code]).toEqual([422, 'COMMAND.KEY_REUSED']);
  });

  it('twice at the same moment drafts each child once', async () => {
    const lines = children(2).map((child) => lineOf(child));
    const before = await count('applications');
    const answers = await Promise.all([upload(clerk, rosterCsv(lines)), upload(clerk, rosterCsv(lines))]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await count('applications')).toBe(before + 2);
  });
});

describe('a card that fails its check', () => {
  const passbook = (child: Child): RosterLine => lineOf(child, { 银行卡号: '9999990000000000001' });

  it('alone may be confirmed as a passbook, which the reviewer sees', async () => {
    const [child] = children(1) as [Child];
    const { body } = await upload(clerk, rosterCsv([passbook(child)]));
    const [before] = await rowsOf(clerk, body.id);
    expect(before).toMatchObject({ outcome: 'reject:bank_card_checksum', confirmable: 'passbook' });
    const confirmed = await clerk.post(`/imports/${body.id}/rows/2/confirm-passbook`, { body: {} });
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.rows[0]).toMatchObject({ line: 2, outcome: 'accept', flags: ['passbook'], programmes: expect.arrayContaining([expect.objectContaining({ result: 'drafted' })]) });
    const drafted = confirmed.body.rows[0].programmes.find((p: { result: string }) => p.result === 'drafted');
    expect((await findHistory(api.persistence.db, 'application', drafted.application))?.state.flags).toEqual(['passbook']);
    expect((await clerk.get(`/imports/${body.id}`)).body).toMatchObject({ state: 'ready', counts: { accepted: 1, rejected: 0, confirmable: 0 } });
  });

  it('is not confirmed where something else is wrong too, or nothing is', async () => {
    const [faulty, fine] = children(2) as [Child, Child];
    const { body } = await upload(clerk, rosterCsv([{ ...passbook(faulty), 姓名: '' }, lineOf(fine)]));
    for (const line of [2, 3]) {
      const { status, body: problem } = await clerk.post(`/imports/${body.id}/rows/${line}/confirm-passbook`, { body: {} });
      expect([status, problem.code]).toEqual([409, 'IMPORT.NOTHING_TO_CONFIRM']);
    }
    expect((await clerk.post(`/imports/${body.id}/rows/99/confirm-passbook`, { body: {} })).body.code).toBe('IMPORT.ROW_NOT_FOUND');
  });
});

describe('an upload', () => {
  it('is discarded with its drafts, which may then be drafted again', async () => {
    const bytes = rosterCsv(children(2, KINDERGARTEN).map((child) => lineOf(child)));
    const { body } = await upload(kindergarten, bytes);
    expect((await kindergarten.delete(`/imports/${body.id}`)).status).toBe(204);
    expect((await kindergarten.get(`/imports/${body.id}`)).body.state).toBe('discarded');
    expect((await kindergarten.delete(`/imports/${body.id}`)).body.code).toBe('IMPORT.ALREADY_DISCARDED');
    expect((await upload(kindergarten, bytes)).body).toMatchObject({ sameFileAs: null, counts: { drafts: 4, already: 0 } });
  });

  it('stays once something in it was submitted', async () => {
    const direct = await api.signIn(county.staff.directClerk);
    const { body } = await upload(direct, rosterCsv(children(2, DIRECT_SCHOOL).map((child) => lineOf(child))));
    expect((await direct.post('/submissions', { body: { programmeCode: 'compulsory-living', period: 20261 } })).status).toBe(201);
    const { status, body: problem } = await direct.delete(`/imports/${body.id}`);
    expect([status, problem.code]).toEqual([409, 'IMPORT.ALREADY_SUBMITTED']);
  });

  it('of one school is nothing to another school, and may be read by the offices above', async () => {
    const { body } = await upload(clerk, rosterCsv(children(1).map((child) => lineOf(child))));
    expect((await kindergarten.get(`/imports/${body.id}`)).body.code).toBe('IMPORT.NOT_FOUND');
    expect((await kindergarten.delete(`/imports/${body.id}`)).body.code).toBe('IMPORT.NOT_FOUND');
    const reviewer = await api.signIn(county.staff.reviewer);
    expect((await reviewer.get(`/imports/${body.id}`)).status).toBe(200);
    expect((await reviewer.get('/imports')).body.map(({ id }: { id: string }) => id)).toContain(body.id);
    expect((await kindergarten.get('/imports')).body.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  });

  it('is the clerk’s to make, nobody else’s', async () => {
    const head = await api.signIn(county.staff.head);
    const { status, body } = await upload(head, rosterCsv(children(1).map((child) => lineOf(child))));
    expect([status, body.code]).toEqual([403, 'ACCESS.WRONG_ROLE']);
  });

  it('keeps the file encrypted, as it was sent', async () => {
    const bytes = rosterCsv(children(1).map((child) => lineOf(child)));
    const { body } = await upload(clerk, bytes);
    const [row] = await api.persistence.db.query<{ cipher: Buffer }>('t-file', 'SELECT cipher FROM roster_imports WHERE id = $1', [body.id]);
    expect(row!.cipher.includes(Buffer.from('身份证件号'))).toBe(false);
    expect(api.persistence.keys.decrypt(row!.cipher)).toEqual(bytes);
  });
});

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
    ['a table of something else', async () => Buffer.from('菜名,单价\n白菜,2\n'), 422, 'IMPORT.NO_HEADER_ROW', '没有找到表头'],
    ['a roster without ID numbers', async () => Buffer.from('学生姓名,出生日期,年级\n沈成娥,2017.01.20,三年级\n'), 422, 'IMPORT.MISSING_COLUMNS', '身份证件号'],
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
    const bytes = rosterCsv(county.children.filter(({ school }) => school === KINDERGARTEN).slice(0, 5).map((child) => lineOf(child)));
    const { status, body } = await upload(clerk, bytes);
    expect([status, body.code]).toEqual([422, 'IMPORT.OTHER_SCHOOL']);
    expect(body.messages.zh).toBe('这像是寨坪中心幼儿园的花名册：学籍在册的 5 人中有 5 人在寨坪中心幼儿园就读，而您在为寨坪中心小学上传。请换成本校的花名册。');
  });

  it('one that is too large says how large it may be', async () => {
    const { status, body } = await upload(clerk, Buffer.alloc((10 << 20) + 1_000, 0x20), '花名册.xlsx');
    expect([status, body.code]).toEqual([413, 'IMPORT.TOO_LARGE']);
    expect(body.messages.zh).toContain('上限是 10 MB');
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
