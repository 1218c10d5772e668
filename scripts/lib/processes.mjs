// Knowing our own processes again, also after a hard kill, and ending those and nothing else.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readJson, writePrivate } from './paths.mjs';
import { until } from './run.mjs';

const bootId = () => {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
};

/**
 * When a process was born, as a text that no other process with the same number can have: numbers are used again,
 * (number, birth) is not. Null when there is no such process, or only its zombie.
 */
export function birthOf(pid) {
  if (fs.existsSync('/proc/self/stat')) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold blanks and brackets
      return fields[0] === 'Z' ? null : `${bootId()}/${fields[19]}`;
    } catch {
      return null;
    }
  }
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/);
    return !state || state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}

/** A record of a process: {pid, birth} and how it wants to be ended. */
export const recordOf = (pid, { signal = 'SIGTERM', graceMs = 10_000 } = {}) => ({
  pid,
  birth: birthOf(pid),
  signal,
  graceMs,
});

export const isAlive = (record) => Boolean(record?.birth) && birthOf(record.pid) === record.birth;

/** Asks a recorded process to end, waits, then ends it. Does nothing when the number belongs to another by now. */
export async function endProcess(record, { hurry = false } = {}) {
  if (!isAlive(record)) return;
  send(record.pid, hurry ? 'SIGKILL' : record.signal);
  if (await until(() => !isAlive(record), record.graceMs, 25)) return;
  send(record.pid, 'SIGKILL');
  await until(() => !isAlive(record), 5_000, 25);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

const recordsFile = (data) => path.join(data, 'processes.json');

/** What was started for this data folder, in the order it was started: {name: record}. */
export const readRecords = (data) => readJson(recordsFile(data), {});
export const writeRecords = (data, records) => writePrivate(recordsFile(data), `${JSON.stringify(records, null, 2)}\n`);

/** Ends what an earlier start left running in this data folder; resolves to the names of those that were. */
export async function endLeftovers(data, { hurry = false } = {}) {
  const alive = Object.entries(readRecords(data))
    .filter(([, record]) => isAlive(record))
    .reverse();
  for (const [, record] of alive) await endProcess(record, { hurry });
  fs.rmSync(recordsFile(data), { force: true });
  return alive.map(([name]) => name);
}

/** Thrown by `claim` when another process holds the file; `holder` is its record. */
export class HeldByAnother extends Error {
  constructor(file, holder) {
    super(`${path.basename(file)} is held by process ${holder.pid}`);
    this.holder = holder;
  }
}

/** Takes a lock file for this process; one whose holder is gone is taken over. Returns the function that gives it back. */
export function claim(file) {
  const mine = `${file}.${process.pid}`;
  writePrivate(mine, JSON.stringify(recordOf(process.pid, { graceMs: 60_000 })));
  try {
    for (;;) {
      try {
        fs.linkSync(mine, file); // the file appears with its content, so nobody ever reads half a record
        return () => fs.rmSync(file, { force: true });
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        const holder = readJson(file, null);
        if (isAlive(holder)) throw new HeldByAnother(file, holder);
        fs.rmSync(file, { force: true });
      }
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Like `claim`, but waits for the holder to finish. */
export async function claimInTurn(file, timeoutMs = 120_000) {
  let release;
  const got = await until(
    () => {
      release = claim(file);
      return true;
    },
    timeoutMs,
    100,
  );
  if (!got) throw new Error(`${file} has been held by another process for ${timeoutMs / 1000} s`);
  return release;
}
