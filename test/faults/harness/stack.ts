import { execFile } from 'node:child_process';
import { jest } from '@jest/globals';
import { Persistence, type VerifyReport } from '#persistence';
import { type SmallCounty, type StaffName, smallCounty } from '../../factories/small-county.js';
import { Caller } from '../../harness/caller.js';
import { holds } from './holds.js';
import { Machines } from './machines.js';
import { type BroughtUp, bringUpServices, checkout, claimFolder, processEnv } from './start.mjs';

jest.setTimeout(180_000);

export interface StackOptions {
  readonly childrenPerSchool?: number;
  /** How many of each run; named `api`, `api-2`, … and `worker`, `worker-2`, … */
  readonly apis?: number;
  readonly workers?: number;
  /** More settings of api and worker, e.g. SMTP_URL. */
  readonly settings?: NodeJS.ProcessEnv;
}

const UNHURRIED = { ZHUDAO_REQUESTS_PER_MINUTE: '10000000', ZHUDAO_SIGN_INS_PER_MINUTE: '10000000' };

let stacks = 0;

/**
 * Everything that `npm start` starts, as processes of their own in a data folder of their own, with a small county in
 * the database. `persistence` is the test's own way into that database, past the processes.
 */
export class Stack {
  /** Base addresses of the APIs. */
  readonly addresses: string[] = [];

  private constructor(
    readonly machines: Machines,
    readonly data: string,
    readonly broughtUp: BroughtUp,
    readonly persistence: Persistence,
    readonly county: SmallCounty,
    private readonly settings: NodeJS.ProcessEnv,
    private readonly release: () => void,
  ) {}

  static async start(options: StackOptions = {}): Promise<Stack> {
    const { data, release } = await claimFolder(`faults-${process.pid}-${stacks++}`);
    const machines = new Machines(data);
    try {
      const broughtUp = await bringUpServices({ data, supervisor: machines });
      const { appUrl: url } = broughtUp.services.database;
      const persistence = new Persistence({ url, keys: broughtUp.keys, doorConnections: 8, queryConnections: 8 });
      const county = await smallCounty(persistence, options.childrenPerSchool ?? 8);
      const settings = { ...UNHURRIED, ...options.settings };
      const stack = new Stack(machines, data, broughtUp, persistence, county, settings, release);
      const names = (name: string, count = 1) =>
        Array.from({ length: count }, (_, i) => (i ? `${name}-${i + 1}` : name));
      await Promise.all([
        ...names('api', options.apis).map((name) => stack.startApi(name)),
        ...names('worker', options.workers).map((name) => stack.startWorker(name)),
      ]);
      return stack;
    } catch (error) {
      await machines.end();
      release();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.persistence.close();
    await this.machines.end();
    this.release();
  }

  /** Starts an API on a port of its own, and waits until it can serve. */
  async startApi(name: string, settings: NodeJS.ProcessEnv = {}): Promise<void> {
    const port = await this.broughtUp.ports(name);
    const address = `http://127.0.0.1:${port}`;
    if (!this.addresses.includes(address)) this.addresses.push(address);
    const ready = async () => (await new Caller(address, null).get('/health/ready')).status === 200;
    await this.machines.start(name, { ...this.node('dist/apps/api/src/main.js', port, settings), ready });
  }

  async startWorker(name: string, settings: NodeJS.ProcessEnv = {}): Promise<void> {
    const program = this.node('dist/apps/worker/src/main.js', 0, settings);
    await this.machines.start(name, { ...program, lowPriority: true });
  }

  /** One of the product's programs, with the environment that `npm start` would give it. */
  node(program: string, port: number, settings: NodeJS.ProcessEnv = {}) {
    const env = processEnv({ ...this.broughtUp, data: this.data, port, settings: { ...this.settings, ...settings } });
    return { command: process.execPath, args: ['--enable-source-maps', program], cwd: checkout, env };
  }

  /** Runs one of the commands of package.json to its end, as `npm run` would. */
  run(program: string): Promise<{ code: number; printed: string }> {
    const { command, args, cwd, env } = this.node(program, 0);
    return new Promise((resolve) => {
      execFile(command, args, { cwd, env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, printed: stdout + stderr });
      });
    });
  }

  /** Nobody signed in, at the first API or another one. */
  anonymous(address = this.addresses[0]!): Caller {
    return new Caller(address, null);
  }

  signIn(who: StaffName, address = this.addresses[0]!): Promise<Caller> {
    return this.anonymous(address).signIn(this.county.staff[who]);
  }

  /** Every invariant of `npm run verify`, now. */
  holds(): Promise<VerifyReport> {
    return holds(this.persistence);
  }

  /**
   * One step of a story of faults: named in the output, and in what it fails with; everything holds after it.
   */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      const result = await work();
      await this.holds();
      process.stderr.write(`    · ${title} (${((performance.now() - begun) / 1_000).toFixed(1)} s)\n`);
      return result;
    } catch (error) {
      const said = [`in the step "${title}": ${(error as Error).message}`, this.machines.lastWords()];
      throw new Error(said.filter(Boolean).join('\n'), { cause: error });
    }
  }
}
