import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf, findHistory, oweSubmissions, verify } from '#persistence';
import { enrol } from '../factories/enrolment.js';
import { lineOf, rosterCsv, uploadOf } from '../factories/rosters.js';
import {
  DIRECT_SCHOOL,
  KINDERGARTEN,
  PERIOD,
  SCHOOL,
  type SmallCounty,
  smallCounty,
} from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

const LIVING = { programmeCode: 'compulsory-living', period: PERIOD };
const MEETING = { meetingOn: '2026-09-10', members: ['罗建国', '沈慧', '家长代表'] };

describe('what a school hands in', () => {
  let api: ApiUnderTest;
  let county: SmallCounty;
  let clerk: Caller;
  let head: Caller;

  beforeEach(async () => {
    api = await ApiUnderTest.start();
    county = await smallCounty(api.persistence, 6);
    [clerk, head] = await Promise.all([api.signIn(county.staff.clerk), api.signIn(county.staff.head)]);
  });
  afterEach(() => api.stop());

  async function importChildren(count: number, withoutCard = 0, period = PERIOD): Promise<void> {
    const children = county.children.filter(({ school }) => school === SCHOOL).slice(0, count);
    const lines = children.map((child, i) => lineOf(child, i < withoutCard ? { 银行卡号: '' } : {}));
    const { status } = await clerk.post('/imports', {
      body: uploadOf(rosterCsv(lines), 'a.csv', { period: String(period) }),
    });
    expect(status).toBe(201);
  }

  const phases = async (): Promise<Record<string, number>> => {
    const rows = await api.persistence.db.query<{ phase: string; n: number }>(
      't-phases',
      'SELECT phase, count(*) AS n FROM applications GROUP BY phase ORDER BY phase',
    );
    return Object.fromEntries(rows.map(({ phase, n }) => [phase, n]));
  };

  it('is all good drafts as one submission; the others stay drafts, each with its reason', async () => {
    await importChildren(5, 2);
    const { status, body } = await clerk.post('/submissions', { body: LIVING });
    expect(status).toBe(201);
    // A boarder in primary school: 1,000 yuan a year, half of it in autumn (policies C).
    expect(body).toMatchObject({ number: 1, count: 3, totalFen: 3 * 50_000 });
    expect(body.leftOut).toHaveLength(2);
    expect(body.leftOut[0]).toMatchObject({
      code: 'APPLICATION.CARD_MISSING',
      zh: '没有银行卡号，请补填银行卡或确认使用存折。',
    });
    expect(await phases()).toEqual({ draft: 2, submitted: 3 });
  });

  it('can be previewed, which changes nothing', async () => {
    await importChildren(3, 1);
    const preview = await clerk.post('/submissions', { body: { ...LIVING, preview: true } });
    expect(preview.body).toMatchObject({ id: null, number: 1, count: 2, totalFen: 100_000 });
    expect(preview.body.leftOut).toHaveLength(1);
    expect(await phases()).toEqual({ draft: 3 });
    expect((await clerk.get('/submissions')).body.items).toEqual([]);
  });

  it('says what is handed in, not what was drafted: the roll has changed an amount meanwhile', async () => {
    await importChildren(3);
    const [one] = await api.persistence.db.query<{ subject: string }>(
      't-one',
      "SELECT subject_id AS subject FROM applications WHERE phase = 'draft' LIMIT 1",
    );
    await api.persistence.db.query('t-day', 'UPDATE roll_entries SET boarding = false WHERE person_id = $1', [
      one!.subject,
    ]);
    // A day pupil is due half of what a boarder is.
    const { body } = await clerk.post('/submissions', { body: LIVING });
    expect(body).toMatchObject({ count: 3, totalFen: 2 * 50_000 + 25_000 });
    expect((await verify(api.persistence)).ok).toBe(true);
  });

  it('carries a digest over exactly these applications', async () => {
    await importChildren(3);
    const { body } = await clerk.post('/submissions', { body: LIVING });
    const history = await findHistory(api.persistence.db, 'submission', body.id);
    const ids = (await clerk.all(`/submissions/${body.id}/applications?limit=1`)).map(({ id }) => id);
    expect(history?.state.contents).toEqual({ count: 3, totalFen: 150_000, digest: digestOf(ids) });
    expect(history?.faults).toEqual([]);
  });

  it('reaches the township once the head has confirmed it', async () => {
    await importChildren(3);
    const { body } = await clerk.post('/submissions', { body: LIVING });
    const confirmed = await head.post(`/submissions/${body.id}/confirm`, { body: MEETING });
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({
      phase: 'confirmed',
      count: 3,
      phases: { 'in-review': 3 },
      schoolName: '寨坪中心小学',
      differenceToLastPeriod: null,
    });
    const tasks = await api.persistence.db.query(
      't-tasks',
      'SELECT office, role, stage FROM tasks WHERE submission_id = $1',
      [body.id],
    );
    expect(tasks).toEqual(Array(3).fill({ office: '99010101', role: 'reviewer', stage: 'township-review' }));
    const texts = await api.persistence.db.query<{ cipher: Buffer }>(
      't-members',
      'SELECT cipher FROM erasable_texts WHERE stream = $1',
      [body.id],
    );
    expect(texts.map(({ cipher }) => api.persistence.keys.decryptText(cipher))).toEqual(['罗建国、沈慧、家长代表']);
  });

  it('is not confirmed by its own clerk, in whichever post', async () => {
    await importChildren(2);
    const { body } = await clerk.post('/submissions', { body: LIVING });
    const asClerk = await clerk.post(`/submissions/${body.id}/confirm`, { body: MEETING });
    expect([asClerk.status, asClerk.body.code]).toEqual([403, 'ACCESS.WRONG_ROLE']);
    // The clerk is head of the school too: four eyes counts the person.
    const post = '01900000-0000-7000-8000-000000000001';
    await api.persistence.db.query(
      't-post',
      "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, $3, 'head')",
      [post, county.staff.clerk.id, SCHOOL],
    );
    await clerk.put('/session/post', { body: { postId: post } });
    const asHead = await clerk.post(`/submissions/${body.id}/confirm`, { body: MEETING });
    expect([asHead.status, asHead.body.code]).toEqual([403, 'ACCESS.FOUR_EYES']);
    expect(await phases()).toEqual({ submitted: 2 });
  });

  it('needs the day and the members of the review meeting', async () => {
    await importChildren(1);
    const { body } = await clerk.post('/submissions', { body: LIVING });
    const nobody = await head.post(`/submissions/${body.id}/confirm`, { body: { ...MEETING, members: [] } });
    expect(nobody.body.code).toBe('SUBMISSION.MEETING_MISSING');
    const noDay = await head.post(`/submissions/${body.id}/confirm`, { body: { ...MEETING, meetingOn: '2026-02-30' } });
    expect(noDay.body.code).toBe('SUBMISSION.MEETING_MISSING');
    const unknown = await head.post(`/submissions/${body.id}/confirm`, { body: { ...MEETING, chair: '罗建国' } });
    expect(unknown.body).toMatchObject({ status: 400, code: 'REQUEST.UNKNOWN_FIELD', errors: [{ path: 'chair' }] });
  });

  it('goes back to the clerk as drafts, and comes again as the same submission', async () => {
    await importChildren(3);
    const first = await clerk.post('/submissions', { body: LIVING });
    const sent = await head.post(`/submissions/${first.body.id}/send-back`, { body: { reason: '请核对三年级的名单' } });
    expect(sent.body).toMatchObject({ phase: 'owed', count: 0 });
    expect(await phases()).toEqual({ draft: 3 });
    const again = await clerk.post('/submissions', { body: LIVING });
    expect(again.body).toMatchObject({ id: first.body.id, number: 1, count: 3 });
  });

  it('is the one it owes, and later ones are numbered on', async () => {
    await oweSubmissions(api.persistence, county.programme(), PERIOD, '990101');
    await importChildren(2);
    const [owed] = (await clerk.get('/submissions?phase=owed')).body.items;
    const first = await clerk.post('/submissions', { body: LIVING });
    expect(first.body).toMatchObject({ id: owed.id, number: 1, count: 2 });
    await head.post(`/submissions/${first.body.id}/confirm`, { body: MEETING });
    await importChildren(4);
    expect((await clerk.post('/submissions', { body: LIVING })).body).toMatchObject({ number: 2, count: 2 });
  });

  it('is handed in once under one Idempotency-Key', async () => {
    await importChildren(2);
    const first = await clerk.post('/submissions', { body: LIVING, key: 'hand-in-1' });
    const again = await clerk.post('/submissions', { body: LIVING, key: 'hand-in-1' });
    expect(again.body).toEqual(first.body);
    const other = await clerk.post('/submissions', { body: { ...LIVING, period: 20262 }, key: 'hand-in-1' });
    expect(other.body.code).toBe('COMMAND.KEY_REUSED');
  });

  it('says by how many children it differs from the period before', async () => {
    await importChildren(3);
    const autumn = await clerk.post('/submissions', { body: LIVING });
    await head.post(`/submissions/${autumn.body.id}/confirm`, { body: MEETING });
    await api.persistence.reference.openPeriod(county.programme(), 20262);
    await importChildren(5, 0, 20262);
    const spring = await clerk.post('/submissions', { body: { ...LIVING, period: 20262 } });
    expect((await head.get(`/submissions/${spring.body.id}`)).body).toMatchObject({
      count: 5,
      differenceToLastPeriod: 2,
    });
    // What follows it in the same period comes on top: 6 against 3, as the reviewer's worklist has it.
    await head.post(`/submissions/${spring.body.id}/confirm`, { body: MEETING });
    await importChildren(6, 0, 20262);
    const more = await clerk.post('/submissions', { body: { ...LIVING, period: 20262 } });
    expect((await head.get(`/submissions/${more.body.id}`)).body).toMatchObject({
      count: 1,
      differenceToLastPeriod: 3,
    });
  });

  it('is something: no draft, no submission', async () => {
    const { status, body } = await clerk.post('/submissions', { body: LIVING });
    expect([status, body.code]).toEqual([422, 'SUBMISSION.EMPTY']);
    expect((await clerk.post('/submissions', { body: { ...LIVING, programmeCode: 'no-such' } })).body.code).toBe(
      'COMMAND.INVALID',
    );
  });

  it('is seen by its school and the offices above it, and by nobody beside it', async () => {
    await importChildren(2);
    const { body } = await clerk.post('/submissions', { body: LIVING });
    const [reviewer, approver, neighbour, direct] = await Promise.all(
      (['reviewer', 'approver', 'kindergartenHead', 'directHead'] as const).map((name) =>
        api.signIn(county.staff[name]),
      ),
    );
    for (const caller of [clerk, head, reviewer!, approver!]) {
      expect(await caller.all('/submissions?limit=1')).toHaveLength(1);
      expect((await caller.get(`/submissions/${body.id}`)).body).toMatchObject({ count: 2, flagged: 0 });
    }
    for (const caller of [neighbour!, direct!]) {
      expect((await caller.get('/submissions')).body.items).toEqual([]);
      expect((await caller.get(`/submissions/${body.id}`)).status).toBe(404);
      expect((await caller.get(`/submissions/${body.id}/applications`)).status).toBe(404);
      const confirm = await caller.post(`/submissions/${body.id}/confirm`, { body: MEETING });
      expect([confirm.status, confirm.body.code]).toEqual([403, 'ACCESS.OUT_OF_JURISDICTION']);
    }
  });
});

describe('a submission window', () => {
  let api: ApiUnderTest;
  let county: SmallCounty;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    county = await smallCounty(api.persistence, 1);
  });
  afterAll(() => api.stop());

  it('is opened once for every school of the programme’s stages, directly under the county too', async () => {
    const { persistence } = api;
    expect(await oweSubmissions(persistence, county.programme('compulsory-living'), PERIOD, '990101')).toBe(2);
    expect(await oweSubmissions(persistence, county.programme('preschool-aid'), PERIOD, '990101')).toBe(1);
    expect(await oweSubmissions(persistence, county.programme('compulsory-living'), PERIOD, '990101')).toBe(0);
    const rows = await persistence.db.query(
      't-owed',
      'SELECT school, programme_code AS programme, phase, number FROM submissions ORDER BY school',
    );
    expect(rows).toEqual([
      { school: KINDERGARTEN, programme: 'preschool-aid', phase: 'owed', number: 1 },
      { school: SCHOOL, programme: 'compulsory-living', phase: 'owed', number: 1 },
      { school: DIRECT_SCHOOL, programme: 'compulsory-living', phase: 'owed', number: 1 },
    ]);
  });

  it('opened by two at the same moment owes each school one', async () => {
    const programme = county.programme('demo-seconds');
    const counts = await Promise.all([1, 2, 3].map(() => oweSubmissions(api.persistence, programme, PERIOD, '990101')));
    expect(counts.reduce((sum, n) => sum + n)).toBe(1);
  });
});

describe('a large school', () => {
  it('hands in 600 children in one transaction, and its head confirms them in one', async () => {
    const api = await ApiUnderTest.start();
    try {
      const county = await smallCounty(api.persistence, 1);
      const [clerk, head] = await Promise.all([api.signIn(county.staff.clerk), api.signIn(county.staff.head)]);
      const lines = (await enrol(api.persistence, 600)).map((child) => lineOf(child));
      const imported = await clerk.post('/imports', { body: uploadOf(rosterCsv(lines)) });
      expect(imported.body.counts).toMatchObject({ accepted: 600, drafts: 600 });
      const started = performance.now();
      const { body } = await clerk.post('/submissions', { body: LIVING });
      const prepared = performance.now();
      const confirmed = await head.post(`/submissions/${body.id}/confirm`, { body: MEETING });
      expect(confirmed.body).toMatchObject({ count: 600, phases: { 'in-review': 600 } });
      const commands = await api.persistence.db.query<{ n: number }>(
        't-commands',
        "SELECT count(DISTINCT command) AS n FROM audit.events WHERE type IN ('ApplicationSubmitted', 'ApplicationConfirmed')",
      );
      expect(commands[0]!.n).toBe(2);
      // A second or two on an idle machine; other work may share these cores.
      expect(prepared - started).toBeLessThan(8_000);
      expect(performance.now() - prepared).toBeLessThan(8_000);
    } finally {
      await api.stop();
    }
  }, 120_000);
});
