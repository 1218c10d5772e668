import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { decidedLate } from '../factories/decided-late.js';
import type { SmallCounty } from '../factories/small-county.js';
import type { ApiUnderTest, Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
let auditor: Caller;
let early: string;
let lateOne: string;
let direct: string;

beforeAll(async () => {
  ({ api, county, auditor, early, lateOne, direct } = await decidedLate());
});
afterAll(() => api.stop());

const streams = (body: { items: { stream: string }[] }) => body.items.map(({ stream }) => stream);

describe('what an office, or somebody in one seat, decided', () => {
  const days = 'from=2026-09-01&to=2026-12-31';

  it('is found by the office, whoever held its posts, and by person and seat together', async () => {
    const decided = streams((await auditor.get(`/audit/decisions?office=99010101&${days}`)).body);
    expect(decided).toEqual([early, lateOne]);
    const { id } = county.staff.reviewer;
    const inSeat = (office: string, role: string) =>
      auditor.get(`/audit/decisions?person=${id}&office=${office}&role=${role}&${days}`);
    expect(streams((await inSeat('99010101', 'reviewer')).body)).toEqual([early, lateOne]);
    expect(streams((await inSeat('990101', 'reviewer')).body)).toEqual([]);
    expect(streams((await auditor.get(`/audit/late?person=${id}&${days}`)).body)).toEqual([lateOne]);
  });

  it('says about whom, and wants a person or an office', async () => {
    const { body } = await auditor.get(`/audit/decisions?office=99010101&${days}&limit=1`);
    expect(body.items[0]).toMatchObject({ officeName: '寨坪镇中心学校', name: '学生0' });
    expect(await auditor.get(`/audit/decisions?${days}`)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'person' }] },
    });
  });

  it('lists as many as the supervisor’s figure of a person counts', async () => {
    const supervisor = await api.signIn(county.staff.countySupervisor);
    const { body } = await supervisor.get('/supervision');
    for (const { person, office, role, decided } of body.persons) {
      const seat = `person=${person}&office=${office}&role=${role}`;
      const listed = await supervisor.get(`/audit/decisions?${seat}&from=${body.from}&to=${body.to}&limit=200`);
      expect(listed.body.items).toHaveLength(decided.count);
    }
  });
});

describe('a search for a child', () => {
  const recorded = () =>
    api.persistence.db.query<{ actor: string; subject: string | null; detail: { by: string; found: string[] } }>(
      't-searches',
      "SELECT actor, subject, detail FROM audit.access WHERE kind = 'children-searched' ORDER BY id",
    );
  const childOf = async (application: string) => {
    const [row] = await api.persistence.db.query<{ subject_id: string }>(
      't-subject',
      'SELECT subject_id FROM applications WHERE id = $1',
      [application],
    );
    return county.children.find(({ personId }) => personId === row!.subject_id)!;
  };

  it('finds by the beginning of a name, however it was typed, whoever has an application', async () => {
    const { body } = await auditor.post('/applications/search', { body: { name: ' 学 生' } });
    const applied = await Promise.all([early, lateOne, direct].map(childOf));
    expect(body.items.map(({ person }: { person: string }) => person).sort()).toEqual(
      applied.map(({ personId }) => personId).sort(),
    );
    expect(body.items[0].applications).toMatchObject([{ programme: 'compulsory-living', period: 20261 }]);
    expect(JSON.stringify(body)).not.toContain(applied[0]!.idNumber);
  });

  it('finds by identity number, and leaves a record that says whom it found and not what was typed', async () => {
    const child = await childOf(early);
    const before = (await recorded()).length;
    const { body } = await auditor.post('/applications/search', { body: { idNumber: ` ${child.idNumber} ` } });
    expect(body.items).toMatchObject([{ person: child.personId, applications: [{ id: early }] }]);
    const after = await recorded();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toEqual({
      actor: county.staff.auditor.id,
      subject: null,
      detail: { by: 'id-number', found: [child.personId] },
    });
    await auditor.post('/applications/search', { body: { idNumber: '994116201604152806' } });
    expect((await recorded()).at(-1)!.detail).toEqual({ by: 'id-number', found: [] });
  });

  it('finds nobody outside one’s own subtree, and records that too', async () => {
    const township = await api.signIn(county.staff.townshipSupervisor);
    const child = await childOf(direct);
    expect((await township.post('/applications/search', { body: { idNumber: child.idNumber } })).body.items).toEqual(
      [],
    );
    expect((await recorded()).at(-1)!.actor).toBe(county.staff.townshipSupervisor.id);
  });

  it('wants one of the two, and more than a family name', async () => {
    for (const body of [{}, { name: '学' }, { name: '学生', idNumber: '1' }])
      expect(await auditor.post('/applications/search', { body })).toMatchObject({ status: 400 });
  });

  it('is for whoever may read applications, of their own schools', async () => {
    const clerk = await api.signIn(county.staff.clerk);
    const { body } = await clerk.post('/applications/search', { body: { name: '学生' } });
    const found = body.items.flatMap(({ applications }: { applications: { id: string }[] }) =>
      applications.map(({ id }) => id),
    );
    expect(found.sort()).toEqual([early, lateOne].sort());
    expect((await recorded()).at(-1)!.actor).toBe(county.staff.clerk.id);
    expect((await api.anonymous.post('/applications/search', { body: { name: '学生' } })).status).toBe(401);
  });
});

describe('who and where there is', () => {
  it('is found by a part of a name, those who left included, within the subtree', async () => {
    await api.persistence.db.query('t-left', 'UPDATE posts SET ended_at = 1 WHERE staff_id = $1', [
      county.staff.reviewer2.id,
    ]);
    const [found] = (await auditor.get(`/audit/staff?name=${encodeURIComponent('丽')}`)).body;
    expect(found).toMatchObject({
      name: '孙丽',
      posts: [{ officeName: '寨坪镇中心学校', role: 'reviewer', ended: true }],
    });
    expect((await auditor.get(`/audit/offices?name=${encodeURIComponent('寨坪')}`)).body).toMatchObject([
      { code: '99010101', name: '寨坪镇中心学校' },
      { name: '寨坪中心幼儿园' },
      { name: '寨坪中心小学' },
    ]);
    const township = await api.signIn(county.staff.townshipSupervisor);
    const names = (await township.get('/audit/offices')).body.map(({ code }: { code: string }) => code);
    expect(names).not.toContain('990101');
  });
});

type Trail = { entries: { envelope: { type: string; hash: string; previous: string } }[] };

describe('the trail of one case', () => {
  it('has every event with its hash, and says that the chain is whole', async () => {
    const { body } = await auditor.get<Trail>(`/audit/streams/application/${early}`);
    expect(body).toMatchObject({
      name: '学生0',
      officeName: '寨坪中心小学',
      chain: { intact: true, faults: [], endsWhereListed: true },
    });
    const approved = body.entries.find(({ envelope }) => envelope.type === 'ApplicationApproved');
    expect(approved).toMatchObject({ actorName: '周文', officeName: '寨坪镇中心学校' });
    const hashes = body.entries.map(({ envelope }) => envelope.hash);
    expect(body.entries.slice(1).map(({ envelope }) => envelope.previous)).toEqual(hashes.slice(0, -1));
  });

  it('shows where it was altered, and where its end was cut off', async () => {
    const owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    await owner.query(
      'UPDATE audit.events SET payload = payload || \'{"stage":"x"}\' WHERE stream = $1 AND version = 2',
      [lateOne],
    );
    await owner.query(
      'DELETE FROM audit.events e WHERE stream = $1 AND version = (SELECT max(version) FROM audit.events WHERE stream = $1)',
      [direct],
    );
    await owner.end();
    expect((await auditor.get(`/audit/streams/application/${lateOne}`)).body.chain).toEqual({
      intact: false,
      faults: [{ version: 2, fault: 'hash-differs' }],
      endsWhereListed: true,
    });
    expect((await auditor.get(`/audit/streams/application/${direct}`)).body.chain).toEqual({
      intact: false,
      faults: [],
      endsWhereListed: false,
    });
  });

  it('is there for submissions as well, and for nobody outside the subtree', async () => {
    const [row] = await api.persistence.db.query<{ id: string }>(
      't-submission',
      'SELECT submission_id AS id FROM applications WHERE id = $1',
      [direct],
    );
    const path = `/audit/streams/submission/${row!.id}`;
    expect((await auditor.get(path)).body).toMatchObject({ name: null, chain: { intact: true } });
    const township = await api.signIn(county.staff.townshipSupervisor);
    expect((await township.get(path)).body).toMatchObject({ status: 404, code: 'STREAM.NOT_FOUND' });
    expect((await auditor.get('/audit/streams/staff/x')).status).toBe(400);
  });
});
