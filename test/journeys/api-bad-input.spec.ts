import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
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

const approve = (by: Caller, body: object) => by.post(`/applications/${id}/approve`, { body });

describe('a body that is not what it should be', () => {
  beforeAll(freshApplication);

  it('has an unknown field: it is named', async () => {
    const { body } = await approve(reviewer, { revision, amountFen: 1 });
    expect(body).toMatchObject({
      status: 400,
      code: 'REQUEST.UNKNOWN_FIELD',
      errors: [{ path: 'amountFen', code: 'whitelistValidation', zh: '没有这个字段' }],
    });
  });

  it('has fields where none are wanted', async () => {
    const { body } = await reviewer.post(`/applications/${id}/open`, { body: { revision } });
    expect(body).toMatchObject({ status: 400, code: 'REQUEST.UNKNOWN_FIELD', errors: [{ path: 'revision' }] });
  });

  it.each([
    ['a text for a number', { revision: '3' }],
    ['a fraction', { revision: 1.5 }],
    ['a number beyond the column', { revision: 2 ** 40 }],
    ['a negative number', { revision: -1 }],
    ['nothing', { revision: null }],
    ['no field at all', {}],
    ['an object', { revision: {} }],
  ])('has %s: the field is named', async (_, body) => {
    const answer = await approve(reviewer, body);
    expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST.INVALID' });
    expect(answer.body.errors[0]).toMatchObject({ path: 'revision', zh: expect.any(String), en: expect.any(String) });
  });

  it.each(['{"revision": 1', 'revision=1', '', '[1,2]', '"text"', '7', 'null{}'])(
    'is no JSON object: %s',
    async (text) => {
      const answer = await reviewer.post(`/applications/${id}/approve`, {
        body: text,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST.MALFORMED' });
    },
  );

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])('is of the type %s', async (type) => {
    const answer = await reviewer.post(`/applications/${id}/approve`, {
      body: 'revision=1',
      headers: { 'content-type': type },
    });
    expect(answer.body).toMatchObject({ status: 415, code: 'REQUEST.MEDIA_TYPE' });
  });

  it('is 10 MB of JSON', async () => {
    const answer = await approve(reviewer, { revision, opinion: 'x'.repeat(10 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toBe('REQUEST.TOO_LARGE');
  });

  it('holds a character that cannot be stored', async () => {
    for (const opinion of ['a\u0000b', '\ud800']) {
      const answer = await approve(reviewer, { revision, opinion });
      expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST.TEXT_INVALID', params: { path: 'opinion' } });
    }
  });

  it('is nested a hundred thousand times', async () => {
    const deep = `{"revision":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await reviewer.post(`/applications/${id}/approve`, {
      body: deep,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST.TOO_DEEP' });
  });

  it('tries to reach a prototype', async () => {
    const answer = await reviewer.post(`/applications/${id}/approve`, {
      body: '{"__proto__":{"a":1},"revision":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.body).toMatchObject({ status: 400, code: 'REQUEST.MALFORMED' });
  });

  it('names a reason or an item the programme does not know, and those it knows', async () => {
    const rejected = await reviewer.post(`/applications/${id}/reject`, { body: { revision, reason: 'dislike' } });
    expect(rejected.body).toMatchObject({ status: 422, code: 'APPLICATION.REASON_UNKNOWN' });
    expect(rejected.body.detail).toContain('already-subsidised');
    const returned = await reviewer.post(`/applications/${id}/return`, { body: { revision, items: [] } });
    expect(returned.body).toMatchObject({ status: 422, code: 'APPLICATION.ITEMS_MISSING' });
  });
});

describe('an upload that is none', () => {
  const send = async (body: string, type: string) => {
    const clerk = await api.signIn(county.staff.clerk);
    return clerk.post('/imports', { body, headers: { 'content-type': type } });
  };
  const PART = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,id\r\n';

  it('has no boundary between its parts', async () => {
    expect((await send('', 'multipart/form-data')).body).toMatchObject({ status: 415, code: 'REQUEST.MEDIA_TYPE' });
  });

  it.each([
    ['ends in the middle of its file', PART],
    ['has none of the parts it tells of', 'nonsense'],
    ['is empty', ''],
    ['has a part without a name', '--x\r\n\r\nabc\r\n--x--\r\n'],
  ])('%s', async (_, body) => {
    const answer = await send(body, 'multipart/form-data; boundary=x');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('is refused of somebody without an account, too, who objects to a notice', async () => {
    const answer = await fetch(new URL(`/notice/${SCHOOL}/objection`, api.address), {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n他家不',
      headers: { 'content-type': 'multipart/form-data; boundary=x', origin: new URL(api.address).origin },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('不完整或格式不对');
  });
});

describe('an address that is none', () => {
  it.each([
    ['/applications/not-an-id', 400, 'REQUEST.INVALID'],
    ["/applications/'%20OR%201=1", 400, 'REQUEST.INVALID'],
    ['/applications/%00', 400, 'REQUEST.TEXT_INVALID'],
    ['/applications/%zz', 400, 'REQUEST.ADDRESS_INVALID'],
    [`/applications/${'a'.repeat(500)}`, 404, 'ROUTE.NOT_FOUND'],
    ['/applications/0190a000-0000-7000-8000-000000000000', 404, 'STREAM.NOT_FOUND'],
    ['/no/such/thing', 404, 'ROUTE.NOT_FOUND'],
    ['/worklist?cursor=nonsense', 400, 'REQUEST.CURSOR_INVALID'],
    ['/worklist?limit=0', 400, 'REQUEST.INVALID'],
    ['/worklist?limit=1&limit=2', 400, 'REQUEST.INVALID'],
    ['/worklist?dueBefore=1e400', 400, 'REQUEST.INVALID'],
    ['/worklist?flagged=perhaps', 400, 'REQUEST.INVALID'],
    ['/worklist?stage[a]=b', 400, 'REQUEST.UNKNOWN_FIELD'],
    ['/worklist?school=%00', 400, 'REQUEST.TEXT_INVALID'],
    ['/worklist?sort=name', 400, 'REQUEST.UNKNOWN_FIELD'],
  ])('%s', async (path, status, code) => {
    const answer = await reviewer.get(path);
    expect(answer.body).toMatchObject({ status, code, requestId: expect.any(String) });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });
});

describe('a problem', () => {
  it('speaks the language that was asked for, and always has both', async () => {
    const en = await reviewer.get('/no/such/thing', { headers: { 'accept-language': 'fr, en;q=0.8, zh;q=0.5' } });
    const zh = await reviewer.get('/no/such/thing', { headers: { 'accept-language': 'zh-CN, en;q=0.5' } });
    expect(en.body).toMatchObject({ title: 'Not found', detail: 'There is nothing at this address.' });
    expect(zh.body).toMatchObject({ title: '没有找到', detail: '没有这个地址。', messages: en.body.messages });
  });

  it('carries the request id, which the caller may choose', async () => {
    const answer = await reviewer.get('/no/such/thing', { headers: { 'x-request-id': 'my-request-1' } });
    expect(answer.body.requestId).toBe('my-request-1');
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    const odd = await reviewer.get('/no/such/thing', { headers: { 'x-request-id': 'a b' } });
    expect(odd.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is what too many requests get', async () => {
    const busy = await ApiUnderTest.start({ requestsPerMinute: 5, signInsPerMinute: 3 });
    try {
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push(await busy.anonymous.get('/me'));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      expect(answers.at(-1)!.body).toMatchObject({ status: 429, code: 'REQUEST.TOO_MANY' });
      expect(Number(answers.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);
      const signIns = [];
      for (let i = 0; i < 4; i++)
        signIns.push((await busy.anonymous.post('/session', { body: { login: 'a', password: 'b' } })).status);
      expect(signIns).toEqual([401, 401, 401, 429]);
    } finally {
      await busy.stop();
    }
  });
});

describe('every answer', () => {
  it('forbids caching, framing and guessing of types', async () => {
    const { headers } = await reviewer.get('/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});
