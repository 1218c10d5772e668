import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smallCounty } from '../factories/small-county.js';
import { ApiUnderTest } from '../harness/api.js';

/** What a person waits for before the first page appears. */
const HEAVIEST_FIRST_LOAD = 350_000;
const demoFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-demo-')), 'demo.json');
let api: ApiUnderTest;
let production: ApiUnderTest;

beforeAll(async () => {
  [api, production] = [await ApiUnderTest.start({ demoFile }), await ApiUnderTest.start()];
  const { staff } = await smallCounty(api.persistence, 1);
  const { name, login, password } = staff.reviewer;
  fs.writeFileSync(
    demoFile,
    JSON.stringify({ people: [{ role: 'reviewer', name, login, password, office: '寨坪镇中心学校' }] }),
  );
});
afterAll(async () => {
  await Promise.all([api.stop(), production.stop()]);
  fs.rmSync(path.dirname(demoFile), { recursive: true });
});

const get = (address: string) => fetch(`${api.address}${address}`);

describe('the console as it is served', () => {
  it('is one page for every address of a page, and no page for a program’s mistake', async () => {
    for (const address of ['/', '/worklist?view=flat', '/applications/any']) {
      const answer = await get(address);
      expect({ address, status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        address,
        status: 200,
        type: 'text/html; charset=utf-8',
      });
    }
    for (const address of ['/api/v1/nothing', '/assets/nothing.js', '/assets/..%2f..%2fpackage.json']) {
      expect({ address, status: (await get(address)).status }).toEqual({ address, status: 404 });
    }
  });

  it('lets no script run that is not a file of its own', async () => {
    const policy = (await get('/')).headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('keeps hashed files for ever and the page never, and the first load is light', async () => {
    const page = await get('/');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const scripts = [...(await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(
      ([, address]) => address!,
    );
    const answers = await Promise.all(scripts.map(get));
    for (const { headers } of answers) expect(headers.get('cache-control')).toContain('immutable');
    // What comes over the wire: fetch unpacks it and leaves the length as it was sent.
    const sizes = answers.map(({ headers }) => ({
      packed: headers.get('content-encoding'),
      length: Number(headers.get('content-length')),
    }));
    expect(new Set(sizes.map(({ packed }) => packed))).toEqual(new Set(['gzip']));
    expect(sizes.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(HEAVIEST_FIRST_LOAD);
  });
});

describe('people of the demo', () => {
  it('are stepped into without their passwords ever leaving the server', async () => {
    const { body, status } = await api.anonymous.get('/demo/people');
    expect(status).toBe(200);
    expect(body).toEqual([{ login: 'reviewer', name: '周文', role: 'reviewer', office: '寨坪镇中心学校' }]);
    const entered = await api.anonymous.post('/demo/session', { body: { login: 'reviewer' } });
    expect({ status: entered.status, cookie: entered.headers.getSetCookie()[0] }).toEqual({
      status: 204,
      cookie: expect.stringContaining('HttpOnly'),
    });
    expect((await api.anonymous.post('/demo/session', { body: { login: 'approver' } })).status).toBe(401);
  });

  it('do not exist where no demo runs', async () => {
    expect((await production.anonymous.get('/demo/people')).status).toBe(404);
    expect((await production.anonymous.post('/demo/session', { body: { login: 'reviewer' } })).status).toBe(404);
  });
});
