import { afterEach, describe, expect, it } from '@jest/globals';
import { smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, Caller } from '../harness/api.js';

const ALLOWED = 5;

let api: ApiUnderTest;
const start = async (settings: Parameters<typeof ApiUnderTest.start>[0] = {}) => {
  api = await ApiUnderTest.start({ requestsPerMinute: ALLOWED, ...settings });
};
afterEach(() => api.stop());

/** Asks once more than is allowed, each time with other headers, and tells the statuses. */
async function ask(caller: Caller, headers: (i: number) => Record<string, string> = () => ({})): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i <= ALLOWED; i++) statuses.push((await caller.get('/me', { headers: headers(i) })).status);
  return statuses;
}

describe('the requests one address may make in a minute', () => {
  it('are not multiplied by cookies somebody makes up', async () => {
    await start();
    expect((await ask(api.anonymous, (i) => ({ cookie: `zhudao_session=${i}` }))).at(-1)).toBe(429);
  });

  it('are counted for each session by itself once it is known, so that an office shares one line', async () => {
    await start();
    const { staff } = await smallCounty(api.persistence, 1);
    const [one, other] = [await api.signIn(staff.reviewer), await api.signIn(staff.reviewer2)];
    await one.get('/me');
    await other.get('/me');
    expect(await ask(one)).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await other.get('/me')).status).toBe(200);
  });

  it('go back to the address when the session is over', async () => {
    await start();
    const { staff } = await smallCounty(api.persistence, 1);
    const caller = await api.signIn(staff.reviewer);
    await caller.delete('/session');
    await ask(api.anonymous);
    expect((await caller.get('/me')).status).toBe(429);
  });

  it('cannot be had again by naming another address', async () => {
    await start();
    expect((await ask(api.anonymous, (i) => ({ 'x-forwarded-for': `10.0.0.${i}` }))).at(-1)).toBe(429);
  });

  it('are those of whom a trusted proxy speaks for, by the last address it did not add itself', async () => {
    await start({ trustedProxies: ['127.0.0.1'] });
    const forwarded = (i: number) => ({ 'x-forwarded-for': `10.0.0.${i}` });
    expect(await ask(api.anonymous, forwarded)).toEqual([401, 401, 401, 401, 401, 401]);
    const spoofed = (i: number) => ({ 'x-forwarded-for': `10.9.9.${i}, 192.0.2.7` });
    expect((await ask(api.anonymous, spoofed)).at(-1)).toBe(429);
    expect((await new Caller(api.address, null).get('/me', { headers: forwarded(1) })).status).toBe(401);
  });
});
