import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, isAlive, onPath, recordOf, writeRecords } from './start.mjs';

/** How scripts/lib says that a process is started; see scripts/lib/supervisor.mjs. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly lowPriority?: boolean;
  readonly signal?: NodeJS.Signals;
  readonly graceMs?: number;
  ready?(): Promise<boolean> | boolean;
}

export interface ProcessRecord {
  readonly pid: number;
  readonly birth: string | null;
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

const READY_MS = 60_000;
const GONE_MS = 20_000;

/**
 * Processes that stay dead until told otherwise: what `npm start` would start again by itself is started again by the
 * test, when it says so. Stands in for the supervisor of scripts/lib.
 */
export class Machines {
  private readonly launches = new Map<string, Launch>();
  private readonly records = new Map<string, ProcessRecord>();

  constructor(private readonly data: string) {}

  /** Starts a process, waits until it is ready, and remembers how. */
  async start(name: string, launch: Launch): Promise<void> {
    this.launches.set(name, launch);
    await this.restart(name);
  }

  /** Starts it again just as before: same ports, same data. Tries until it stays: a killed server's port takes a moment. */
  async restart(name: string): Promise<void> {
    const launch = this.launches.get(name)!;
    const end = performance.now() + READY_MS;
    for (;;) {
      if (!this.isUp(name)) this.spawn(name, launch);
      await sleep(50);
      if (this.isUp(name) && (await this.isReady(launch))) return;
      if (performance.now() > end) throw new Error(`${name} does not come up:\n${this.log(name).slice(-2_000)}`);
    }
  }

  /** Sends a signal and waits until the process has gone; by default the hardest. */
  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const record = this.records.get(name)!;
    process.kill(record.pid, signal);
    const end = performance.now() + GONE_MS;
    while (isAlive(record)) {
      if (performance.now() > end)
        throw new Error(`${name} lives on after ${signal}:\n${this.log(name).slice(-2_000)}`);
      await sleep(10);
    }
  }

  /** Stops it in its tracks, or lets it go on (SIGSTOP, SIGCONT): a machine that hangs. */
  signal(name: string, signal: NodeJS.Signals): void {
    process.kill(this.pid(name), signal);
  }

  /** The same for all that it has forked as well. */
  signalFamily(name: string, signal: NodeJS.Signals): void {
    this.signal(name, signal); // first, so that it forks no more
    for (const pid of this.forkedBy(name)) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        // Woken, the family goes on at once: one that has ended since it was listed needs no signal.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  /** What it has forked and that runs now. */
  forkedBy(name: string): number[] {
    const pid = this.pid(name);
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  }

  isUp(name: string): boolean {
    const record = this.records.get(name);
    return record !== undefined && isAlive(record);
  }

  pid(name: string): number {
    return this.records.get(name)!.pid;
  }

  launch(name: string): Launch {
    return this.launches.get(name)!;
  }

  /** All that the process has printed since its first start. */
  log(name: string): string {
    return fs.readFileSync(this.logFile(name), 'utf8');
  }

  /** The last words of those that have ended, for whoever wonders why. */
  lastWords(): string {
    const dead = [...this.launches.keys()].filter((name) => !this.isUp(name));
    return dead.map((name) => `${name} does not run; it said last:\n${this.log(name).slice(-1_500)}`).join('\n');
  }

  /** Ends everything, the last started first. */
  async end(): Promise<void> {
    for (const record of [...this.records.values()].reverse()) await endProcess(record, { hurry: true });
  }

  private spawn(name: string, launch: Launch): void {
    const log = fs.openSync(this.logFile(name), 'a', 0o600);
    const nice = launch.lowPriority ? onPath('nice') : undefined;
    const [command, args] = nice ? [nice, ['-n', '10', launch.command, ...launch.args]] : [launch.command, launch.args];
    const { cwd, env = process.env, uid, gid } = launch;
    const child = spawn(command, args, { cwd, env, uid, gid, detached: true, stdio: ['ignore', log, log] });
    child.on('error', (error) => fs.appendFileSync(this.logFile(name), `${error.message}\n`));
    child.unref();
    fs.closeSync(log);
    if (child.pid) this.records.set(name, recordOf(child.pid, launch));
    writeRecords(this.data, Object.fromEntries(this.records));
  }

  private async isReady({ ready }: Launch): Promise<boolean> {
    try {
      return ready ? await ready() : true;
    } catch {
      return false;
    }
  }

  private logFile(name: string): string {
    return path.join(this.data, 'logs', `${name}.log`);
  }
}
