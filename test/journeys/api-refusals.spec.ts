import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let reviewer: Caller;
/** One application in township review. */
let id: string;
let revision: number;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 20);
  reviewer = await api.signIn(county.staff.reviewer);
});
afterAll(() => api.stop());

let number = 0;
async function freshApplication(): Promise<void> {
  const ids = await county.draft(1);
  await county.handIn(ids, undefined, undefined, ++number);
  id = ids[0]!;
  revision = await county.revision(id);
}

const approve = (by: Caller, body: object = { revision }, key?: string) =>
  by.post(`/applications/${id}/approve`, { body, key });

describe('a person who may not', () => {
  beforeEach(freshApplication);

  it('is told that the application lies outside their jurisdiction', async () => {
    const stranger = await api.signIn(county.staff.kindergartenHead);
    for (const answer of [
      await approve(stranger),
      await stranger.get(`/applications/${id}`),
      await stranger.get(`/applications/${id}/timeline`),
    ]) {
      expect(answer.body).toMatchObject({ status: 403, code: 'ACCESS.OUT_OF_JURISDICTION' });
    }
  });

  it('is told at which office it lies, when theirs is the wrong level', async () => {
    const approver = await api.signIn(county.staff.approver);
    const { body } = await approve(approver);
    expect(body).toMatchObject({
      status: 403,
      code: 'ACCESS.WRONG_LEVEL',
      detail: '这份申请现由寨坪镇中心学校办理，不在您这一级。',
    });
  });

  it('is told whose work it is, when theirs is the wrong role', async () => {
    const supervisor = await api.signIn(county.staff.townshipSupervisor);
    const { body } = await approve(supervisor);
    expect(body).toMatchObject({
      status: 403,
      code: 'ACCESS.WRONG_ROLE',
      messages: { en: 'This is done by the township reviewer; you act as supervisor.' },
    });
  });

  it('is told who else may act, when they acted at an earlier stage themselves', async () => {
    const { db } = api.persistence;
    const second = '0190a000-0000-7000-8000-0000000000f0';
    await db.query('t-second', "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, '990101', 'approver')", [
      second,
      county.staff.reviewer.id,
    ]);
    await approve(reviewer);
    await reviewer.put('/session/post', { body: { postId: second } });
    const { body } = await approve(reviewer, { revision: revision + 1 });
    await reviewer.put('/session/post', { body: { postId: county.staff.reviewer.postId } });
    expect(body).toMatchObject({ status: 403, code: 'ACCESS.FOUR_EYES' });
    expect(body.params.mayAct.sort()).toEqual(['李卫东', '韩雪'].sort());
    expect(body.messages.zh).toMatch(/您已办理过“中心学校审核”。可由.*办理。/);
  });

  it('leaves a record of what they asked to see: a page, a history, a number', async () => {
    const stranger = await api.signIn(county.staff.kindergartenClerk);
    await stranger.get(`/applications/${id}`);
    await stranger.get(`/applications/${id}/timeline`);
    await stranger.post(`/applications/${id}/personal-data`, { body: { kind: 'card' } });
    const child = county.children.find(({ school }) => school === '99010190001')!.personId;
    await stranger.post(`/students/${child}/reveal-id-number`, { body: {} });
    const rows = await api.persistence.db.query(
      't-refused-reads',
      "SELECT subject, detail FROM audit.access WHERE actor = $1 AND kind = 'refused' ORDER BY at, id",
      [county.staff.kindergartenClerk.id],
    );
    expect(rows).toEqual([
      ...['application', 'timeline', 'personal-data'].map((read) => ({
        subject: id,
        detail: { read, code: 'ACCESS.OUT_OF_JURISDICTION' },
      })),
      { subject: child, detail: { read: 'id-number', code: 'STREAM.NOT_FOUND' } },
    ]);
  });

  it('leaves a record of the refusal', async () => {
    const approver = await api.signIn(county.staff.approver);
    await approve(approver);
    const rows = await api.persistence.db.query(
      't-refused',
      "SELECT detail FROM audit.access WHERE subject = $1 AND kind = 'refused'",
      [id],
    );
    expect(rows).toEqual([{ detail: { command: 'ApproveApplication', code: 'ACCESS.WRONG_LEVEL', count: 1 } }]);
  });
});

describe('a decision on an outdated page', () => {
  beforeEach(freshApplication);

  it('is refused, and says what changed', async () => {
    const supervisor = await api.signIn(county.staff.townshipSupervisor);
    await supervisor.post(`/applications/${id}/hold`, { body: { reason: '家长来电核实' } });
    await supervisor.post(`/applications/${id}/resume`, { body: {} });
    const { body } = await approve(reviewer);
    expect(body).toMatchObject({
      status: 409,
      code: 'STREAM.REVISION_STALE',
      params: { yours: revision, current: revision + 2, changedBy: '杨振' },
    });
    expect(body.detail).toMatch(/您查看期间这份申请已有变化：杨振于.*恢复办理。请刷新后再决定。/);
  });

  it('sent by two people at the same moment succeeds once; the other is told who was quicker', async () => {
    const reviewer2 = await api.signIn(county.staff.reviewer2);
    const answers = await Promise.all([approve(reviewer), approve(reviewer2)]);
    const [won, lost] = answers[0]!.status === 200 ? answers : [answers[1]!, answers[0]!];
    const winner = answers[0]!.status === 200 ? '周文' : '孙丽';
    expect(won!.body).toEqual({ id, version: expect.any(Number), revision: revision + 1 });
    expect(lost!.body).toMatchObject({ status: 409, code: 'STREAM.REVISION_STALE' });
    expect(lost!.body.messages.zh).toContain(`${winner}于`);
    expect(lost!.body.messages.en).toContain('approved it at "Township review"');
  });
});

describe('an Idempotency-Key', () => {
  beforeEach(freshApplication);

  it('with the same body gives the first answer again and changes nothing', async () => {
    const first = await approve(reviewer, { revision }, `same-${id}`);
    const again = await approve(reviewer, { revision }, `same-${id}`);
    expect(first.status).toBe(200);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await county.revision(id)).toBe(revision + 1);
  });

  it('with another body is refused', async () => {
    await approve(reviewer, { revision }, `other-${id}`);
    const { body } = await approve(reviewer, { revision, opinion: '同意' }, `other-${id}`);
    expect(body).toMatchObject({ status: 422, code: 'COMMAND.KEY_REUSED' });
  });

  it('used for another application is refused', async () => {
    await approve(reviewer, { revision }, `elsewhere-${id}`);
    const { body } = await reviewer.post(`/applications/0190a000-0000-7000-8000-000000000000/approve`, {
      body: { revision },
      key: `elsewhere-${id}`,
    });
    expect(body).toMatchObject({ status: 422, code: 'COMMAND.KEY_REUSED' });
  });

  it.each(['with blank', 'x'.repeat(201)])('that is none is refused', async (key) => {
    expect((await approve(reviewer, { revision }, key)).body).toMatchObject({
      status: 400,
      code: 'REQUEST.KEY_INVALID',
    });
  });
});
