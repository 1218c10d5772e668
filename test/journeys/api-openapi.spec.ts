import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiText } from '../../apps/api/src/openapi/openapi.js';
import { ApiUnderTest } from '../harness/api.js';

const CHECKED_IN = path.resolve(import.meta.dirname, '../../apps/api/openapi.json');
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }>;
}

let api: ApiUnderTest;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };

beforeAll(async () => {
  api = await ApiUnderTest.start();
  document = (await api.anonymous.get('/openapi.json')).body;
});
afterAll(() => api.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      METHODS.includes(method) ? [[`${method.toUpperCase()} ${path}`, operation] as const] : [],
    ),
  );

describe('the OpenAPI document', () => {
  it('is the one that is checked in: run `npm run openapi` after a change', () => {
    expect(openApiText(api.app)).toBe(fs.readFileSync(CHECKED_IN, 'utf8'));
  });

  it('is OpenAPI 3, and every operation says what it is for', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(operations().length).toBeGreaterThan(25);
    expect(
      operations()
        .filter(([, { summary }]) => !summary)
        .map(([name]) => name),
    ).toEqual([]);
  });

  it('tells of problems in every operation that can be refused', () => {
    const silent = operations().filter(
      ([, { responses }]) => !Object.values(responses).some(({ content }) => content?.['application/problem+json']),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('names each operation once', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the page for it', () => {
  it('comes with everything it needs from this very server', async () => {
    const page = await (await fetch(`${api.address}/api/docs`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(files).toHaveLength(4);
    for (const file of files) {
      expect(file).toMatch(/^\/api\/docs\//);
      expect((await fetch(api.address + file)).status).toBe(200);
    }
  });
});

describe('every route', () => {
  it('is closed to who has not signed in, save those that are meant to be open', async () => {
    const open: string[] = [];
    for (const [name] of operations()) {
      const [method, template] = name.split(' ') as [string, string];
      const address = template.replace(/\{\w+\}/g, '0190a000-0000-7000-8000-000000000000').replace('/api/v1', '');
      const { status, body } = await api.anonymous.send(
        method,
        address,
        method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } },
      );
      if (!(status === 401 && body.code === 'AUTH.NOT_SIGNED_IN')) open.push(name);
    }
    // What is public by law (the notice, an objection to it) says so in its address; the demo's are not there without a demo.
    expect(open.filter((name) => !/\/(public|demo)\//.test(name)).sort()).toEqual([
      'GET /api/v1/health/live',
      'GET /api/v1/health/ready',
      'POST /api/v1/session',
    ]);
  });
});
