import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of processor time by process; empty where the system has no /proc. */
export type Cpu = Readonly<Record<string, number>>;

const TICKS_PER_SECOND = 100;

/** What our processes, with all their children, have used so far. `pids` as the supervisor knows them. */
export function cpuSoFar(pids: Readonly<Record<string, number>>): Cpu {
  const own = process.cpuUsage();
  const all = statistics();
  const used = Object.entries(pids).map(([name, pid]) => {
    const mine = all.filter((each) => each.pid === pid || each.parent === pid);
    return [name, mine.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND] as const;
  });
  return all.length === 0 ? {} : Object.fromEntries([...used, ['driver', (own.user + own.system) / 1e6]]);
}

/** Milliseconds of processor time per piece of work between two readings. */
export function perPiece(before: Cpu, after: Cpu, pieces: number): Cpu {
  return Object.fromEntries(
    Object.keys(after).map((name) => [name, ((after[name]! - before[name]!) * 1_000) / pieces]),
  );
}

function statistics(): { pid: number; parent: number; ticks: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statisticsOf(Number(name)));
  } catch {
    return [];
  }
}

/** `cutime` is in it: PostgreSQL's connections that have ended count too. */
function statisticsOf(pid: number): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold blanks and brackets
    const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
    return [{ pid, parent: Number(fields[1]), ticks }];
  } catch {
    return []; // it ended meanwhile
  }
}

/** Resident memory of a process, MiB; null where the system has no /proc. */
export function residentMiB(pid: number | undefined): number | null {
  try {
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024);
  } catch {
    return null;
  }
}
