import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '#persistence';
import { COUNTY, type SmallCounty, type StaffMember, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, Caller } from '../harness/api.js';

const COOKIE = 'zhudao_session';
const IDLE_MINUTES = 30;
const HOUR = 60 * 60_000;

let api: ApiUnderTest;
let county: SmallCounty;

beforeAll(async () => {
  api = await ApiUnderTest.start({ idleMinutes: IDLE_MINUTES, origins: ['https://zizhu.example.cn'] });
  county = await smallCounty(api.persistence, 20);
});
afterAll(() => api.stop());

const tokenOf = ({ cookie }: Caller): string => cookie!.split('=')[1]!;

/** Signs in from a browser that already sends this cookie. */
async function signInWith(cookie: string, { login, password }: StaffMember): Promise<Caller> {
  const { headers } = await new Caller(api.address, cookie).post('/session', { body: { login, password } });
  return new Caller(api.address, headers.getSetCookie()[0]!.split(';')[0]!);
}

const saysGone = async (caller: Caller) =>
  expect((await caller.get('/me')).body).toMatchObject({ status: 401, code: 'AUTH.SESSION_EXPIRED' });

describe('a cookie somebody knew before the sign-in', () => {
  it('is not the session afterwards', async () => {
    const planted = `${COOKIE}=${'p'.repeat(43)}`;
    const victim = await signInWith(planted, county.staff.reviewer);
    expect(victim.cookie).not.toBe(planted);
    expect((await victim.get('/me')).body.login).toBe('reviewer');
    await saysGone(new Caller(api.address, planted));
  });

  it('is over when it was a session of their own, planted in another’s browser', async () => {
    const attacker = await api.signIn(county.staff.auditor);
    const victim = await signInWith(attacker.cookie!, county.staff.reviewer);
    expect((await victim.get('/me')).body.login).toBe('reviewer');
    await saysGone(attacker);
  });

  it('stays a session when the sign-in fails', async () => {
    const caller = await api.signIn(county.staff.auditor);
    await caller.post('/session', { body: { login: 'auditor', password: 'wrong' } });
    expect((await caller.get('/me')).status).toBe(200);
  });
});

describe('the session’s cookie', () => {
  const flags = async (settings: object, name: 'sign in' | 'sign out') => {
    const own = await ApiUnderTest.start(settings);
    try {
      const { staff } = await smallCounty(own.persistence, 1);
      const { login, password } = staff.clerk;
      const { headers } =
        name === 'sign in'
          ? await own.anonymous.post('/session', { body: { login, password } })
          : await (await own.signIn(staff.clerk)).delete('/session');
      return headers.getSetCookie();
    } finally {
      await own.stop();
    }
  };

  it('goes over https only where the service says so, is for the whole site, and for no script', async () => {
    const [cookie, ...more] = await flags({ secureCookies: true }, 'sign in');
    expect(more).toEqual([]);
    const parts = cookie!.split('; ').slice(1);
    expect(parts.sort()).toEqual([
      expect.stringMatching(/^Expires=/),
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ]);
  });

  it('is taken back at sign-out, under the same flags', async () => {
    const [cookie] = await flags({ secureCookies: true }, 'sign out');
    expect(cookie).toMatch(/^zhudao_session=; .*Expires=Thu, 01 Jan 1970/);
    for (const flag of ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']) expect(cookie).toContain(flag);
  });

  it('is never the same twice', async () => {
    // One after the other: an attempt counts as failed until its password was found right, so five at once lock the account.
    const tokens = new Set<string>();
    for (let time = 0; time < 3; time++) tokens.add(tokenOf(await api.signIn(county.staff.reviewer)));
    expect(tokens.size).toBe(3);
  });
});

describe('a session nobody uses', () => {
  const set = (caller: Caller, createdAt: number, expiresAt: number) =>
    api.persistence.db.query('t-set', 'UPDATE sessions SET created_at = $2, expires_at = $3 WHERE token_hash = $1', [
      sha256(tokenOf(caller)),
      createdAt,
      expiresAt,
    ]);
  const end = async (caller: Caller) => {
    const [row] = await api.persistence.db.query<{ end: number }>(
      't-end-of',
      'SELECT expires_at AS end FROM sessions WHERE token_hash = $1',
      [sha256(tokenOf(caller))],
    );
    return row!.end;
  };

  it('ends after half an hour of silence', async () => {
    const before = Date.now();
    const caller = await api.signIn(county.staff.finance);
    expect(await end(caller)).toBeGreaterThanOrEqual(before + IDLE_MINUTES * 60_000);
    expect(await end(caller)).toBeLessThanOrEqual(Date.now() + IDLE_MINUTES * 60_000);
    await set(caller, before, Date.now() - 1);
    await saysGone(caller);
  });

  it('goes on with each request', async () => {
    const caller = await api.signIn(county.staff.finance);
    await set(caller, Date.now() - HOUR, Date.now() + 5 * 60_000);
    const before = Date.now();
    expect((await caller.get('/me')).status).toBe(200);
    expect(await end(caller)).toBeGreaterThanOrEqual(before + IDLE_MINUTES * 60_000);
  });

  it('ends a working day after the sign-in, however busy', async () => {
    const caller = await api.signIn(county.staff.finance);
    const signedInAt = Date.now() - 12 * HOUR + 5 * 60_000;
    await set(caller, signedInAt, Date.now() + 60_000);
    expect((await caller.get('/me')).status).toBe(200);
    expect(await end(caller)).toBe(signedInAt + 12 * HOUR);
  });
});

describe('a session after sign-out', () => {
  it('decides nothing more, from whatever browser the cookie was copied to', async () => {
    const [id] = await county.draft(1);
    await county.handIn([id!], undefined, undefined, 1);
    const caller = await api.signIn(county.staff.reviewer);
    const copy = new Caller(api.address, caller.cookie);
    await caller.delete('/session');
    const { body } = await copy.post(`/applications/${id}/approve`, { body: { revision: await county.revision(id!) } });
    expect(body).toMatchObject({ status: 401, code: 'AUTH.SESSION_EXPIRED' });
    expect((await copy.delete('/session')).body.code).toBe('AUTH.SESSION_EXPIRED');
  });
});

describe('rights withdrawn while somebody is signed in', () => {
  let id: string;
  let number = 10;
  beforeEach(async () => {
    [id] = (await county.draft(1)) as [string];
    await county.handIn([id], undefined, undefined, ++number);
  });
  const endPost = (postId: string) =>
    api.persistence.db.query('t-end-post', 'UPDATE posts SET ended_at = 1 WHERE id = $1', [postId]);
  const reinstate = (postId: string) =>
    api.persistence.db.query('t-reinstate', 'UPDATE posts SET ended_at = NULL WHERE id = $1', [postId]);

  it('count at the next request: a post that ended neither decides nor reads', async () => {
    const { reviewer } = county.staff;
    const caller = await api.signIn(reviewer);
    expect((await caller.get(`/applications/${id}`)).status).toBe(200);
    await endPost(reviewer.postId);
    try {
      const approval = caller.post(`/applications/${id}/approve`, { body: { revision: await county.revision(id) } });
      for (const answer of [await approval, await caller.get(`/applications/${id}`), await caller.get('/worklist')])
        expect(answer.body).toMatchObject({ status: 403, code: 'ACCESS.POST_ENDED' });
      const { body } = await caller.put('/session/post', { body: { postId: reviewer.postId } });
      expect(body).toMatchObject({ status: 403, code: 'ACCESS.NOT_YOUR_POST' });
    } finally {
      await reinstate(reviewer.postId);
    }
  });

  it('let whoever left their last post sign in no more', async () => {
    const { reviewer2 } = county.staff;
    await endPost(reviewer2.postId);
    const { login, password } = reviewer2;
    const { body } = await api.anonymous.post('/session', { body: { login, password } });
    expect(body).toMatchObject({ status: 403, code: 'AUTH.NO_POST' });
    await reinstate(reviewer2.postId);
  });

  it('of one post leave the other: it must be chosen, and gives no more than its own', async () => {
    const { reviewer } = county.staff;
    const second = '0190a000-0000-7000-8000-0000000000a1';
    await api.persistence.db.query(
      't-second',
      "INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, $3, 'auditor')",
      [second, reviewer.id, COUNTY],
    );
    const caller = await api.signIn(reviewer);
    await caller.put('/session/post', { body: { postId: reviewer.postId } });
    await endPost(reviewer.postId);
    try {
      expect((await caller.get('/me')).body).toMatchObject({ post: null, posts: [{ id: second }] });
      expect((await caller.get(`/applications/${id}`)).body.code).toBe('ACCESS.POST_ENDED');
      await caller.put('/session/post', { body: { postId: second } });
      expect((await caller.get(`/applications/${id}`)).status).toBe(200);
      const { body } = await caller.post(`/applications/${id}/approve`, {
        body: { revision: await county.revision(id) },
      });
      expect(body.status).toBe(403);
    } finally {
      await reinstate(reviewer.postId);
    }
  });
});

describe('another website', () => {
  const FOREIGN: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://zizhu.example.cn.evil.example', 'sec-fetch-site': 'same-site' },
    { origin: 'http://zizhu.example.cn' },
  ];

  it.each(FOREIGN)('%j can neither sign a person in nor upload in their name', async (headers) => {
    const { login, password } = county.staff.clerk;
    const signIn = await api.anonymous.post('/session', { body: { login, password }, headers });
    expect(signIn.body).toMatchObject({ status: 403, code: 'AUTH.FOREIGN_ORIGIN' });
    expect(signIn.headers.getSetCookie()).toEqual([]);

    const form = new FormData();
    form.set('file', new Blob(['a,b\n1,2\n']), 'roster.csv');
    const clerk = await api.signIn(county.staff.clerk);
    expect((await clerk.post('/imports', { body: form, headers })).body.code).toBe('AUTH.FOREIGN_ORIGIN');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'has no form that is read: %s, the types a page may send unasked',
    async (type) => {
      const caller = await api.signIn(county.staff.reviewer);
      const { status } = await caller.post('/inbox/read', { body: '{"upTo":"x"}', headers: { 'content-type': type } });
      expect(status).toBe(415);
    },
  );

  it('does not hear an answer either: nothing is said of other origins', async () => {
    const caller = await api.signIn(county.staff.reviewer);
    const { headers } = await caller.get('/me', { headers: { origin: 'https://evil.example' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('is another matter than the address people use, which the operator names', async () => {
    const caller = await api.signIn(county.staff.reviewer);
    const own = { origin: 'https://zizhu.example.cn', 'sec-fetch-site': 'same-origin' };
    expect((await caller.delete('/session', { headers: own })).status).toBe(204);
  });
});

describe('guesses of a password', () => {
  it('spread over sessions and headers close the login just the same', async () => {
    const { login } = county.staff.townshipSupervisor;
    for (let i = 0; i < 5; i++) {
      const headers = { cookie: `${COOKIE}=made-up-${i}`, 'x-forwarded-for': `10.0.0.${i}` };
      await api.anonymous.post('/session', { body: { login, password: `guess ${i}` }, headers });
    }
    const { body } = await api.anonymous.post('/session', {
      body: { login, password: county.staff.townshipSupervisor.password },
    });
    expect(body).toMatchObject({ status: 429, code: 'AUTH.LOCKED' });
  });

  it('do not end the session of whoever is signed in', async () => {
    const caller = await api.signIn(county.staff.countySupervisor);
    for (let i = 0; i < 6; i++)
      await api.anonymous.post('/session', { body: { login: 'countySupervisor', password: `guess ${i}` } });
    expect((await caller.get('/me')).status).toBe(200);
  });
});
