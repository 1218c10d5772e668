// Starts the processes of one instance, keeps them running, ends them in reverse order.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onPath, readJson } from './paths.mjs';
import { claim, endProcess, isAlive, recordOf, writeRecords } from './processes.mjs';
import { lastLines, until } from './run.mjs';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
/** How often it is looked whether a process that is held down may be started again. */
const HELD_MS = 250;

const heldFile = (data, name) => path.join(data, `held-${name}.lock`);

/**
 * Keeps a process of an instance from being started again when it ends, for as long as the caller lives or until it
 * calls what this returns: an outage made on purpose. The instance's supervisor may be another program.
 */
export const holdDown = (data, name) => claim(heldFile(data, name));

/**
 * How a process is started: {command, args, env?, cwd?, uid?, gid?, lowPriority?, signal?, graceMs?, ready?, readyMs?}.
 * `ready()` is asked until it is true; `signal` and `graceMs` say how it likes to be ended.
 */
export class Supervisor {
  #data;
  #note;
  #onRestart = () => {};
  #launches = new Map();
  /** Only what this supervisor started, in that order; the file is for those who come after a hard kill. */
  #records = {};
  #timers = new Set();
  #stopping = false;

  constructor(data, note = (text) => console.log(text)) {
    this.#data = data;
    this.#note = note;
  }

  logFile(name) {
    return path.join(this.#data, 'logs', `${name}.log`);
  }

  /** Calls back after a process was started again: its number is another now. */
  onRestart(callback) {
    this.#onRestart = callback;
  }

  get pids() {
    return Object.fromEntries(Object.entries(this.#records).map(([name, record]) => [name, record.pid]));
  }

  /** Starts a process and waits until it is ready; one that ends before that is an error with its last words. */
  async start(name, launch) {
    if (this.#stopping) throw new Error(`${name} is not started: everything is being stopped`);
    const attempt = this.#spawn(name, launch);
    const ready = await until(() => attempt.ended || launch.ready?.() || !launch.ready, launch.readyMs ?? 60_000);
    if (!ready || attempt.ended) {
      if (!attempt.ended) await endProcess(attempt.record);
      throw new Error(
        `${name} ${attempt.ended ?? 'was not ready in time'}. ${this.logFile(name)} ends with:\n${this.#lastWords(name)}`,
      );
    }
    this.#launches.set(name, launch);
    attempt.onEnd = (how) => this.#revive(name, how, attempt.startedAt, FIRST_BACKOFF_MS);
    if (attempt.ended) attempt.onEnd(attempt.ended);
  }

  /** Ends everything in reverse order of starting; `hurry` when the data will be thrown away. */
  async stop({ hurry = false } = {}) {
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const [, record] of Object.entries(this.#records).reverse()) await endProcess(record, { hurry });
    this.#keep({});
  }

  #keep(records) {
    this.#records = records;
    writeRecords(this.#data, records);
  }

  #spawn(name, launch) {
    const file = this.logFile(name);
    if (fs.existsSync(file) && fs.statSync(file).size > LOG_LIMIT_BYTES) fs.renameSync(file, `${file}.1`);
    const log = fs.openSync(file, 'a', 0o600);
    // `nice` replaces itself by the command, so the process number stays; setting it later would miss other threads.
    const nice = launch.lowPriority ? onPath('nice') : undefined;
    const [command, args] = nice ? [nice, ['-n', '10', launch.command, ...launch.args]] : [launch.command, launch.args];
    const child = spawn(command, args, {
      cwd: launch.cwd,
      env: launch.env ?? process.env,
      uid: launch.uid,
      gid: launch.gid,
      // A group of its own: Ctrl-C in the terminal reaches only us, and we end things in the right order.
      detached: true,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    const attempt = { startedAt: performance.now(), ended: null, onEnd: () => {}, record: null };
    const end = (how) => {
      attempt.ended = how;
      attempt.onEnd(how);
    };
    child.on('error', (error) => end(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) => end(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    if (child.pid) {
      attempt.record = recordOf(child.pid, launch);
      this.#keep({ ...this.#records, [name]: attempt.record });
    }
    return attempt;
  }

  #revive(name, how, startedAt, backoffMs) {
    if (this.#stopping || !this.#launches.has(name)) return;
    const calm = performance.now() - startedAt > LONGEST_BACKOFF_MS;
    const wait = calm ? FIRST_BACKOFF_MS : backoffMs;
    const isHeld = () => isAlive(readJson(heldFile(this.#data, name), null));
    const next = isHeld() ? 'held down on purpose' : `starting it again in ${wait / 1000} s`;
    this.#note(`${name} ${how}; ${next} (log: ${this.logFile(name)})`);
    const startAgain = () => {
      if (this.#stopping || !this.#launches.has(name)) return;
      if (isHeld()) return this.#later(HELD_MS, startAgain);
      const attempt = this.#spawn(name, this.#launches.get(name));
      attempt.onEnd = (reason) => this.#revive(name, reason, attempt.startedAt, Math.min(wait * 2, LONGEST_BACKOFF_MS));
      if (attempt.ended) attempt.onEnd(attempt.ended);
      this.#onRestart();
    };
    this.#later(wait, startAgain);
  }

  #later(ms, work) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  #lastWords(name) {
    return fs.existsSync(this.logFile(name))
      ? lastLines(fs.readFileSync(this.logFile(name), 'utf8').slice(-4000), 12)
      : '(nothing)';
  }
}
