import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '#persistence';
import { SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let clerk: Caller;
let reviewer: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 12);
  clerk = await api.signIn(county.staff.clerk);
  reviewer = await api.signIn(county.staff.reviewer);
});
afterAll(() => api.stop());

let submissions = 0;
/** An application that the township sent back for these items. */
async function returnedFor(...items: string[]): Promise<string> {
  const [id] = (await county.draft(1)) as [string];
  await county.handIn([id], SCHOOL, 'compulsory-living', ++submissions);
  const body = { revision: await county.revision(id), items, opinion: '请核对' };
  expect((await reviewer.post(`/applications/${id}/return`, { body })).status).toBe(200);
  return id;
}
const resubmit = async (id: string, body: object) =>
  clerk.post(`/applications/${id}/resubmit`, { body: { revision: await county.revision(id), ...body } });
const lastEntry = async (id: string) => (await reviewer.get(`/applications/${id}/timeline`)).body.entries.at(-1);

describe('What a school corrects of a returned application', () => {
  it('is read by the reviewer from what to what, numbers masked, with what the school says of it', async () => {
    const id = await returnedFor('bank-card', 'telephone', 'guardian');
    const { subject: before } = (await reviewer.get(`/applications/${id}`)).body;
    const { status } = await resubmit(id, {
      changed: ['bank-card', 'telephone', 'guardian'],
      ...{ card: '6228480000000000018', bank: '农业银行', phone: '139 0000 2222', guardian: '沈 大河' },
      note: '原卡已注销，换为其父亲的卡。',
    });
    expect(status).toBe(200);
    const entry = await lastEntry(id);
    expect(entry.sentence.zh).toContain('补正后重新报送：银行卡号、联系电话、监护人');
    expect(entry).toMatchObject({
      textState: 'intact',
      text: [
        `银行卡号：${before.card} → ***************0018`,
        `开户银行：${before.bank ?? '（空）'} → 农业银行`,
        `联系电话：${before.phone} → 139****2222`,
        `监护人姓名：${before.guardian ?? '（空）'} → 沈大河`,
        '原卡已注销，换为其父亲的卡。',
      ].join('\n'),
    });
    expect((await reviewer.get(`/applications/${id}`)).body.subject).toMatchObject({
      ...{ card: '***************0018', bank: '农业银行', phone: '139****2222', guardian: '沈大河' },
    });
    expect((await reviewer.get(`/applications/${id}`)).body.corrected).toEqual({
      items: ['bank-card', 'telephone', 'guardian'],
      text: entry.text,
    });
    await reviewer.post(`/applications/${id}/approve`, { body: { revision: await county.revision(id) } });
    expect((await reviewer.get(`/applications/${id}`)).body.corrected).toBeNull();
  });

  it('holds no number and no name in the event, and what it commits to is found whole', async () => {
    const id = await returnedFor('bank-card', 'guardian');
    await resubmit(id, { changed: ['bank-card', 'guardian'], card: '6228480000000000018', guardian: '沈大河' });
    const { envelope } = await lastEntry(id);
    expect(JSON.stringify(envelope)).not.toMatch(/0018|大河/);
    expect(envelope.payload.note).toEqual({
      id: expect.any(String),
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // Nobody relays here: every plan waits in the outbox.
    expect(await verify(api.persistence, { runningWorkflows: async () => new Set() })).toMatchObject({ ok: true });
  });

  it('in roll or registry is read from there again: the reviewer sees the facts and the amount of today', async () => {
    const id = await returnedFor('boarding');
    const before = (await reviewer.get(`/applications/${id}`)).body;
    await api.persistence.db.query(
      't-roll',
      `UPDATE roll_entries r SET grade = '五年级' FROM applications a WHERE a.id = $1 AND r.person_id = a.subject_id`,
      [id],
    );
    expect((await resubmit(id, { changed: ['boarding'], note: '学籍已更正' })).status).toBe(200);
    const after = (await reviewer.get(`/applications/${id}`)).body;
    expect([before.basis.grade, after.basis.grade]).toEqual(['四年级', '五年级']);
    expect(await lastEntry(id)).toMatchObject({ text: '学籍已更正' });
  });

  it('names the field that is no such value, or is no part of what was sent back', async () => {
    const id = await returnedFor('guardian', 'telephone');
    for (const [body, path] of [
      [{ changed: ['guardian'], guardian: '　' }, 'guardian'],
      [{ changed: ['guardian'], phone: '13900002222' }, 'phone'],
      [{ changed: ['telephone'], guardian: '沈大河' }, 'guardian'],
      [{ changed: ['telephone'], phone: '12' }, 'phone'],
    ] as const) {
      expect((await resubmit(id, body)).body).toMatchObject({ status: 400, errors: [{ path }] });
    }
    expect((await resubmit(id, { changed: ['bank-card'], bank: '农业银行' })).body.code).toBe(
      'APPLICATION.ITEM_NOT_RETURNED',
    );
    expect((await clerk.get(`/applications/${id}`)).body).toMatchObject({ phase: 'returned' });
  });
});
