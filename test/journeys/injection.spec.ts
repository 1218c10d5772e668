import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { csvRows } from '../../libs/domain/src/payment-batch/csv.js';
import { HOSTILE_TEXTS, hostileText } from '../factories/hostile-texts.js';
import { type Lives, severalLives } from '../factories/several-lives.js';
import { SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

const BANK = '农业银行';
/** What a spreadsheet computes, after the blanks and controls that some of them drop. */
const isFormula = (text: string) => /^[=+\-@＝＋－＠]/.test(text.replace(/^[\s\p{C}]+/u, ''));

let api: ApiUnderTest;
let county: SmallCounty;
let lives: Lives;

/** Every child has a name, and every class too, that wishes nobody well. */
beforeAll(async () => {
  const clock = { now: Date.parse('2026-10-12T02:00:00Z') };
  api = await ApiUnderTest.start({ objectionsPerTenMinutes: 10_000 }, { clock: () => clock.now });
  county = await smallCounty(api.persistence, 30);
  await rename((i) => HOSTILE_TEXTS[i % HOSTILE_TEXTS.length]!);
  lives = await severalLives(county, clock);
  // The public page goes by the real clock: nobody is exposed longer because something else stands still.
  await api.persistence.db.query('t-due', "UPDATE applications SET due_at = $1 WHERE phase = 'in-public-notice'", [
    Date.now() + 86_400_000,
  ]);
});
afterAll(() => api.stop());

async function rename(name: (i: number) => string): Promise<void> {
  for (const [i, { personId }] of county.children.entries()) {
    await api.persistence.db.query('t-rename', 'UPDATE persons SET name = $2 WHERE id = $1', [personId, name(i)]);
    await api.persistence.db.query('t-class', 'UPDATE roll_entries SET class_name = $2 WHERE person_id = $1', [
      personId,
      name(i + 7),
    ]);
  }
}

const tables = async () =>
  (
    await api.persistence.db.query<{ n: number }>(
      't-tables',
      "SELECT count(*)::int AS n FROM pg_tables WHERE schemaname IN ('public', 'audit')",
    )
  )[0]!.n;

describe('a name that would be a formula, a script or a statement', () => {
  it('is text in the bank’s file: five cells a line, none of them a formula', async () => {
    const finance = await api.signIn(county.staff.finance);
    const { status, body } = await finance.get<string>(
      `/payment-batches/${lives.batch}/bank-files/${encodeURIComponent(BANK)}`,
    );
    expect(status).toBe(200);
    const rows = csvRows(body);
    expect(rows.length).toBeGreaterThan(2);
    for (const { cells } of rows) {
      expect(cells).toHaveLength(5);
      expect(cells.filter(isFormula)).toEqual([]);
    }
  });

  it('is text in the coverage workbook', async () => {
    const { cookie } = await api.signIn(county.staff.countySupervisor);
    const answer = await fetch(`${api.address}/api/v1/coverage/workbook`, { headers: { cookie: cookie! } });
    expect(answer.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const cells: ExcelJS.Cell[] = [];
    for (const sheet of book.worksheets) sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
    expect(cells.some(({ text }) => text.includes('HYPERLINK'))).toBe(true);
    for (const { type, value } of cells) {
      expect([ExcelJS.ValueType.String, ExcelJS.ValueType.Number]).toContain(type);
      if (typeof value === 'string') expect(isFormula(value)).toBe(false);
    }
  });

  it('adds no element and no attribute to the public notice', async () => {
    const page = async () => (await fetch(`${api.address}/notice/${SCHOOL}`)).text();
    // A label reads the name out, and is one attribute as long as nothing in it ends it.
    const markup = (html: string) => html.replace(/aria-label="[^"]*"/g, 'aria-label').match(/<[^>]*>/g);
    const hostile = await page();
    await rename(() => '沈成娥');
    const plain = await page();
    await rename((i) => HOSTILE_TEXTS[i % HOSTILE_TEXTS.length]!);
    expect(plain).toContain('沈成娥');
    expect(markup(hostile)).toEqual(markup(plain));
  });

  it('finds a policy on every page that runs no script but the service’s own', async () => {
    const { headers } = await fetch(`${api.address}/notice/${SCHOOL}`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('comes back from the lists as it is on file', async () => {
    const reviewer = await api.signIn(county.staff.reviewer);
    const { body } = await reviewer.get('/applications?limit=200');
    const names = new Set(body.items.map(({ name }: { name: string }) => name));
    expect([...names].every((name) => (HOSTILE_TEXTS as readonly unknown[]).includes(name))).toBe(true);
    expect(names.size).toBeGreaterThan(5);
  });
});

describe('whatever a person writes', () => {
  it('is kept as it was written, or refused with a reason: an opinion in the timeline', async () => {
    const supervisor = await api.signIn(county.staff.townshipSupervisor);
    const before = await tables();
    await fc.assert(
      fc.asyncProperty(hostileText(), async (reason) => {
        const { status, body } = await supervisor.post(`/applications/${lives.late}/hold`, { body: { reason } });
        if (status !== 200) {
          expect([status, body.code]).toEqual([400, expect.stringMatching(/^REQUEST\.(INVALID|TEXT_INVALID)$/)]);
          return;
        }
        const { body: timeline } = await supervisor.get(`/applications/${lives.late}/timeline`);
        expect(timeline.entries.at(-1)).toMatchObject({ text: reason.trim(), textState: 'intact' });
        await supervisor.post(`/applications/${lives.late}/resume`, { body: {} });
      }),
      { numRuns: 60, examples: HOSTILE_TEXTS.map((text): [string] => [text]) },
    );
    expect(await tables()).toBe(before);
  });

  it('is so for who speaks without signing in: an objection', async () => {
    const reviewer = await api.signIn(county.staff.reviewer);
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), async (text, contact) => {
        const said = { text: `${text} 不符`, contact: `${contact} 电话` };
        const { status, body } = await api.anonymous.post(`/public/notices/${SCHOOL}/objections`, { body: said });
        if (status !== 201) {
          expect([status, body.code]).toEqual([400, expect.stringMatching(/^REQUEST\.(INVALID|TEXT_INVALID)$/)]);
          return;
        }
        const { body: read } = await reviewer.get(`/objections/${body.id}`);
        expect(read).toMatchObject({ text: said.text.trim(), contact: said.contact });
      }),
      { numRuns: 40 },
    );
  });

  it('is a value wherever a list can be asked by it, and never a part of the question', async () => {
    const { staff } = county;
    const people: readonly [Caller, readonly string[]][] = [
      [await api.signIn(staff.reviewer), ['/applications?school=', '/worklist?stage=', '/worklist?programme=', '/submissions?school=', '/imports?school=']],
      [await api.signIn(staff.auditor), ['/audit/decisions?from=2026-09-01&to=2026-09-30&person=', '/coverage/children?programme=', '/payment-batches?cursor=']],
    ]; // biome-ignore format: one list of addresses a person
    await fc.assert(
      fc.asyncProperty(hostileText(), async (text) => {
        for (const [caller, addresses] of people)
          for (const address of addresses) {
            const { status } = await caller.get(`${address}${encodeURIComponent(text)}`);
            expect([200, 400, 403, 404]).toContain(status);
          }
      }),
      { numRuns: 15, examples: [["'; DROP TABLE applications; --"], ["' OR '1'='1"]] },
    );
  });

  it.each(['\u0000', '\ud800', 'a\u0000b', '同意\udc00'])(
    'is refused by name where it cannot be stored at all: %j',
    async (text) => {
      const supervisor = await api.signIn(county.staff.townshipSupervisor);
      const held = await supervisor.post(`/applications/${lives.late}/hold`, { body: { reason: text } });
      expect(held.body).toMatchObject({ status: 400, code: 'REQUEST.TEXT_INVALID', params: { path: 'reason' } });
      const signIn = await api.anonymous.post('/session', { body: { login: text, password: 'x' } });
      expect(signIn.body).toMatchObject({ status: 400, code: 'REQUEST.TEXT_INVALID' });
    },
  );

  it.each(['period', 'more'])('is refused in a form’s field %s just the same', async (field) => {
    const clerk = await api.signIn(county.staff.clerk);
    const form = new FormData();
    form.set(field, "2\u00006'; DROP TABLE x; --");
    form.set('file', new Blob(['姓名\n=1+1\n']), '..\\..\u202Efdp.exe\u0007.csv');
    const { status, body } = await clerk.post('/imports', { body: form });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.code).toEqual(expect.any(String));
  });
});
