import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Bulks, type Door, findHistory, newId, resumeBulks } from '#persistence';
import type { BulkItemView, BulkView } from '../../apps/api/src/bulk-decisions/bulk-decisions.dto.js';
import { DIRECT_SCHOOL, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { type Answer, ApiUnderTest, type Caller } from '../harness/api.js';
import { eventually } from '../harness/eventually.js';

let api: ApiUnderTest;
let county: SmallCounty;
let reviewer: Caller;
let approver: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 330);
  reviewer = await api.signIn(county.staff.reviewer);
  approver = await api.signIn(county.staff.approver);
}, 120_000);
afterAll(() => api.stop());

/** Submitted and confirmed, as the reviewer's page shows them now. */
async function inReview(
  count: number,
  number: number,
  school = SCHOOL,
): Promise<{ submission: string; selection: { id: string; revision: number }[] }> {
  const ids = await county.draft(count, school);
  const submission = await county.handIn(ids, school, undefined, number);
  return { submission, selection: await seen(ids) };
}

const seen = (ids: readonly string[]): Promise<{ id: string; revision: number }[]> =>
  api.persistence.db.query('t-seen', 'SELECT id, revision FROM applications WHERE id = ANY($1::uuid[]) ORDER BY id', [
    ids,
  ]);

const finished = (caller: Caller, id: string): Promise<BulkView> =>
  eventually(async () => {
    const { body } = await caller.get(`/bulk-decisions/${id}`);
    return body.state === 'done' && body;
  }, 30_000);

async function allItems(caller: Caller, id: string, query = ''): Promise<BulkItemView[]> {
  const items: BulkItemView[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: Answer<{ items: BulkItemView[]; next: string | null }> = await caller.get(
      `/bulk-decisions/${id}/items?limit=70${query}${next && `&cursor=${next}`}`,
    );
    expect(page.status).toBe(200);
    items.push(...page.body.items);
    next = page.body.next;
  }
  return items;
}

/** All a bulk could have touched. */
async function everything(): Promise<string> {
  const [row] = await api.persistence.db.query<{ all: string }>(
    't-everything',
    `SELECT (SELECT json_agg((id, version, revision, phase, last_hash) ORDER BY id)::text FROM applications)
         || (SELECT count(*) FROM audit.events) || '/' || (SELECT count(*) FROM audit.access) || '/' || (SELECT count(*) FROM commands)
         || '/' || (SELECT count(*) FROM erasable_texts) || '/' || (SELECT count(*) FROM tasks) || '/' || (SELECT sum(version) FROM outbox) AS all`,
  );
  return row!.all;
}

async function approvalsOf(id: string): Promise<number> {
  const history = await findHistory(api.persistence.db, 'application', id);
  expect(history!.faults).toEqual([]);
  return history!.events.filter((event) => event.type === 'ApplicationApproved').length;
}

describe('two hundred at once', () => {
  it('approves what is lawful, and tells of every other one why not', async () => {
    const free = await inReview(120, 1);
    const overtaken = await inReview(40, 2);
    for (const { id } of overtaken.selection) await county.must(county.approve('reviewer2', id));
    const barred = await withReviewerAsHead(() => inReview(40, 3));
    const selection = [...overtaken.selection, ...barred.selection, ...free.selection];

    const { status, body } = await reviewer.post('/bulk-decisions', {
      body: { command: 'approve', opinion: '情况属实，同意。', selection: { applications: selection } },
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({ command: 'approve', preview: false, total: 200 });
    const done = await finished(reviewer, body.id);
    expect(done).toMatchObject({ total: 200, done: 200, accepted: 120, refused: 80 });
    expect(done.acceptedFen).toBe((done.totalFen / 200) * 120);

    const items = await allItems(reviewer, body.id);
    const result = new Map(items.map((item) => [item.application, item]));
    expect(items).toHaveLength(200);
    for (const { id } of free.selection) expect(result.get(id)).toMatchObject({ result: 'accepted', refusal: null });
    for (const { id } of overtaken.selection) {
      expect(result.get(id)!.name).toMatch(/^学生\d+$/);
      expect(result.get(id)!.refusal).toMatchObject({
        code: 'STREAM.REVISION_STALE',
        zh: expect.stringContaining('孙丽'),
      });
    }
    for (const { id } of barred.selection) {
      expect(result.get(id)!.refusal).toMatchObject({
        code: 'ACCESS.FOUR_EYES',
        zh: expect.stringContaining('孙丽'),
        params: { mayAct: ['孙丽'] },
      });
    }
    expect((await allItems(reviewer, body.id, '&refused=true')).every((item) => item.result === 'refused')).toBe(true);
    expect(await approvalsOf(free.selection[0]!.id)).toBe(1);
    expect(await approvalsOf(barred.selection[0]!.id)).toBe(0);
  }, 60_000);

  it('gives every application the opinion with a commitment of its own', async () => {
    const { submission, selection } = await inReview(3, 1, DIRECT_SCHOOL);
    const { body } = await approver.post('/bulk-decisions', {
      body: { command: 'approve', opinion: '同意', selection: { submissionId: submission } },
    });
    expect(await finished(approver, body.id)).toMatchObject({ total: 3, accepted: 3 });
    const opinions = await Promise.all(
      selection.map(async ({ id }) => {
        const history = await findHistory(api.persistence.db, 'application', id);
        return history!.events.at(-1)!.payload.opinion as { id: string; commitment: string };
      }),
    );
    expect(new Set(opinions.map(({ commitment }) => commitment)).size).toBe(3);
    const texts = await api.persistence.texts.read(
      api.persistence.db,
      opinions.map(({ id }) => id),
    );
    expect([...texts.values()].map(({ text }) => text)).toEqual(['同意', '同意', '同意']);
    // The bulk's own copy goes with its last chunk.
    expect(
      await api.persistence.db.query('t-copy', 'SELECT id FROM erasable_texts WHERE stream = $1', [body.id]),
    ).toEqual([]);
  });
});

describe('a preview', () => {
  it('says what would happen to each, at once, and changes nothing', async () => {
    const { submission, selection } = await inReview(5, 4);
    await county.must(county.approve('reviewer2', selection[0]!.id));
    const before = await everything();
    const list = { command: 'reject', reason: 'not-eligible', preview: true, selection: { applications: selection } };
    const { status, body } = await reviewer.post('/bulk-decisions', { body: list });
    expect(status).toBe(202);
    expect(body).toMatchObject({ preview: true, state: 'done', total: 5, done: 5 });
    const unknown = await allItems(reviewer, body.id);
    expect(unknown.filter((item) => item.refusal?.code === 'APPLICATION.REASON_UNKNOWN')).toHaveLength(4);
    const approval = await reviewer.post('/bulk-decisions', {
      body: { command: 'approve', opinion: '同意', preview: true, selection: { submissionId: submission } },
    });
    expect(approval.body).toMatchObject({ state: 'done', total: 4, accepted: 4 });
    // The opinion of the preview went with it, and nothing else was touched.
    expect(await everything()).toBe(before);
  });

  it('names the children that are one’s own to see, and neither name nor amount of another office’s', async () => {
    const [own, foreign] = [await inReview(1, 10), await inReview(1, 11, DIRECT_SCHOOL)];
    const { body } = await reviewer.post('/bulk-decisions', {
      body: {
        command: 'approve',
        preview: true,
        selection: { applications: [...own.selection, ...foreign.selection] },
      },
    });
    const items = await allItems(reviewer, body.id);
    const told = new Map(items.map(({ application, name, amountFen }) => [application, { name, amountFen }]));
    expect(told.get(own.selection[0]!.id)).toEqual({ name: expect.stringMatching(/^学生\d+$/), amountFen: 50_000 });
    expect(told.get(foreign.selection[0]!.id)).toEqual({ name: null, amountFen: 0 });
  });

  it('compares what would be approved with what the same children applied for in the period before', async () => {
    const { submission, selection } = await inReview(3, 9);
    const preview = async () =>
      (
        await reviewer.post('/bulk-decisions', {
          body: { command: 'approve', preview: true, selection: { submissionId: submission } },
        })
      ).body;
    expect(await preview()).toMatchObject({ accepted: 3, lastPeriod: { children: 0, totalFen: 0 } });
    await api.persistence.db.query(
      't-last-period',
      `INSERT INTO applications (id, period, programme_code, programme_version, subject_id, school, township, county, phase, visit_no, amount_fen, flags, held, objected, version, revision, last_at, last_hash)
       SELECT gen_random_uuid(), 20252, programme_code, programme_version, subject_id, school, township, county, $2, 1, 40000, '{}', false, false, 1, 1, 1, ''
       FROM applications WHERE id = $1`,
      [selection[0]!.id, 'paid'],
    );
    expect(await preview()).toMatchObject({ accepted: 3, lastPeriod: { children: 1, totalFen: 40_000 } });
  });
});

describe('a bulk whose process dies', () => {
  it('is taken over once its lease ends, also between a commit and its record, and nothing is decided twice', async () => {
    const { selection } = await inReview(25, 5);
    const { db, door, texts } = api.persistence;
    let chunks = 0;
    const dying = {
      quiet: async () => {},
      execute: async (request: Parameters<Door['execute']>[0]) => {
        const answer = await door.execute(request);
        if (++chunks === 2) throw new Error('killed after the commit');
        return answer;
      },
    };
    const first = new Bulks({ db, texts, door: dying }, { chunkSize: 10, leaseMs: 400 });
    const { actor, postId } = county.staff.reviewer;
    const creation = await first.create({
      actor,
      post: postId,
      key: null,
      requestHash: '00',
      preview: false,
      command: { type: 'approve', opinion: '同意' },
      selection,
    });
    if (!creation.ok) throw new Error(creation.rejection.code);
    const { id } = creation.bulk;
    await expect(first.run(id)).rejects.toThrow('killed after the commit');

    expect(await first.find(actor.person, id)).toMatchObject({ state: 'running', done: 10 });
    const successor = new Bulks(api.persistence);
    await successor.run(id); // the lease still holds
    expect(await first.find(actor.person, id)).toMatchObject({ state: 'running', done: 10 });

    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(await resumeBulks(api.persistence)).toBe(1);
    expect(await first.find(actor.person, id)).toMatchObject({ state: 'done', done: 25, accepted: 25 });
    for (const application of selection) expect(await approvalsOf(application.id)).toBe(1);
    const answered = await allItems(reviewer, id);
    expect(answered.map((item) => item.result)).toEqual(Array(25).fill('accepted'));
  }, 30_000);

  it('is handed back by a process that stops in good order', async () => {
    const { selection } = await inReview(6, 6);
    const { actor, postId } = county.staff.reviewer;
    const leaving = new Bulks(api.persistence, { chunkSize: 2 });
    const creation = await leaving.create({
      actor,
      post: postId,
      key: null,
      requestHash: '00',
      preview: false,
      command: { type: 'approve' },
      selection,
    });
    if (!creation.ok) throw new Error(creation.rejection.code);
    leaving.start(creation.bulk.id);
    await leaving.close();
    expect((await leaving.find(actor.person, creation.bulk.id))!.done).toBeLessThan(6);
    await resumeBulks(api.persistence);
    expect(await leaving.find(actor.person, creation.bulk.id)).toMatchObject({ state: 'done', accepted: 6 });
  });
});

describe('asked twice', () => {
  it('with the same key and body is the same bulk; with another body it is refused; strangers find nothing', async () => {
    const { selection } = await inReview(2, 7);
    const key = newId();
    const ask = { command: 'approve', selection: { applications: selection } };
    const [one, two] = await Promise.all([
      reviewer.post('/bulk-decisions', { body: ask, key }),
      reviewer.post('/bulk-decisions', { body: ask, key }),
    ]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(two.body.id).toBe(one.body.id);
    await finished(reviewer, one.body.id);
    expect((await reviewer.post('/bulk-decisions', { body: ask, key })).body).toMatchObject({
      id: one.body.id,
      state: 'done',
    });
    const other = await reviewer.post('/bulk-decisions', { body: { ...ask, opinion: '同意' }, key });
    expect(other).toMatchObject({ status: 422, body: { code: 'COMMAND.KEY_REUSED' } });
    expect((await approver.get(`/bulk-decisions/${one.body.id}`)).status).toBe(404);
    expect((await approver.get(`/bulk-decisions/${one.body.id}/items`)).status).toBe(404);
  });
});

/** What the reviewer confirmed as a head, in a second post, four eyes keeps from them as a reviewer. */
async function withReviewerAsHead<T>(work: () => Promise<T>): Promise<T> {
  const { head, reviewer: person } = county.staff;
  const postId = newId();
  await api.persistence.db.query(
    't-post',
    "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, $3, 'head')",
    [postId, person.id, SCHOOL],
  );
  county.staff.head = {
    ...head,
    id: person.id,
    postId,
    actor: { person: person.id, onBehalfOf: null, seat: { office: SCHOOL, role: 'head' } },
  };
  try {
    return await work();
  } finally {
    county.staff.head = head;
  }
}
