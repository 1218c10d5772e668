import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eraseOldUploads, findHistory } from '#persistence';
import { cellsOf, lineOf, type RosterLine, rosterCsv, rosterXlsx, titles } from '../factories/rosters.js';
import { type Child, DIRECT_SCHOOL, KINDERGARTEN, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { childrenOf, rowsOf, upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let kindergarten: Caller;
let children: (count: number, school?: string) => Child[];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 24);
  children = childrenOf(county);
  clerk = await api.signIn(county.staff.clerk);
  kindergarten = await api.signIn(county.staff.kindergartenClerk);
});
afterAll(() => api.stop());

describe('a roster uploaded by its clerk', () => {
  it('drafts one application per active programme the child is entitled to', async () => {
    const [child] = children(1, KINDERGARTEN) as [Child];
    const { status, headers, body } = await upload(kindergarten, rosterCsv([lineOf(child)]));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/imports/${body.id}`);
    expect(body).toMatchObject({
      state: 'ready',
      done: 1,
      total: 1,
      counts: { rows: 1, accepted: 1, drafts: 2, outcomes: { accept: 1 } },
    });
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
    expect(history?.state).toMatchObject({
      phase: 'draft',
      subject: child.personId,
      flags: [],
      place: { school: KINDERGARTEN },
    });
  });

  it('keeps card, bank, telephone and guardian encrypted beside the application, and shows cells masked', async () => {
    const [child] = children(1) as [Child];
    const line = lineOf(child);
    const { body } = await upload(clerk, rosterCsv([line]));
    const [row] = await rowsOf(clerk, body.id);
    expect(row).toMatchObject({
      name: child.name,
      bankCard: `${'*'.repeat(15)}${line.银行卡号.slice(-4)}`,
      telephone: '199****1234',
    });
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
    const { body } = await upload(
      clerk,
      rosterCsv([lineOf(lost, { 身份证件号: '9.94123E+17' }), lineOf(mistyped, { 身份证件号: wrong })]),
    );
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
    const reviewer = await api.signIn(county.staff.reviewer);
    const differences = await reviewer.get(`/applications/${row.programmes[0].application}/differences`);
    expect(differences.body.map(({ zh }: { zh: string }) => zh)).toEqual([
      '家庭类型填的是“低保户”，名册登记为“建档立卡户”，以名册为准。',
      '年级填的是“三年级”，学籍库为“四年级”，以学籍为准。',
    ]);
    expect((await kindergarten.get(`/applications/${row.programmes[0].application}/differences`)).status).toBe(404);
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
    const { body } = await upload(
      clerk,
      await rosterXlsx([['寨坪中心小学花名册'], titles(), cellsOf(lineOf(first)), titles(), cellsOf(lineOf(second))]),
      'a.xlsx',
    );
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
    expect(row.programmes).toContainEqual({
      programme: 'preschool-aid',
      result: 'not-entitled',
      reasons: ['other-school-stage'],
    });
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
    expect(confirmed.body.rows[0]).toMatchObject({
      line: 2,
      outcome: 'accept',
      flags: ['passbook'],
      programmes: expect.arrayContaining([expect.objectContaining({ result: 'drafted' })]),
    });
    const drafted = confirmed.body.rows[0].programmes.find((p: { result: string }) => p.result === 'drafted');
    expect((await findHistory(api.persistence.db, 'application', drafted.application))?.state.flags).toEqual([
      'passbook',
    ]);
    expect((await clerk.get(`/imports/${body.id}`)).body).toMatchObject({
      state: 'ready',
      counts: { accepted: 1, rejected: 0, confirmable: 0 },
    });
  });

  it('is not confirmed where something else is wrong too, or nothing is', async () => {
    const [faulty, fine] = children(2) as [Child, Child];
    const { body } = await upload(clerk, rosterCsv([{ ...passbook(faulty), 姓名: '' }, lineOf(fine)]));
    for (const line of [2, 3]) {
      const { status, body: problem } = await clerk.post(`/imports/${body.id}/rows/${line}/confirm-passbook`, {
        body: {},
      });
      expect([status, problem.code]).toEqual([409, 'IMPORT.NOTHING_TO_CONFIRM']);
    }
    expect((await clerk.post(`/imports/${body.id}/rows/99/confirm-passbook`, { body: {} })).body.code).toBe(
      'IMPORT.ROW_NOT_FOUND',
    );
  });
});

describe('an upload', () => {
  it('is discarded with its drafts, which may then be drafted again', async () => {
    const bytes = rosterCsv(children(2, KINDERGARTEN).map((child) => lineOf(child)));
    const { body } = await upload(kindergarten, bytes);
    expect((await kindergarten.delete(`/imports/${body.id}`)).status).toBe(204);
    expect((await kindergarten.get(`/imports/${body.id}`)).body.state).toBe('discarded');
    expect((await kindergarten.delete(`/imports/${body.id}`)).body.code).toBe('IMPORT.ALREADY_DISCARDED');
    expect((await upload(kindergarten, bytes)).body).toMatchObject({
      sameFileAs: null,
      counts: { drafts: 4, already: 0 },
    });
  });

  it('stays once something in it was submitted', async () => {
    const direct = await api.signIn(county.staff.directClerk);
    const { body } = await upload(direct, rosterCsv(children(2, DIRECT_SCHOOL).map((child) => lineOf(child))));
    expect(
      (await direct.post('/submissions', { body: { programmeCode: 'compulsory-living', period: 20261 } })).status,
    ).toBe(201);
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

  it('is erased after 90 days, file and cells; what came of each row stays', async () => {
    const { body } = await upload(clerk, rosterCsv(children(1).map((child) => lineOf(child))));
    const { db } = api.persistence;
    await db.query('t-age', 'UPDATE roster_imports SET at = at - 91 * 86400000::bigint WHERE id = $1', [body.id]);
    expect(await eraseOldUploads(api.persistence)).toBe(1);
    const [row] = await rowsOf(clerk, body.id);
    expect(row).toMatchObject({ outcome: 'accept', sentence: null, name: null, idNumber: null, bankCard: null });
    const [file] = await db.query<{ cipher: Buffer | null }>(
      't-erased',
      'SELECT cipher FROM roster_imports WHERE id = $1',
      [body.id],
    );
    expect(file!.cipher).toBeNull();
  });

  it('keeps the file encrypted, as it was sent', async () => {
    const bytes = rosterCsv(children(1).map((child) => lineOf(child)));
    const { body } = await upload(clerk, bytes);
    const [row] = await api.persistence.db.query<{ cipher: Buffer }>(
      't-file',
      'SELECT cipher FROM roster_imports WHERE id = $1',
      [body.id],
    );
    expect(row!.cipher.includes(Buffer.from('身份证件号'))).toBe(false);
    expect(api.persistence.keys.decrypt(row!.cipher)).toEqual(bytes);
  });
});
