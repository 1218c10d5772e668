import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findHistory } from '#persistence';
import { bankCard, lineOf, rosterCsv } from '../factories/rosters.js';
import { type Child, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { childrenOf, rowsOf, upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let children: (count: number, school?: string) => Child[];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 24);
  children = childrenOf(county);
  clerk = await api.signIn(county.staff.clerk);
});
afterAll(() => api.stop());

async function count(sql: string): Promise<number> {
  const [row] = await api.persistence.db.query<{ n: number }>(`t-${sql}`, `SELECT count(*) AS n FROM ${sql}`);
  return row!.n;
}

describe('importing again', () => {
  it('the same file creates nothing twice', async () => {
    const bytes = rosterCsv(children(3).map((child) => lineOf(child)));
    const first = await upload(clerk, bytes);
    const before = [await count('applications'), await count('audit.events')];
    const second = await upload(clerk, bytes);
    expect([await count('applications'), await count('audit.events')]).toEqual(before);
    expect(second.body).toMatchObject({ sameFileAs: first.body.id, counts: { accepted: 3, drafts: 0, already: 3 } });
    expect(second.body.warnings).toContainEqual({ zh: '这个文件以前上传过，不会重复申请。', en: expect.any(String) });
    const own = (await rowsOf(clerk, first.body.id)).map(
      (row: { programmes: { application: string }[] }) => row.programmes[0]!.application,
    );
    const again = (await rowsOf(clerk, second.body.id)).map(
      (row: { programmes: { application: string }[] }) => row.programmes[0]!.application,
    );
    expect(again).toEqual(own);
  });

  it('with another card gives the draft that card', async () => {
    const [child] = children(1) as [Child];
    await upload(clerk, rosterCsv([lineOf(child)]));
    const { body } = await upload(clerk, rosterCsv([lineOf(child, { 银行卡号: bankCard(777) })]));
    const [row] = await rowsOf(clerk, body.id);
    expect(row.programmes[0]).toMatchObject({ result: 'already', phase: 'draft', cardUpdated: true });
    const [value] = await api.persistence.db.query<{ cipher: Buffer }>(
      't-card',
      "SELECT cipher FROM personal_values WHERE owner = $1 AND kind = 'card'",
      [row.programmes[0].application],
    );
    expect(api.persistence.keys.decryptText(value!.cipher)).toBe(bankCard(777));
  });

  it('a row that was put right replaces the flagged draft, so that no reviewer looks for what is gone', async () => {
    const [child] = children(1) as [Child];
    const flagged = await upload(clerk, rosterCsv([lineOf(child, { 年级: '三年级' })]));
    const [before] = await rowsOf(clerk, flagged.body.id);
    const right = await upload(clerk, rosterCsv([lineOf(child)]));
    const [after] = await rowsOf(clerk, right.body.id);
    expect(after.programmes[0]).toMatchObject({ result: 'drafted', replaces: before.programmes[0].application });
    expect((await findHistory(api.persistence.db, 'application', before.programmes[0].application))?.state.phase).toBe(
      'discarded',
    );
    expect(
      (await findHistory(api.persistence.db, 'application', after.programmes[0].application))?.state.flags,
    ).toEqual([]);
  });

  it('with the same Idempotency-Key is the same import, and another file under that key is refused', async () => {
    const bytes = rosterCsv(children(1).map((child) => lineOf(child)));
    const first = await upload(clerk, bytes, 'a.csv', {}, 'import-key-1');
    const again = await upload(clerk, bytes, 'a.csv', {}, 'import-key-1');
    expect(again.body.id).toBe(first.body.id);
    const other = await upload(
      clerk,
      rosterCsv(children(1).map((child) => lineOf(child))),
      'a.csv',
      {},
      'import-key-1',
    );
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
