import { randomUUID } from 'node:crypto';
import type { Persistence } from '#persistence';
import { decideInBulks, handIn, OPINION } from './commands.js';
import { type BenchCounty, PROGRAMME, type School } from './county.js';
import { type Cpu, cpuSoFar, perPiece } from './cpu.js';
import { type Caller, type Driven, drive, type Spread, spread } from './http.js';
import type { Profile, Profiler } from './profile.js';

/**
 * Node compiles what has run a few thousand times, and plans are made once per connection: per process, not per decision.
 * So of the decisions of each kind the first third warms up, right before the rest, and its rate is told apart.
 */
const WARMING_UP = 1 / 3;
const BESIDE_EVERY_MS = 20;

/** Decisions of one kind, without those that warm up. */
export interface Rate {
  readonly count: number;
  readonly perSecond: number;
  readonly warmingUp: { readonly count: number; readonly perSecond: number };
  /** Processor time of one decision by process, ms. */
  readonly cpu: Cpu;
  /** Only with `--profile`. */
  readonly profile: Profile | undefined;
}

export interface DecisionFigures {
  /** The floor right before submissions, single decisions and bulks: nobody waits for anything then but Temporal. */
  readonly floors: readonly number[];
  readonly submittedPerSecond: number;
  readonly single: Rate & Driven;
  readonly bulk: Rate;
  /** How long other people's single decisions took while the bulks ran. */
  readonly duringBulk: Spread & { readonly count: number };
  readonly outboxAtEnd: number;
  readonly drainSeconds: number | null;
}

type SignIn = (login: string) => Promise<Caller>;
interface Options {
  readonly drainWithinMs: number;
  readonly pids: Readonly<Record<string, number>>;
  readonly profiler?: Profiler | undefined;
}

/** Submissions, single decisions and bulks over HTTP, with relay and worker running beside them. */
export async function measureDecisions(
  persistence: Persistence,
  county: BenchCounty,
  signIn: SignIn,
  floor: () => Promise<number>,
  options: Options,
): Promise<DecisionFigures> {
  for (const school of county.schools) await county.drafts(school, PROGRAMME);
  const submissions = new Map<School, string>();
  const people = new Map<School, { clerk: Caller; head: Caller }>();
  for (const school of county.schools)
    people.set(school, { clerk: await signIn(school.clerk.login), head: await signIn(school.head.login) });
  const floors: number[] = [];
  const calmDown = async () => {
    await drained(persistence, options.drainWithinMs);
    await quiet(options.pids, options.drainWithinMs);
    floors.push(await floor());
  };
  await calmDown();
  const submitted = await drive(county.schools, async (school) => {
    const { clerk, head } = people.get(school)!;
    submissions.set(school, await handIn(clerk, head, PROGRAMME));
  });
  const submittedPerSecond = submitted.perSecond * (childrenOf(county.schools) / county.schools.length);

  const reviewers = new Map<string, Caller[]>();
  for (const [township, colleagues] of county.reviewers)
    reviewers.set(township, await Promise.all(colleagues.map(({ login }) => signIn(login))));
  const approve = ({ id, revision, township, number }: Task) => {
    const colleagues = reviewers.get(township)!;
    const body = { revision, opinion: OPINION };
    return colleagues[number % colleagues.length]!.ask('POST', `/applications/${id}/approve`, body, randomUUID());
  };
  // Every second school is decided one by one, the others in bulk, but for one that is decided one by one meanwhile.
  const tasks = (schools: readonly School[]) => tasksOf(persistence, schools, submissions);
  const singly = await tasks(county.schools.filter((_, i) => i % 2 === 0));
  const [spared, ...inBulk] = county.schools.filter((_, i) => i % 2 === 1) as [School, ...School[]];

  await calmDown();
  const single = await rateOf(
    singly,
    (some) => some.length,
    (some) => drive(some, approve),
    options,
  );
  await calmDown();
  const beside = decideBeside(await tasks([spared]), approve);
  const bulk = await rateOf(
    inBulk,
    childrenOf,
    (schools) =>
      decideInBulks(
        persistence,
        schools.map((school) => ({
          by: reviewers.get(school.township)![0]!,
          submissionId: submissions.get(school)!,
        })),
      ),
    options,
  );
  return {
    ...{ floors, submittedPerSecond, single, bulk },
    duringBulk: await beside.stop(),
    outboxAtEnd: await outboxRows(persistence),
    drainSeconds: await drained(persistence, options.drainWithinMs),
  };
}

const childrenOf = (schools: readonly School[]): number =>
  schools.reduce((sum, { children }) => sum + children.length, 0);

async function rateOf<Job, Result extends { perSecond: number }>(
  jobs: readonly Job[],
  countOf: (jobs: readonly Job[]) => number,
  decide: (jobs: readonly Job[]) => Promise<Result>,
  { pids, profiler }: Options,
): Promise<Rate & Result> {
  const first = jobs.slice(0, Math.ceil(jobs.length * WARMING_UP));
  const rest = jobs.slice(first.length);
  const { perSecond } = await decide(first);
  await profiler?.begin();
  const before = cpuSoFar(pids);
  const result = await decide(rest);
  const count = countOf(rest);
  return {
    ...result,
    count,
    warmingUp: { count: countOf(first), perSecond },
    cpu: perPiece(before, cpuSoFar(pids), count),
    profile: await profiler?.end(count),
  };
}

interface Task {
  readonly id: string;
  readonly revision: number;
  readonly township: string;
  readonly number: number;
}

async function tasksOf(
  { db }: Persistence,
  schools: readonly School[],
  submissions: ReadonlyMap<School, string>,
): Promise<Task[]> {
  const rows = await db.query<Omit<Task, 'number'> & Record<string, unknown>>(
    'bench-tasks',
    'SELECT id, revision, township FROM applications WHERE submission_id = ANY($1::uuid[]) ORDER BY id',
    [schools.map((school) => submissions.get(school))],
  );
  return rows.map((row, number) => ({ ...row, number }));
}

/** One person who goes on deciding, one case every few milliseconds, until told to stop. */
function decideBeside(tasks: readonly Task[], approve: (task: Task) => Promise<unknown>) {
  const took: number[] = [];
  let going = true;
  const work = (async () => {
    for (const task of tasks) {
      if (!going) return;
      const asked = performance.now();
      await approve(task);
      took.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, BESIDE_EVERY_MS));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await work;
      return { count: took.length, ...spread(took) };
    },
  };
}

const outboxRows = async ({ db }: Persistence): Promise<number> =>
  (await db.query<{ n: number }>('bench-outbox', 'SELECT count(*) AS n FROM outbox'))[0]!.n;

/** Until Temporal and the worker have also done what they were told: a twentieth of a core is as good as nothing. */
async function quiet(pids: Readonly<Record<string, number>>, withinMs: number): Promise<void> {
  const busy = ({ temporal = 0, worker = 0 }: Cpu) => temporal + worker;
  const end = performance.now() + withinMs;
  for (let before = busy(cpuSoFar(pids)); performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = busy(cpuSoFar(pids));
    if (after - before < 0.05) return;
    before = after;
  }
}

/** Seconds until Temporal has been told everything; null where that takes longer than we wait. */
async function drained(persistence: Persistence, withinMs: number): Promise<number | null> {
  const begun = performance.now();
  while (performance.now() - begun < withinMs) {
    if ((await outboxRows(persistence)) === 0) return (performance.now() - begun) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}
