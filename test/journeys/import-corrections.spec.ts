import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eraseOldUploads, findHistory } from '#persistence';
import { bankCard, lineOf, type RosterLine, rosterCsv } from '../factories/rosters.js';
import { type Child, DIRECT_SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { childrenOf, rowsOf, upload } from '../factories/uploads.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let children: (count: number, school?: string) => Child[];

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 40);
  children = childrenOf(county);
  clerk = await api.signIn(county.staff.clerk);
});
afterAll(() => api.stop());

const importOf = async (lines: readonly RosterLine[], by = clerk): Promise<string> => {
  const { status, body } = await upload(by, rosterCsv(lines));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
};
const correct = (id: string, line: number, revision: number, cells: object, by = clerk) =>
  by.post(`/imports/${id}/rows/${line}/correct`, { body: { revision, cells } });
const undo = (id: string, line: number, revision: number) =>
  clerk.post(`/imports/${id}/rows/${line}/undo`, { body: { revision } });
const outcomes = async (id: string): Promise<string[]> =>
  (await rowsOf(clerk, id)).map(({ outcome }: { outcome: string }) => outcome);
/** The one application a row drafted. */
const draftOf = (row: { programmes?: { result: string; application: string }[] }): string =>
  row.programmes!.find(({ result }) => result === 'drafted')!.application;
const stateOf = async (application: string) =>
  (await findHistory(api.persistence.db, 'application', application))!.state;

/** One digit off: the check character no longer fits. */
const mistyped = ({ idNumber }: Child): string => idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');

describe('A row corrected in place', () => {
  it('is judged again by the same rule, and its child applied for like any other', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 身份证件号: mistyped(child) })]);
    const shown = await clerk.post(`/imports/${id}/rows/2/cells`, { body: {} });
    expect(shown.body).toMatchObject({
      revision: 0,
      cells: { name: child.name, idNumber: mistyped(child), grade: '四年级', guardianName: '沈大山' },
    });
    const { status, body } = await correct(id, 2, 0, { idNumber: child.idNumber });
    expect(status).toBe(200);
    expect(body.rows).toMatchObject([{ line: 2, outcome: 'accept', revision: 1, corrections: 1 }]);
    expect(await stateOf(draftOf(body.rows[0]))).toMatchObject({ phase: 'draft', subject: child.personId });
    expect((await clerk.get(`/imports/${id}`)).body).toMatchObject({
      state: 'ready',
      counts: { accepted: 1, rejected: 0, drafts: 1 },
    });
  });

  it('that is still wrong says what is wrong now', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 身份证件号: mistyped(child) })]);
    const { body } = await correct(id, 2, 0, { idNumber: '=A1', name: '某某' });
    expect(body.rows[0]).toMatchObject({ outcome: 'reject:id_malformed', name: '某某' });
    expect(body.rows[0].sentence.zh).toContain('是公式');
  });

  it('frees the row that was its duplicate, and becomes one where it takes another’s number', async () => {
    const [first, second] = children(2) as [Child, Child];
    const id = await importOf([lineOf(second, { 身份证件号: first.idNumber }), lineOf(first)]);
    const before = await rowsOf(clerk, id);
    expect(before[1].faults).toContain('duplicate_in_file');
    const freed = await correct(id, 2, 0, { idNumber: second.idNumber });
    expect(freed.body.rows.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome])).toEqual([
      [2, 'accept'],
      [3, 'accept'],
    ]);
    const draft = draftOf(freed.body.rows[1]);
    const [{ revision }] = freed.body.rows;
    const taken = await correct(id, 2, revision, { idNumber: first.idNumber, name: first.name });
    expect(taken.body.rows[1]).toMatchObject({ line: 3, outcome: 'reject:duplicate_in_file' });
    expect(await stateOf(draft)).toMatchObject({ phase: 'discarded' });
    // Line 2 is now the first with that number, and drafts the child itself.
    expect(await stateOf(draftOf(taken.body.rows[0]))).toMatchObject({ phase: 'draft', subject: first.personId });
  });

  it('takes the flag off the row whose card it had', async () => {
    const [first, second] = children(2) as [Child, Child];
    const card = bankCard(901);
    const id = await importOf([lineOf(first, { 银行卡号: card }), lineOf(second, { 银行卡号: card })]);
    expect(await outcomes(id)).toEqual(['accept:flagged:card_shared', 'accept:flagged:card_shared']);
    const flagged = await rowsOf(clerk, id);
    const { body } = await correct(id, 3, 0, { bankCard: bankCard(902) });
    expect(body.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['accept', 'accept']);
    expect(await stateOf(draftOf(body.rows[0]))).toMatchObject({ phase: 'draft', flags: [] });
    expect(await stateOf(draftOf(flagged[0]))).toMatchObject({ phase: 'discarded' });
  });

  it('with nothing that is decided on changed keeps its draft, with the new card on file', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child)]);
    const [row] = await rowsOf(clerk, id);
    const { body } = await correct(id, 2, 0, { bankCard: bankCard(903) });
    expect(draftOf(body.rows[0])).toBe(draftOf(row));
    const [value] = await api.persistence.db.query<{ cipher: Buffer }>(
      't-card',
      "SELECT cipher FROM personal_values WHERE owner = $1 AND kind = 'card'",
      [draftOf(row)],
    );
    expect(api.persistence.keys.decryptText(value!.cipher)).toBe(bankCard(903));
  });

  it('keeps a passbook confirmed, as long as its number stays', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 银行卡号: '9999990000000000001', 年级: '三年级' })]);
    await clerk.post(`/imports/${id}/rows/2/confirm-passbook`, { body: {} });
    const [{ revision }] = await rowsOf(clerk, id);
    const { body } = await correct(id, 2, revision, { grade: '四年级' });
    expect(body.rows[0]).toMatchObject({ outcome: 'accept', flags: ['passbook'] });
    const other = await correct(id, 2, body.rows[0].revision, { bankCard: '9999990000000000002' });
    expect(other.body.rows[0]).toMatchObject({ outcome: 'reject:bank_card_checksum', confirmable: 'passbook' });
  });
});

describe('A correction', () => {
  it('is undone, cells and outcome and draft', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 身份证件号: mistyped(child) })]);
    const corrected = await correct(id, 2, 0, { idNumber: child.idNumber });
    const undone = await undo(id, 2, 1);
    expect(undone.body.rows[0]).toMatchObject({ outcome: 'reject:id_checksum', revision: 2 });
    expect(await stateOf(draftOf(corrected.body.rows[0]))).toMatchObject({ phase: 'discarded' });
    expect((await undo(id, 2, 2)).body.code).toBe('IMPORT.NOTHING_TO_UNDO');
    const again = await correct(id, 2, 2, { idNumber: child.idNumber });
    expect(await stateOf(draftOf(again.body.rows[0]))).toMatchObject({ phase: 'draft' });
  });

  it('of a row that changed meanwhile is refused', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 年级: '三年级' })]);
    await correct(id, 2, 0, { grade: '四年级' });
    const late = await correct(id, 2, 0, { grade: '五年级' });
    expect([late.status, late.body.code]).toEqual([409, 'IMPORT.ROW_CHANGED']);
  });

  it('of what was handed in is refused, and so is its undoing', async () => {
    const direct = await api.signIn(county.staff.directClerk);
    const [child] = children(1, DIRECT_SCHOOL) as [Child];
    const id = await importOf([lineOf(child, { 年级: '三年级' })], direct);
    await correct(id, 2, 0, { telephone: '19900004321' }, direct);
    const handed = await direct.post('/submissions', { body: { programmeCode: 'compulsory-living', period: 20261 } });
    expect(handed.status).toBe(201);
    const { status, body } = await correct(id, 2, 1, { grade: '四年级' }, direct);
    expect([status, body.code]).toEqual([409, 'IMPORT.ROW_SUBMITTED']);
    const back = await direct.post(`/imports/${id}/rows/2/undo`, { body: { revision: 1 } });
    expect(back.body.code).toBe('IMPORT.ROW_SUBMITTED');
  });

  it('is its own school’s clerk’s to make, and nobody else learns a cell', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child)]);
    const kindergarten = await api.signIn(county.staff.kindergartenClerk);
    const head = await api.signIn(county.staff.head);
    for (const path of ['cells', 'correct', 'undo']) {
      const body = path === 'cells' ? {} : { revision: 0, ...(path === 'correct' && { cells: { name: '某' } }) };
      const url = `/imports/${id}/rows/2/${path}`;
      expect((await kindergarten.post(url, { body })).body.code).toBe('IMPORT.NOT_FOUND');
      expect((await head.post(url, { body })).body.code).toBe('ACCESS.WRONG_ROLE');
    }
    expect((await clerk.post(`/imports/${id}/rows/99/cells`, { body: {} })).body.code).toBe('IMPORT.ROW_NOT_FOUND');
  });

  it('names at least one cell, of those there are, each of a length that people type', async () => {
    const id = await importOf(children(1).map((child) => lineOf(child)));
    for (const cells of [{}, { rollNumber: 'G1' }, { name: '长'.repeat(201) }, { name: 3 }]) {
      expect((await correct(id, 2, 0, cells)).status).toBe(400);
    }
  });

  it('is on record: who, when, which cells; what they were is encrypted, and erased with the upload', async () => {
    const [child] = children(1) as [Child];
    const id = await importOf([lineOf(child, { 年级: '三年级' })]);
    await clerk.post(`/imports/${id}/rows/2/cells`, { body: {} });
    await correct(id, 2, 0, { grade: '四年级' });
    const { db, keys } = api.persistence;
    const read = () =>
      db.query<{ staff: string; fields: string[]; cipher: Buffer | null }>(
        't-corrections',
        'SELECT staff_id AS staff, fields, cipher FROM roster_corrections WHERE import_id = $1',
        [id],
      );
    const [record] = await read();
    expect(record).toMatchObject({ staff: county.staff.clerk.actor.person, fields: ['grade'] });
    expect(JSON.parse(keys.decryptText(record!.cipher!))).toMatchObject({ grade: '三年级' });
    const looks = await db.query(
      't-looks',
      "SELECT detail FROM audit.access WHERE subject = $1 AND kind = 'roster-row-read'",
      [id],
    );
    expect(looks).toEqual([{ detail: { line: 2 } }]);
    await db.query('t-age-corrected', 'UPDATE roster_imports SET at = at - 91 * 86400000::bigint WHERE id = $1', [id]);
    await eraseOldUploads(api.persistence);
    expect((await read())[0]!.cipher).toBeNull();
    expect((await correct(id, 2, 1, { grade: '五年级' })).body.code).toBe('IMPORT.ERASED');
    expect((await clerk.post(`/imports/${id}/rows/2/cells`, { body: {} })).body.code).toBe('IMPORT.ERASED');
  });
});
