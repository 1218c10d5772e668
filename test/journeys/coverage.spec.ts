import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { CoverageKind } from '#domain';
import { registerOnNoRoll } from '../factories/on-no-roll.js';
import { closeNotice, toNotice } from '../factories/payment.js';
import { bankCard, lineOf, rosterCsv } from '../factories/rosters.js';
import {
  type Child,
  COUNTY,
  DIRECT_SCHOOL,
  KINDERGARTEN,
  PERIOD,
  SCHOOL,
  type SmallCounty,
  smallCounty,
  TOWNSHIP,
} from '../factories/small-county.js';
import { upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

const LIVING = 'compulsory-living';
const clock = { now: Date.now() };

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let township: Caller;
let pupils: Child[];

beforeAll(async () => {
  api = await ApiUnderTest.start({}, { clock: () => clock.now });
  county = await smallCounty(api.persistence, 9);
  clerk = await api.signIn(county.staff.clerk);
  township = await api.signIn(county.staff.townshipSupervisor);
  pupils = county.children.filter(({ school }) => school === SCHOOL);
});
afterAll(() => api.stop());

type Counts = Record<CoverageKind | 'entitled', number>;

async function countsOf(by: Caller, query = '', programme = LIVING): Promise<Counts> {
  const { body } = await by.get(`/coverage?${query}`);
  return body.programmes.find((each: { programme: string }) => each.programme === programme).counts;
}

const listed = async (by: Caller, query = '') => (await by.get(`/coverage/children?programme=${LIVING}&${query}`)).body;
const none = { entitled: 9, applied: 0, approved: 0, paid: 0, 'not-handed-in': 9, refused: 0, 'to-verify': 0 };
const entered = (person: string, i: number) => ({
  person,
  card: bankCard(700 + i),
  bank: '农村信用社',
  telephone: '19900001234',
});
const begin = (by: Caller, children: object[], key?: string) =>
  by.post('/coverage/drafts', { body: { programmeCode: LIVING, period: PERIOD, children }, key });

describe('where a school’s children stand', () => {
  it('is not handed in while nothing is, and a draft changes nothing but the reason', async () => {
    expect(await countsOf(clerk)).toEqual(none);
    const [draft] = await county.draft(1);
    expect(await countsOf(clerk)).toEqual(none);
    const { items } = await listed(clerk, 'show=not-handed-in');
    expect(items.map((child: { reason: string | null }) => child.reason)).toEqual(['draft', ...Array(8).fill(null)]);
    expect(items[0]).toMatchObject({ application: draft, mayBegin: false, name: pupils[0]!.name });
    await county.handIn([draft!], SCHOOL, undefined, 31);
    expect(await countsOf(clerk)).toEqual({ ...none, applied: 1, 'not-handed-in': 8 });
  });

  it('follows the application: approved on notice and behind it, back again when it is taken back', async () => {
    const [approved, withdrawn] = (await county.draft(2)) as [string, string];
    await toNotice(county, [approved]);
    await county.handIn([withdrawn], SCHOOL, undefined, 32);
    expect(await countsOf(clerk)).toEqual({ ...none, applied: 2, approved: 1, 'not-handed-in': 6 });
    await closeNotice(county, clock, approved);
    await county.must(
      county.give('clerk', { kind: 'application', id: withdrawn, command: { type: 'WithdrawApplication' } }),
    );
    expect(await countsOf(clerk)).toEqual({ ...none, applied: 1, approved: 1, 'not-handed-in': 7 });
    const { items } = await listed(clerk, 'show=missing');
    expect(items.find((child: { reason: string }) => child.reason === 'withdrawn')).toMatchObject({ mayBegin: true });
  });

  it('is refused by a rejection, and by a roster row even where its number is nobody’s', async () => {
    const [rejected] = await county.draft(1);
    await county.handIn([rejected!], SCHOOL, undefined, 33);
    const reason = county.programme().rejectReasons[0]!.code;
    const revision = await county.revision(rejected!);
    const command = { type: 'RejectApplication', revision, reason } as const;
    await county.must(county.give('reviewer', { kind: 'application', id: rejected!, command }));
    const [misnamed, mistyped] = [pupils[4]!, pupils[5]!];
    const wrong = mistyped.idNumber.slice(0, 17) + (mistyped.idNumber.endsWith('1') ? '2' : '1');
    const roster = [lineOf(misnamed, { 姓名: '另一个名字' }), lineOf(mistyped, { 身份证件号: wrong })];
    expect((await upload(clerk, rosterCsv(roster))).status).toBe(201);
    expect(await countsOf(clerk)).toEqual({ ...none, applied: 1, approved: 1, refused: 3, 'not-handed-in': 4 });
    const { items } = await listed(clerk, 'show=refused');
    const seen = items.map(({ name, reason: why, mayBegin }: Record<string, unknown>) => [name, why, mayBegin]);
    expect(seen).toEqual([
      [pupils[3]!.name, 'rejected', false],
      [misnamed.name, 'name_mismatch', true],
      [mistyped.name, 'id_checksum', true],
    ]);
  });

  it('is to be verified for a registered child of school age on no roll, by the programme of its age', async () => {
    await registerOnNoRoll(county, { name: '段小花', born: '20170305', serial: 901 });
    await registerOnNoRoll(county, { name: '段大山', born: '19850305', serial: 902 });
    await registerOnNoRoll(county, { name: '段小宝', born: '20230831', serial: 903 });
    await registerOnNoRoll(county, { name: '段小幼', born: '20230901', serial: 904 });
    expect(await countsOf(township)).toMatchObject({ entitled: 10, 'to-verify': 1 });
    expect(await countsOf(township, '', 'preschool-aid')).toMatchObject({ entitled: 10, 'to-verify': 1 });
    const { items } = await listed(township, 'show=to-verify');
    expect(items).toEqual([
      expect.objectContaining({ name: '段小花', birthDate: '2017-03-05', householdNo: 'H901', township: TOWNSHIP }),
    ]);
    expect(await countsOf(clerk)).toMatchObject({ 'to-verify': 0 });
  });
});

describe('a clerk begins drafts', () => {
  const missing = async () =>
    (await listed(clerk, 'show=missing')).items.filter((each: { mayBegin: boolean }) => each.mayBegin);

  it('not with a faulty form: each fault names its child, and nobody is begun', async () => {
    const [a, b] = await missing();
    const before = await countsOf(clerk);
    const { status, body } = await begin(clerk, [
      { ...entered(a.person, 1), telephone: '123' },
      { ...entered(b.person, 1), bank: '' },
    ]);
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['children.0.telephone', 'telephone_faulty'],
      ['children.1.bank', 'bank_missing'],
      ['children.1.card', 'card_shared'],
    ]);
    expect(body.errors[2].zh).toBe(`${b.name}：银行卡号与${a.name}的相同，但不是同一户，请核对。`);
    expect(await countsOf(clerk)).toEqual(before);
  });

  it('for children who are missing, once, with card and telephone encrypted beside the application', async () => {
    const [a, b] = await missing();
    const form = [entered(a.person, 2), entered(b.person, 3)];
    const first = await begin(clerk, form, 'begin-1');
    expect({
      status: first.status,
      refusals: first.body.items.map((each: { refusal: unknown }) => each.refusal),
    }).toEqual({
      status: 200,
      refusals: [null, null],
    });
    expect((await begin(clerk, form, 'begin-1')).body).toEqual(first.body);
    expect((await begin(clerk, [form[0]!], 'begin-1')).body.items[0].refusal.code).toBe('COMMAND.KEY_REUSED');
    const [{ application }] = first.body.items;
    const shown = (await clerk.get(`/applications/${application}`)).body;
    expect(shown).toMatchObject({ phase: 'draft' });
    const kinds = await api.persistence.db.query<{ kind: string; cipher: Buffer }>(
      't-values',
      'SELECT kind, cipher FROM personal_values WHERE owner = $1 ORDER BY kind',
      [application],
    );
    expect(kinds.map(({ kind, cipher }) => [kind, api.persistence.keys.decryptText(cipher)])).toEqual([
      ['bank', '农村信用社'],
      ['card', bankCard(702)],
      ['phone', '19900001234'],
    ]);
    const again = await begin(clerk, form, 'begin-2');
    expect(again.body.errors.map((each: { code: string }) => each.code)).toEqual(['not_missing', 'not_missing']);
  });

  it('neither for another school’s child, nor in another seat than the clerk’s', async () => {
    const other = county.children.find(({ school }) => school === DIRECT_SCHOOL)!;
    const { status, body } = await begin(clerk, [entered(other.personId, 4)]);
    expect([status, body.errors[0].code, body.errors[0].zh.includes(other.name)]).toEqual([400, 'not_missing', false]);
    const [a] = await missing();
    expect((await begin(township, [entered(a.person, 5)])).status).toBe(403);
    expect((await begin(await api.signIn(county.staff.head), [entered(a.person, 5)])).status).toBe(403);
  });
});

describe('whoever asks', () => {
  it('sees the subtree of their office and nothing beside it', async () => {
    const { body } = await township.get('/coverage');
    expect(body.path).toEqual([{ code: TOWNSHIP, name: '寨坪镇', level: 'township' }]);
    for (const outside of [COUNTY, DIRECT_SCHOOL, 'nowhere']) {
      expect((await township.get(`/coverage?office=${outside}`)).status).toBe(404);
      expect((await township.get(`/coverage/children?programme=${LIVING}&office=${outside}`)).status).toBe(404);
      expect((await township.get(`/coverage/workbook?office=${outside}`)).status).toBe(404);
    }
    const school = await township.get(`/coverage?office=${SCHOOL}`);
    expect(school.body.path.map((each: { code: string }) => each.code)).toEqual([TOWNSHIP, SCHOOL]);
    const supervisor = await api.signIn(county.staff.countySupervisor);
    const whole = (await supervisor.get('/coverage')).body.programmes;
    const living = whole.find((each: { programme: string }) => each.programme === LIVING);
    expect(
      living.offices.map(({ office, counts }: { office: { code: string }; counts: Counts }) => [
        office.code,
        counts.entitled,
      ]),
    ).toEqual([
      [TOWNSHIP, 10],
      [DIRECT_SCHOOL, 9],
    ]);
  });

  it('gets pages that join without a gap, and a refusal for a cursor or programme that is none', async () => {
    const seen = (await township.all(`/coverage/children?programme=${LIVING}&show=entitled&limit=4`)).map(
      ({ person }) => person,
    );
    expect([seen.length, new Set(seen).size]).toEqual([10, 10]);
    expect((await township.get(`/coverage/children?programme=${LIVING}&cursor=x`)).body.code).toBe(
      'REQUEST.CURSOR_INVALID',
    );
    const unknown = await township.get('/coverage/children?programme=none');
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'programme']);
    expect((await township.get('/coverage/children?programme=none&show=all')).status).toBe(400);
  });

  it('counts another period apart', async () => {
    expect(await countsOf(clerk, 'period=20252')).toEqual({ ...none, 'not-handed-in': 9 });
  });

  it('downloads counts and the missing by name, in which a name can be no formula', async () => {
    await api.persistence.db.query('t-name', 'UPDATE persons SET name = $2 WHERE id = $1', [
      pupils[8]!.personId,
      '=HYPERLINK("x")',
    ]);
    const { headers, bytes } = await download(township, '/coverage/workbook');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('应助尽助-寨坪镇-20261.xlsx'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['应助尽助', '未助名单']);
    const rows = (sheet: number) =>
      book.worksheets[sheet]!.getSheetValues()
        .slice(1)
        .map((row) => (row as unknown[]).slice(1));
    const totals = rows(0).filter((row) => row[1] === '合计');
    const counts = await countsOf(township);
    expect(totals[0]!.slice(2)).toEqual([
      counts.entitled,
      ...(['paid', 'approved', 'applied', 'not-handed-in', 'refused', 'to-verify'] as const).map(
        (kind) => counts[kind],
      ),
    ]);
    const names = rows(1).filter((row) => row[0] === totals[0]![0]);
    expect(names).toHaveLength(counts['not-handed-in'] + counts.refused + counts['to-verify']);
    expect(names.map((row) => row[4])).toContain(`'=HYPERLINK("x")`);
    expect(names.map((row) => row[5]).every((idNumber) => /^\d{6}\*{8}\w{4}$/.test(String(idNumber)))).toBe(true);
  });

  it('of a kindergarten’s child whose aid goes to the school alone need give no card', async () => {
    await api.persistence.db.query('t-last-year', "UPDATE roll_entries SET grade = '大班' WHERE school = $1", [
      KINDERGARTEN,
    ]);
    const teacher = await api.signIn(county.staff.kindergartenClerk);
    const { items } = (await teacher.get('/coverage/children?programme=preschool-aid')).body;
    expect(items.map((child: { needsCard: boolean }) => child.needsCard)).toEqual(Array(9).fill(false));
    const answer = await teacher.post('/coverage/drafts', {
      body: {
        programmeCode: 'preschool-aid',
        period: PERIOD,
        children: [{ person: items[0].person, telephone: '0871-6512 3456' }],
      },
    });
    expect(answer.body.items[0]).toMatchObject({ refusal: null, name: items[0].name });
  });
});

async function download(by: Caller, path: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${by.address}/api/v1${path}`, { headers: { cookie: by.cookie! } });
  expect(response.status).toBe(200);
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}
