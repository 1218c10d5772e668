import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#persistence';
import { decidedLate } from '../factories/decided-late.js';
import type { SmallCounty } from '../factories/small-county.js';
import type { ApiUnderTest, Caller } from '../harness/api.js';

const local = (text: string) => Date.parse(`${text}+08:00`);
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

describe('what did this person decide between two dates', () => {
  const of = (person: string, from: string, to: string) => `/audit/decisions?person=${person}&from=${from}&to=${to}`;

  it('counts days by the county’s clocks, both included', async () => {
    const { id } = county.staff.reviewer;
    expect(streams((await auditor.get(of(id, '2026-09-23', '2026-09-23'))).body)).toEqual([early]);
    expect(streams((await auditor.get(of(id, '2026-09-24', '2026-10-19'))).body)).toEqual([]);
    expect(streams((await auditor.get(of(id, '2026-09-23', '2026-10-20'))).body)).toEqual([early, lateOne]);
  });

  it('says when, in which seat, at which stage and how', async () => {
    const { body } = await auditor.get(of(county.staff.reviewer.id, '2026-09-23', '2026-09-23'));
    expect(body.items[0]).toMatchObject({
      at: local('2026-09-23T23:30'),
      type: 'ApplicationApproved',
      actorName: '周文',
      seat: '99010101/reviewer',
      stage: 'township-review',
      late: false,
      schoolName: '寨坪中心小学',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('goes page by page', async () => {
    const path = of(county.staff.clerk.id, '2026-09-01', '2026-12-31');
    const first = await auditor.get(`${path}&limit=1`);
    const second = await auditor.get(`${path}&limit=1&cursor=${first.body.next}`);
    expect(second.body.next).toBeNull();
    expect([...streams(first.body), ...streams(second.body)].sort()).toEqual([early, lateOne].sort());
  });

  it('shows a supervisor their own jurisdiction only', async () => {
    const township = await api.signIn(county.staff.townshipSupervisor);
    expect(streams((await township.get(of(county.staff.approver.id, '2026-09-01', '2026-12-31'))).body)).toEqual([]);
    expect(streams((await auditor.get(of(county.staff.approver.id, '2026-09-01', '2026-12-31'))).body)).toEqual([
      direct,
    ]);
  });

  it('is not for everybody, and wants days that exist', async () => {
    const clerk = await api.signIn(county.staff.clerk);
    expect((await clerk.get(of(county.staff.reviewer.id, '2026-09-01', '2026-09-30'))).body).toMatchObject({
      status: 403,
      code: 'ACCESS.WRONG_ROLE',
    });
    expect((await auditor.get(of(county.staff.reviewer.id, '2026-02-30', '2026-03-01'))).body).toMatchObject({
      status: 400,
      errors: [{ path: 'from' }],
    });
    expect((await auditor.get(of(county.staff.reviewer.id, '2026-03-02', '2026-03-01'))).body).toMatchObject({
      status: 400,
      errors: [{ path: 'to' }],
    });
  });
});

describe('what was decided after its deadline', () => {
  it('lists it, for all offices or for one', async () => {
    const days = 'from=2026-09-01&to=2026-12-31';
    const all = await auditor.get(`/audit/late?${days}`);
    expect(streams(all.body)).toEqual([lateOne, direct]);
    expect(all.body.items[0]).toMatchObject({ late: true, actorName: '周文' });
    expect(streams((await auditor.get(`/audit/late?${days}&office=99010101`)).body)).toEqual([lateOne]);
    expect(streams((await auditor.get('/audit/late?from=2026-09-01&to=2026-10-19')).body)).toEqual([]);
  });
});

describe('the inbox', () => {
  it('has what one was told, newest first, and remembers what was read', async () => {
    const { db } = api.persistence;
    const { reviewer, reviewer2 } = county.staff;
    const messages = [newId(), newId(), newId()];
    for (const [i, id] of messages.entries()) {
      await db.query(
        't-inbox',
        "INSERT INTO inbox_messages (id, staff_id, at, subject, body, items) VALUES ($1, $2, $3, $4, '…', '[]')",
        [id, reviewer.id, i, `第${i + 1}条`],
      );
    }
    const caller = await api.signIn(reviewer);
    expect((await caller.get('/inbox/unread')).body).toEqual({ count: 3, shown: '3' });
    const first = await caller.get('/inbox?limit=2');
    expect(first.body.items.map(({ subject }: { subject: string }) => subject)).toEqual(['第3条', '第2条']);
    expect(
      (await caller.get(`/inbox?cursor=${first.body.next}`)).body.items.map(
        ({ subject }: { subject: string }) => subject,
      ),
    ).toEqual(['第1条']);
    expect((await caller.post(`/inbox/${messages[2]}/read`, { body: {} })).status).toBe(204);
    expect((await caller.get('/inbox?unread=true')).body.items).toHaveLength(2);
    expect((await caller.post('/inbox/read', { body: { upTo: messages[0] } })).status).toBe(204);
    expect((await caller.get('/inbox/unread')).body.count).toBe(1);
    const other = await api.signIn(reviewer2);
    expect((await other.get('/inbox')).body.items).toEqual([]);
    expect((await other.post(`/inbox/${messages[1]}/read`, { body: {} })).body).toMatchObject({
      status: 404,
      code: 'STREAM.NOT_FOUND',
    });
  });
});
