import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { Persistence } from '#persistence';
import { measureConsole } from './console.js';
import { fillCounty } from './county.js';
import { residentMiB } from './cpu.js';
import { measureDecisions } from './decisions.js';
import { measureFloor } from './floor.js';
import { measureFootprint } from './footprint.js';
import { Caller } from './http.js';
import { measureHistory } from './patience.js';
import { Profiler } from './profile.js';
import { measureReads, type ReadSizes } from './reads.js';
import { measureReady } from './ready.js';
import { type Figures, machine, markdown, profileMarkdown } from './report.js';
import { measureRosters } from './roster.js';

// Started by scripts/bench.mjs, which brings up the services and says where they are.
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'full-reads': { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const quick = values.quick;
const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`npm run bench\``);
  return value;
};
const ownerUrl = setting('BENCH_OWNER_URL');
const api = setting('BENCH_API');
const keys = setting('ZHUDAO_KEYS');
const root = setting('BENCH_ROOT');

const pids: Record<string, number> = JSON.parse(setting('BENCH_PIDS'));

const PASSWORD = 'bench';
const SIZE = quick
  ? { schools: 32, childrenPerSchool: 100, juniors: 4 }
  : { schools: 80, childrenPerSchool: 120, juniors: 8 };
const PAID = quick
  ? { schools: 8, childrenPerSchool: 100, juniors: 0 }
  : { schools: 20, childrenPerSchool: 100, juniors: 0 };
const READS: ReadSizes =
  quick && !values['full-reads']
    ? { tasks: [1_000, 5_000], events: [10_000, 100_000] }
    : { tasks: [1_000, 10_000, 50_000], events: [10_000, 1_000_000] };
const FLOOR_MS = quick ? 1_500 : 3_000;
const DRAIN_WITHIN_MS = quick ? 5_000 : 360_000;

const say = (text: string) => console.error(`  … ${text}`);
const computer = machine();
const persistence = new Persistence({ url: setting('DATABASE_URL'), keys, doorConnections: 4, queryConnections: 4 });
try {
  say('the floor');
  const before = await measureFloor(ownerUrl, FLOOR_MS);
  say('a county, and one school from submission to paid');
  const county = await fillCounty(persistence, root, SIZE, await hash(PASSWORD, { memoryCost: 4_096, timeCost: 1 }));
  const signIn = (login: string) => Caller.signIn(api, login, PASSWORD);
  const historyEvents = await measureHistory(
    setting('TEMPORAL_ADDRESS'),
    setting('TEMPORAL_NAMESPACE'),
    county,
    signIn,
  );
  say('submissions, decisions, bulks');
  const floor = () => measureFloor(ownerUrl, FLOOR_MS / 2);
  const decisions = await measureDecisions(persistence, county, signIn, floor, {
    drainWithinMs: DRAIN_WITHIN_MS,
    pids,
    profiler: values.profile
      ? new Profiler({ apiPid: pids.api!, file: setting('ZHUDAO_PROFILE'), adminUrl: setting('BENCH_ADMIN_URL') })
      : undefined,
  });
  const memory = { api: residentMiB(pids.api), worker: residentMiB(pids.worker) };
  if (values.profile) {
    console.log(`\n${profileMarkdown(computer, decisions)}`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify(decisions, null, 2)}\n`);
    process.exit(0);
  }
  say('worklists and trails of growing size');
  const reads = await measureReads({ ownerUrl, api, password: PASSWORD }, county, READS);
  say('the console in a browser');
  const inBrowser = await measureConsole({
    api,
    login: county.approvers[0]!.login,
    password: PASSWORD,
    openTasks: READS.tasks.at(-1)!,
  });
  say('rosters');
  const rosters = await measureRosters(persistence, county, signIn, pids, quick ? [100, 3_000] : [100, 100_000]);
  say('the footprint');
  const footprint = await measureFootprint(
    { app: setting('BENCH_PAID_APP_URL'), owner: setting('BENCH_PAID_OWNER_URL') },
    keys,
    root,
    PAID,
  );
  const ready = quick ? null : await measureReady(root, say);
  const figures: Figures = {
    quick,
    machine: computer,
    floor: { before, between: decisions.floors },
    decisions,
    footprint,
    historyEvents,
    rosters,
    reads,
    console: inBrowser,
    ready,
    memory,
  };
  console.log(`\n${markdown(figures)}`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await persistence.close();
}
