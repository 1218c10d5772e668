import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginSignIn } from '#persistence';
import { LOCK_MINUTES } from '../../apps/api/src/session/lock-out.js';
import { type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 2);
});
afterAll(() => api.stop());

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends', async () => {
    const { login, password } = county.staff.reviewer;
    const { status, headers } = await api.anonymous.post('/session', { body: { login, password } });
    expect(status).toBe(204);
    expect(headers.getSetCookie()[0]).toMatch(/^zhudao_session=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
  });

  it('keeps only the hash of the token', async () => {
    const caller = await api.signIn(county.staff.reviewer);
    const token = caller.cookie!.split('=')[1]!;
    const rows = await api.persistence.db.query<{ hash: string }>(
      't-sessions',
      "SELECT encode(token_hash, 'escape') AS hash FROM sessions",
    );
    expect(rows.some(({ hash }) => hash.includes(token))).toBe(false);
  });

  it('says who one is, with the post one acts in and all one holds', async () => {
    const me = await (await api.signIn(county.staff.reviewer)).get('/me');
    const post = {
      id: county.staff.reviewer.postId,
      office: '99010101',
      officeName: '寨坪镇中心学校',
      level: 'township',
      role: 'reviewer',
    };
    expect(me.body).toEqual({
      staffId: county.staff.reviewer.id,
      name: '周文',
      login: 'reviewer',
      post,
      posts: [post],
    });
  });

  it('answers a wrong password and an unknown login in the same words', async () => {
    const wrong = await api.anonymous.post('/session', { body: { login: 'reviewer', password: 'wrong' } });
    const unknown = await api.anonymous.post('/session', { body: { login: 'nobody', password: 'wrong' } });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(wrong.body).toMatchObject({
      code: 'AUTH.WRONG_PASSWORD',
      detail: '登录名或密码不正确。',
      messages: { en: 'Login or password is wrong.' },
    });
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
  });

  it.each(['approver2', 'nobody-else'])(
    'closes the login %s after five failures, for the right password too',
    async (login) => {
      for (let i = 0; i < 5; i++)
        expect((await api.anonymous.post('/session', { body: { login, password: `wrong ${i}` } })).status).toBe(401);
      const { status, body, headers } = await api.anonymous.post('/session', {
        body: { login, password: county.staff.approver2.password },
      });
      expect(status).toBe(429);
      expect(body).toMatchObject({ code: 'AUTH.LOCKED', params: { minutes: 1 } });
      expect(headers.get('retry-after')).toBe('60');
    },
  );

  it('does not let many guesses at once slip past the lock', async () => {
    const guesses = Array.from({ length: 12 }, (_, i) =>
      api.anonymous.post('/session', { body: { login: 'finance2', password: `guess ${i}` } }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('is open to who signs in at two servers at once, whichever clock is behind', async () => {
    const { login } = county.staff.approver;
    const attempt = (now: number) => beginSignIn(api.persistence.db, login, now, LOCK_MINUTES);
    const now = Date.now();
    expect(await attempt(now)).toMatchObject({ lockedUntil: null });
    expect(await attempt(now - 1_000)).toMatchObject({ lockedUntil: null });
  });

  it('forgets earlier failures once the right password came', async () => {
    const { login, password } = county.staff.countySupervisor;
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) await api.anonymous.post('/session', { body: { login, password: 'wrong' } });
      expect((await api.anonymous.post('/session', { body: { login, password } })).status).toBe(204);
    }
  });
});

describe('a session', () => {
  it('is asked for', async () => {
    expect((await api.anonymous.get('/me')).body).toMatchObject({ status: 401, code: 'AUTH.NOT_SIGNED_IN' });
  });

  it('is gone at once after signing out', async () => {
    const caller = await api.signIn(county.staff.finance);
    expect((await caller.delete('/session')).status).toBe(204);
    expect((await caller.get('/me')).body).toMatchObject({ status: 401, code: 'AUTH.SESSION_EXPIRED' });
  });

  it('ends by itself', async () => {
    const caller = await api.signIn(county.staff.finance);
    await api.persistence.db.query('t-expire', 'UPDATE sessions SET expires_at = 1 WHERE staff_id = $1', [
      county.staff.finance.id,
    ]);
    expect((await caller.get('/me')).body.code).toBe('AUTH.SESSION_EXPIRED');
  });

  it('switches to another of one’s posts, and to no other', async () => {
    const { db } = api.persistence;
    const { directClerk, auditor } = county.staff;
    const second = '0190a000-0000-7000-8000-000000000001';
    await db.query('t-post', "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, '99010190001', 'head')", [
      second,
      directClerk.id,
    ]);
    const caller = await api.signIn(directClerk);
    expect((await caller.put('/session/post', { body: { postId: second } })).status).toBe(204);
    expect((await caller.get('/me')).body.post).toMatchObject({ id: second, role: 'head' });
    const foreign = await caller.put('/session/post', { body: { postId: auditor.postId } });
    expect(foreign.body).toMatchObject({ status: 403, code: 'ACCESS.NOT_YOUR_POST' });
  });

  it('loses the rights of a post the moment it ends', async () => {
    const caller = await api.signIn(county.staff.kindergartenHead);
    await api.persistence.db.query('t-end', 'UPDATE posts SET ended_at = 1 WHERE id = $1', [
      county.staff.kindergartenHead.postId,
    ]);
    expect((await caller.get('/me')).body).toMatchObject({ post: null, posts: [] });
  });
});

describe('another website', () => {
  it('cannot send commands with somebody’s cookie', async () => {
    const caller = await api.signIn(county.staff.reviewer);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await caller.send('DELETE', '/session', { headers });
      expect(answer.body).toMatchObject({ status: 403, code: 'AUTH.FOREIGN_ORIGIN' });
    }
    expect((await caller.delete('/session', { headers: { origin: api.address } })).status).toBe(204);
  });
});

describe('health', () => {
  it('says live and ready to anybody', async () => {
    expect((await api.anonymous.get('/health/live')).body).toEqual({ status: 'live' });
    expect((await api.anonymous.get('/health/ready')).body).toEqual({ status: 'ready' });
  });
});
