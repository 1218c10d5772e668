import os from 'node:os';
import { type ConsoleFigures, consoleLines } from './console.js';
import type { Cpu } from './cpu.js';
import type { DecisionFigures, Rate } from './decisions.js';
import type { Footprint } from './footprint.js';
import { type ReadFigures, readLines } from './reads.js';
import { type ReadyFigures, readyLines } from './ready.js';
import { type RosterFigures, rosterLines } from './roster.js';

export interface Figures {
  readonly quick: boolean;
  readonly machine: {
    readonly cores: number;
    readonly memoryGiB: number;
    readonly node: string;
    readonly loadBefore: number;
  };
  /** Five-round-trip transactions per second: with everything idle, and right before each figure of decisions. */
  readonly floor: { readonly before: number; readonly between: readonly number[] };
  readonly decisions: DecisionFigures;
  readonly footprint: Footprint;
  readonly historyEvents: number;
  readonly rosters: readonly RosterFigures[];
  readonly reads: ReadFigures;
  /** Null where there is no browser. */
  readonly console: ConsoleFigures | null;
  /** Null in a quick run. */
  readonly ready: ReadyFigures | null;
  /** Resident after submissions, decisions and bulks, MiB; null where the system has no /proc. */
  readonly memory: { readonly api: number | null; readonly worker: number | null };
}

export const machine = (): Figures['machine'] => ({
  cores: os.availableParallelism(),
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  node: process.version,
  loadBefore: os.loadavg()[0]!,
});

/** The mean of all readings: other work on the machine moves them as it moves the figures between them. */
export const floorOf = ({ floor: { before, between } }: Figures): number =>
  [before, ...between].reduce((sum, each) => sum + each, 0) / (between.length + 1);

const whole = (value: number) => Math.round(value).toLocaleString('en');
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** What a person reads: each figure, its ratio to the floor of the same run, and the mark it is to reach. */
export function markdown(figures: Figures): string {
  const { decisions: d, footprint, historyEvents, floor } = figures;
  const reference = floorOf(figures);
  const rate = (name: string, perSecond: number, mark: string) => [
    name,
    `${whole(perSecond)}/s`,
    (perSecond / reference).toFixed(2),
    mark,
  ];
  const warmingUp = ({ warmingUp: { count, perSecond } }: Rate) =>
    rate(`… the ${whole(count)} before, while Node still compiles`, perSecond, '');
  const { cores, memoryGiB, node, loadBefore } = figures.machine;
  const rows = [
    ['figure', 'value', '× floor', 'mark'],
    ['---', '---:', '---:', '---'],
    [
      `floor: five-round-trip transactions (${[floor.before, ...floor.between].map(whole).join(', ')})`,
      `${whole(reference)}/s`,
      '1',
      '',
    ],
    rate('applications submitted and confirmed', d.submittedPerSecond, ''),
    rate(`single decisions, 32 at a time (${whole(d.single.count)})`, d.single.perSecond, '≥ 0.25'),
    warmingUp(d.single),
    ['… p50 / p95 / p99', [d.single.p50, d.single.p95, d.single.p99].map(ms).join(' / '), '', 'p99 < 250 ms'],
    rate(`bulk decisions (${whole(d.bulk.count)})`, d.bulk.perSecond, '≥ 1.0'),
    warmingUp(d.bulk),
    [
      `… somebody else's decision meanwhile, p50 / longest (${d.duringBulk.count})`,
      `${ms(d.duringBulk.p50)} / ${ms(d.duringBulk.max)}`,
      '',
      '≤ 1 s',
    ],
    [
      `PostgreSQL bytes per completed application (${whole(footprint.applications)})`,
      whole(footprint.bytesPerApplication),
      '',
      '≤ 12,000',
    ],
    ['Temporal history events, submission to paid', historyEvents.toFixed(1), '', '≤ 36'],
    ...readLines(figures.reads),
    ...consoleLines(figures.console),
    ...rosterLines(figures.rosters),
    [
      'memory of api + worker after the decisions',
      `${figures.memory.api} + ${figures.memory.worker} MiB`,
      '',
      '≤ 550 MB',
    ],
    ['streams Temporal had not been told of, at the end', whole(d.outboxAtEnd), '', ''],
    [
      '… time to tell them all',
      d.drainSeconds === null ? 'longer than we waited' : `${d.drainSeconds.toFixed(1)} s`,
      '',
      'drained',
    ],
    ...readyLines(figures.ready),
  ];
  const tables = footprint.tables.map(({ name, bytes }) => `${name} ${whole(bytes)}`).join(', ');
  const cost = (cpu: Cpu) =>
    Object.entries(cpu)
      .map(([name, spent]) => `${name} ${spent.toFixed(2)}`)
      .join(', ');
  return [
    `${cores} cores, ${memoryGiB} GiB, Node ${node}, load ${loadBefore.toFixed(1)} before the run${figures.quick ? ', quick' : ''}; PostgreSQL, Redis, Temporal, api, worker and this driver on it together.`,
    '',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    `Bytes by table: ${tables}.`,
    `Processor ms per single decision: ${cost(d.single.cpu)}; per bulk decision: ${cost(d.bulk.cpu)}.`,
  ].join('\n');
}

/** Where each millisecond of a decision goes: processor time by process, the API's by what ran, statements of PostgreSQL. */
export function profileMarkdown({ cores, memoryGiB, node }: Figures['machine'], decisions: DecisionFigures): string {
  const { single, bulk, floors } = decisions;
  const rates = `${whole(single.perSecond)} single and ${whole(bulk.perSecond)} bulk decisions/s while profiled`;
  return [
    `${cores} cores, ${memoryGiB} GiB, Node ${node}; ${rates}, floor ${floors.map(whole).join(', ')}/s.`,
    ...profileLines('a single decision', single),
    ...profileLines('a bulk decision', bulk),
  ].join('\n');
}

function profileLines(what: string, { cpu, profile }: Rate): string[] {
  if (!profile) return [];
  const line = (name: string, milliseconds: number) => `| ${name} | ${milliseconds.toFixed(3)} |`;
  const shortened = (sql: string) => (sql.length > 90 ? `${sql.slice(0, 87)}…` : sql);
  const sampled = profile.api.reduce((sum, part) => sum + part.milliseconds, 0);
  const share = (name: string, milliseconds: number) =>
    `| ${name} | ${Math.round((100 * milliseconds) / sampled)} % | ${((milliseconds / sampled) * (cpu.api ?? 0)).toFixed(2)} |`;
  return [
    '',
    `| processor time of ${what} | ms |`,
    '| --- | ---: |',
    ...Object.entries(cpu).map(([name, spent]) => line(name, spent)),
    '',
    "| the API's part | share | ms |",
    '| --- | ---: | ---: |',
    ...profile.api.map(({ name, milliseconds }) => share(name, milliseconds)),
    '',
    '| in PostgreSQL, by statement, its waiting included | times | ms |',
    '| --- | ---: | ---: |',
    ...profile.statements.map(
      ({ name, calls, milliseconds }) =>
        `| \`${shortened(name)}\` | ${calls.toFixed(2)} | ${milliseconds.toFixed(3)} |`,
    ),
  ];
}
