import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { asAdmin } from './rows.js';
import type { Stack } from './stack.js';

const FULL = '/dev/full';

/**
 * The disk is full for one table, or for one kind of its values (`kept apart`: those too long for a row). Its file gives
 * way to the device that is always full, so that the kernel refuses PostgreSQL's next page as a full disk does (ENOSPC),
 * in the same call; all other files have room. The table must be empty until then, for that device reads as empty.
 * Resolves to what makes room again.
 */
export async function fillDisk(
  stack: Stack,
  table: string,
  values: 'rows' | 'kept apart' = 'rows',
): Promise<() => Promise<void>> {
  const relation = values === 'rows' ? 'oid' : 'reltoastrelid';
  const [place] = await asAdmin<{ folder: string; file: string; bytes: number }>(
    stack,
    `SELECT current_setting('data_directory') AS folder, pg_relation_filepath(${relation}) AS file,
            pg_relation_size(${relation}) AS bytes
     FROM pg_class WHERE oid = $1::regclass`,
    [table],
  );
  if (place!.bytes > 0) throw new Error(`${table} holds something already: it cannot be found full at its first page`);
  const file = path.join(place!.folder, place!.file);
  const aside = `${file}.aside`;
  fs.renameSync(file, aside);
  fs.symlinkSync(FULL, file);
  await openAnew(stack, table);
  return async () => {
    fs.renameSync(aside, file);
    await openAnew(stack, table);
  };
}

/** Every connection forgets what it knows of the table, and has to open its files again. */
const openAnew = (stack: Stack, table: string): Promise<unknown> =>
  asAdmin(stack, `ALTER TABLE ${table} SET (fillfactor = 100), SET (toast.autovacuum_enabled = true)`);

/**
 * The disk is full for PostgreSQL altogether, its own log included: none of its processes may write to any file. The
 * kernel says so by another name (RLIMIT_FSIZE, EFBIG), which PostgreSQL takes for the same. It does not survive this.
 */
export function fillDiskUpToTheLog(stack: Stack): void {
  const { machines } = stack;
  const server = machines.pid('postgres');
  const { uid, gid } = machines.launch('postgres'); // a container's root may not do it to another user's process
  const limit = (pid: number) => execFileSync('prlimit', ['--pid', `${pid}`, '--fsize=0'], { uid, gid, stdio: 'pipe' });
  limit(server); // first: whatever it forks from now on has its limit
  for (const pid of machines.forkedBy('postgres')) {
    try {
      limit(pid);
    } catch (error) {
      if (fs.existsSync(`/proc/${pid}`)) throw error; // the others have gone, for they wrote already
    }
  }
}
