import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Persistence, type PersistenceOptions } from '#persistence';
import { type ApiConfig, readConfig } from '../../apps/api/src/config.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { createTestDatabase, type TestDatabase } from './database.js';

// Two busy cores, a database copied, a county installed and argon2: more than jest's usual five seconds.
jest.setTimeout(60_000);

/** What an answer was, its JSON read. */
export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

/** The API in this process on a free port, over a database of its own. */
export class ApiUnderTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly persistence: Persistence,
    readonly address: string,
  ) {}

  static async start(
    settings: Partial<ApiConfig> = {},
    options: Partial<PersistenceOptions> = {},
  ): Promise<ApiUnderTest> {
    const database = await createTestDatabase();
    const persistence = new Persistence({ url: database.url, keys: process.env.ZHUDAO_KEYS!, ...options });
    const env = { ...process.env, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' };
    const config = { ...readConfig(env), requestsPerMinute: 100_000, signInsPerMinute: 100_000, ...settings };
    const app = await createApp(config, { persistence });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ApiUnderTest(app, database, persistence, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.persistence.close();
    await this.database.drop();
  }

  /** Nobody signed in. */
  get anonymous(): Caller {
    return new Caller(this.address, null);
  }

  /** Signs in and returns whoever speaks with that session from now on. */
  async signIn({ login, password }: { login: string; password: string }): Promise<Caller> {
    const { status, headers, body } = await this.anonymous.post('/session', { body: { login, password } });
    if (status !== 204) throw new Error(`sign-in of ${login} answered ${status}: ${JSON.stringify(body)}`);
    return new Caller(this.address, headers.getSetCookie()[0]!.split(';')[0]!);
  }
}

/** One person with a browser's cookie, or nobody. Paths are below /api/v1. */
export class Caller {
  constructor(
    readonly address: string,
    readonly cookie: string | null,
  ) {}

  get = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('GET', path, ask);
  post = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('POST', path, ask);
  put = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('PUT', path, ask);
  delete = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('DELETE', path, ask);

  async send<T = any>(method: string, path: string, { body, headers, key }: Ask): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (json && text ? JSON.parse(text) : text) as T };
  }
}
