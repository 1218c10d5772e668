import { randomUUID } from 'node:crypto';
import type { Persistence } from '#persistence';
import { type BenchCounty, PERIOD, PROGRAMME, type School } from './county.js';
import { type Cpu, cpuSoFar, perPiece } from './cpu.js';
import { type Caller, type Driven, drive, eventually, spread } from './http.js';
import type { Profile, Profiler } from './profile.js';

const OPINION = '情况属实，同意。';
/** Decisions right before the measured ones: plans are made and code is compiled once per process, not per decision. */
const WARM_UP = 200;

export interface DecisionFigures {
  /** The floor right before submissions, single decisions and bulks: nobody waits for anything then but Temporal. */
  readonly floors: readonly number[];
  readonly submittedPerSecond: number;
  readonly single: Driven;
  /** Processor time of one decision by process, ms. */
  readonly singleCpu: Cpu;
  readonly bulkPerSecond: number;
  readonly bulkCpu: Cpu;
  /** Only with `--profile`. */
  readonly profiles: { readonly single: Profile; readonly bulk: Profile } | undefined;
  /** How long other people's single decisions took while the bulks ran. */
  readonly duringBulk: Omit<Driven, 'perSecond'> & { readonly count: number };
  readonly outboxAtEnd: number;
  readonly drainSeconds: number | null;
}

type SignIn = (login: string) => Promise<Caller>;

/** Submissions, single decisions and bulks over HTTP, with relay and worker running beside them. */
export async function measureDecisions(
  persistence: Persistence,
  county: BenchCounty,
  signIn: SignIn,
  floor: () => Promise<number>,
  options: { drainWithinMs: number; pids: Readonly<Record<string, number>>; profiler?: Profiler | undefined },
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
  const applications = county.schools.reduce((sum, { children }) => sum + children.length, 0);
  const submittedPerSecond = submitted.perSecond * (applications / county.schools.length);

  const reviewers = new Map<string, Caller[]>();
  for (const [township, colleagues] of county.reviewers)
    reviewers.set(township, await Promise.all(colleagues.map(({ login }) => signIn(login))));
  // Every second school is decided one by one, the others in bulk, but for one that is decided one by one meanwhile.
  const singly = await tasksOf(
    persistence,
    county.schools.filter((_, i) => i % 2 === 0),
    submissions,
  );
  const approve = ({ id, revision, township, number }: Task) => {
    const colleagues = reviewers.get(township)!;
    return colleagues[number % colleagues.length]!.ask(
      'POST',
      `/applications/${id}/approve`,
      { revision, opinion: OPINION },
      randomUUID(),
    );
  };
  await calmDown();
  await drive(singly.splice(0, WARM_UP), approve);
  const cpu = () => cpuSoFar(options.pids);
  await options.profiler?.begin();
  const idle = cpu();
  const single = await drive(singly, approve);
  const singleCpu = perPiece(idle, cpu(), singly.length);
  const singleProfile = await options.profiler?.end(singly.length);

  const [spared, ...inBulk] = county.schools.filter((_, i) => i % 2 === 1) as [School, ...School[]];
  const beside = await tasksOf(persistence, [spared], submissions);
  await calmDown();
  await options.profiler?.begin();
  const calm = cpu();
  const bulk = await inBulks(
    persistence,
    inBulk,
    (school) => reviewers.get(school.township)![0]!,
    submissions,
    () => besideBulks(beside, approve),
  );
  const decidedInBulk = inBulk.reduce((sum, { children }) => sum + children.length, 0);
  const bulkCpu = perPiece(calm, cpu(), decidedInBulk);
  const bulkProfile = await options.profiler?.end(decidedInBulk);
  const outboxAtEnd = await outboxRows(persistence);
  return {
    floors,
    submittedPerSecond,
    single,
    singleCpu,
    ...bulk,
    bulkCpu,
    profiles: singleProfile && bulkProfile && { single: singleProfile, bulk: bulkProfile },
    outboxAtEnd,
    drainSeconds: await drained(persistence, options.drainWithinMs),
  };
}

/** A submission of all the school's drafts, prepared and confirmed. */
export async function handIn(clerk: Caller, head: Caller, programmeCode: string): Promise<string> {
  const { body } = await clerk.ask('POST', '/submissions', { programmeCode, period: PERIOD }, randomUUID());
  if (body.leftOut.length > 0) throw new Error(`left out: ${JSON.stringify(body.leftOut[0])}`);
  const meetingOn = new Date().toISOString().slice(0, 10);
  await head.ask('POST', `/submissions/${body.id}/confirm`, { meetingOn, members: ['甲', '乙', '丙'] }, randomUUID());
  return body.id;
}

/** Decides the submission's open tasks in bulk and waits for the end; every one must have been accepted. */
export const decideInBulk = async (by: Caller, submissionId: string): Promise<number> =>
  endOfBulk(by, await startBulk(by, submissionId));

async function startBulk(by: Caller, submissionId: string): Promise<string> {
  const body = { command: 'approve', opinion: OPINION, selection: { submissionId } };
  return (await by.ask('POST', '/bulk-decisions', body, randomUUID())).body.id;
}

async function endOfBulk(by: Caller, id: string): Promise<number> {
  const done = await eventually(
    `bulk ${id}`,
    120_000,
    async () => {
      const progress = await by.ask('GET', `/bulk-decisions/${id}`);
      return progress.body.state === 'done' && progress.body;
    },
    500, // as the console asks
  );
  if (done.accepted !== done.total) throw new Error(`bulk ${id}: ${done.refused} of ${done.total} were refused`);
  return done.total;
}

/** Asked of the table: over HTTP so often the question would be part of the load, and more rarely of the figure. */
const untilAllAreDone = ({ db }: Persistence, ids: readonly string[]): Promise<true> =>
  eventually(
    'the bulks',
    120_000,
    async () => {
      const sql = "SELECT count(*)::int AS n FROM bulks WHERE id = ANY($1::uuid[]) AND state = 'done'";
      const [row] = await db.query<{ n: number }>('bench-bulks', sql, [ids]);
      return row!.n === ids.length && (true as const);
    },
    10,
  );

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

async function inBulks(
  persistence: Persistence,
  schools: readonly School[],
  by: (school: School) => Caller,
  submissions: ReadonlyMap<School, string>,
  beside: () => { stop(): Promise<DecisionFigures['duringBulk']> },
) {
  const others = beside();
  const begun = performance.now();
  const ids = await Promise.all(schools.map((school) => startBulk(by(school), submissions.get(school)!)));
  await untilAllAreDone(persistence, ids);
  const seconds = (performance.now() - begun) / 1_000;
  const duringBulk = await others.stop();
  const totals = await Promise.all(schools.map((school, i) => endOfBulk(by(school), ids[i]!)));
  return { bulkPerSecond: totals.reduce((sum, total) => sum + total, 0) / seconds, duringBulk };
}

/** One person who goes on deciding, one case every few milliseconds, until told to stop. */
function besideBulks(tasks: readonly Task[], approve: (task: Task) => Promise<unknown>) {
  const took: number[] = [];
  let going = true;
  const work = (async () => {
    for (const task of tasks) {
      if (!going) return;
      const asked = performance.now();
      await approve(task);
      took.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
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
