import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Persistence, type PersistenceOptions } from '#persistence';
import { type ApiConfig, readConfig } from '../../apps/api/src/config.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { Caller } from './caller.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export { type Answer, type Ask, Caller } from './caller.js';

// Two busy cores, a database copied, a county installed and argon2: more than jest's usual five seconds.
jest.setTimeout(60_000);

/** The API in this process on a free port, over a database of its own. */
export class ApiUnderTest {
  private constructor(
    public app: NestFastifyApplication,
    private readonly config: ApiConfig,
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
    return new ApiUnderTest(app, config, database, persistence, `http://127.0.0.1:${port}`);
  }

  /** Stops answering, as an API that is being restarted does; `comeBack` ends that. */
  async goAway(): Promise<void> {
    await this.app.close();
  }

  /** Another API at the same address, over the same database. */
  async comeBack(): Promise<void> {
    this.app = await createApp(this.config, { persistence: this.persistence });
    await this.app.listen(Number(new URL(this.address).port), '127.0.0.1');
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
  signIn(account: { login: string; password: string }): Promise<Caller> {
    return this.anonymous.signIn(account);
  }
}
