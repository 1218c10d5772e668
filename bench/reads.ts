import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { seatText } from '#domain';
import { type BenchCounty, COUNTY, PERIOD } from './county.js';
import { Caller, spread } from './http.js';

const PAGE = 50;
const LARGEST_PAGE = 200;
const ASKED = 60;
const SIGN_INS = 12;
const TASKS_PER_SUBMISSION = 50;
/** As many as the smallest backlog has, so that every size shows the same. */
const SUBMISSIONS_SHOWN = 20;
/** What is handed in on one day falls due on one day. */
const SUBMISSIONS_PER_DAY = 5;
const DUE_AT = `t.due_at + one.n / ${TASKS_PER_SUBMISSION * SUBMISSIONS_PER_DAY} * 86400000`;

/** Median milliseconds over HTTP, one request after the other, with so many open tasks in one office. */
export interface WorklistFigures {
  readonly openTasks: number;
  readonly firstPage: number;
  /** The page in the middle of the backlog. */
  readonly deepPage: number;
  readonly submissions: number;
  readonly counts: number;
}

/** Median milliseconds with so many events in the trail. */
export interface AuditFigures {
  readonly events: number;
  readonly ofOnePerson: number;
  readonly late: number;
}

export interface ReadFigures {
  readonly worklist: readonly WorklistFigures[];
  readonly audit: readonly AuditFigures[];
  readonly history: number;
  readonly signIn: number;
}

export interface ReadSizes {
  readonly tasks: readonly number[];
  readonly events: readonly number[];
}

/**
 * What people look at all day, in backlogs and trails of growing size. The rows are copies of real ones with other ids, put
 * in by the owner of the tables: this database is thrown away afterwards and would not stand `npm run verify`.
 */
export async function measureReads(
  { ownerUrl, api, password }: { ownerUrl: string; api: string; password: string },
  county: BenchCounty,
  sizes: ReadSizes,
): Promise<ReadFigures> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const approver = await Caller.signIn(api, county.approvers[0]!.login, password);
    const history = await measureHistory(owner, approver);
    const worklist: WorklistFigures[] = [];
    await keepOneTask(owner);
    for (const openTasks of sizes.tasks) {
      await growBacklog(owner, openTasks);
      worklist.push({ openTasks, ...(await measureWorklist(approver, openTasks)) });
    }
    // Passwords of the benchmark's people are cheap to check; this one's is as everybody's.
    const { login } = county.auditor;
    await owner.query('UPDATE staff SET password_hash = $1 WHERE login = $2', [await hash(password), login]);
    const signIn = await median(SIGN_INS, () => Caller.signIn(api, login, password));
    const auditor = await Caller.signIn(api, login, password);
    const audit: AuditFigures[] = [];
    for (const [i, events] of sizes.events.entries()) {
      await growTrail(owner, county, { from: sizes.events[i - 1] ?? 0, to: events });
      audit.push({ events, ...(await measureAudit(auditor, county)) });
    }
    return { worklist, audit, history, signIn };
  } finally {
    await owner.end();
  }
}

async function measureHistory(owner: pg.Client, approver: Caller): Promise<number> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT application_id AS id FROM tasks WHERE office = $1 LIMIT 40',
    [COUNTY],
  );
  let next = 0;
  return median(ASKED, () => approver.ask('GET', `/applications/${rows[next++ % rows.length]!.id}/timeline`));
}

async function measureWorklist(approver: Caller, openTasks: number) {
  let cursor = '';
  for (let passed = 0; passed < openTasks / 2; passed += LARGEST_PAGE) {
    const { body } = await approver.ask('GET', `/worklist?limit=${LARGEST_PAGE}${cursor}`);
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
  return {
    firstPage: await median(ASKED, () => approver.ask('GET', `/worklist?limit=${PAGE}`)),
    deepPage: await median(ASKED, () => approver.ask('GET', `/worklist?limit=${PAGE}${cursor}`)),
    submissions: await median(ASKED, () => approver.ask('GET', `/worklist/submissions?limit=${SUBMISSIONS_SHOWN}`)),
    counts: await median(ASKED, () => approver.ask('GET', '/worklist/counts')),
  };
}

async function measureAudit(auditor: Caller, county: BenchCounty) {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const range = `from=${day(Date.now() - 30 * 86_400_000)}&to=${day(Date.now())}&limit=${PAGE}`;
  const { person } = [...county.reviewers.values()][0]![0]!.actor;
  return {
    ofOnePerson: await median(ASKED, () => auditor.ask('GET', `/audit/decisions?person=${person}&${range}`)),
    late: await median(ASKED, () => auditor.ask('GET', `/audit/late?${range}`)),
  };
}

async function median(times: number, ask: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < times / 2; i++) await ask(); // plans are made, code is compiled and pages are read once
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const asked = performance.now();
    await ask();
    took.push(performance.now() - asked);
  }
  return spread(took).p50;
}

async function keepOneTask(owner: pg.Client): Promise<void> {
  await owner.query(
    `DELETE FROM tasks WHERE office = $1 AND application_id <> (SELECT min(application_id::text)::uuid FROM tasks WHERE office = $1)`,
    [COUNTY],
  );
}

/** Open tasks of the county's approvers, fifty to a submission, one in ten flagged. */
async function growBacklog(owner: pg.Client, openTasks: number): Promise<void> {
  await owner.query(
    `CREATE TEMP TABLE one ON COMMIT PRESERVE ROWS AS
     SELECT n, gen_random_uuid() AS application, gen_random_uuid() AS person,
            first_value(made) OVER (PARTITION BY n / ${TASKS_PER_SUBMISSION} ORDER BY n) AS submission
     FROM (SELECT n, gen_random_uuid() AS made
           FROM generate_series((SELECT count(*) + 1 FROM tasks WHERE office = '${COUNTY}'), ${openTasks}) n) numbers`,
  );
  const copies = (table: string, from: string, changed: string, source: string) =>
    owner.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(t) || jsonb_build_object(${changed}))).*
       FROM (${from}) t, ${source}`,
    );
  const task = `SELECT * FROM tasks WHERE office = '${COUNTY}' ORDER BY due_at, application_id LIMIT 1`;
  const application = `SELECT a.* FROM applications a JOIN (${task}) t ON t.application_id = a.id`;
  await owner.query(
    "INSERT INTO persons (id, name, sex, birth_date) SELECT person, '学生' || n, '女', '20160415' FROM one",
  );
  await copies(
    'submissions',
    `SELECT s.* FROM submissions s JOIN (${application}) a ON a.submission_id = s.id`,
    `'id', one.submission, 'number', 1000 + one.n, 'count', ${TASKS_PER_SUBMISSION}`,
    '(SELECT submission, min(n) AS n FROM one GROUP BY submission) one',
  );
  await copies(
    'applications',
    application,
    `'id', one.application, 'subject_id', one.person, 'submission_id', one.submission, 'due_at', ${DUE_AT}`,
    'one',
  );
  await copies(
    'tasks',
    task,
    `'application_id', one.application, 'submission_id', one.submission, 'flagged', one.n % 10 = 0, 'due_at', ${DUE_AT}`,
    'one',
  );
  await owner.query('DROP TABLE one');
  // As autovacuum does in time; without it the first readers would clean up after the copying.
  await owner.query('VACUUM ANALYZE tasks, applications, submissions, persons');
}

/**
 * Decisions of everybody in the county over the last month, one in a hundred after its deadline, beside those of the load:
 * of these nobody is late, so each size is one of copies, and each shows a full page.
 */
async function growTrail(
  owner: pg.Client,
  county: BenchCounty,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const people = [...county.reviewers.values()].flat();
  await owner.query(
    `INSERT INTO audit.events (period, stream, version, at, schema, kind, type, actor, on_behalf_of, seat, command, payload, previous, hash)
     SELECT $1, gen_random_uuid(), 1, (extract(epoch FROM now()) * 1000)::bigint - (random() * 2500000000)::bigint, 1, 'application',
            'ApplicationApproved', p.actor[1 + n % cardinality(p.actor)], NULL, p.seat[1 + n % cardinality(p.seat)], gen_random_uuid(),
            CASE WHEN n % 100 = 0 THEN '{"stage":"township-review","late":{"workingDays":1}}'::jsonb ELSE '{"stage":"township-review"}' END,
            decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex')
     FROM generate_series($2::int + 1, $3) n, (SELECT $4::uuid[] AS actor, $5::text[] AS seat) p`,
    [PERIOD, from, to, people.map(({ actor }) => actor.person), people.map(({ actor }) => seatText(actor.seat))],
  );
  await owner.query('VACUUM ANALYZE audit.events');
}

/** Rows of the report: each size beside the smallest. */
export function readLines({ worklist, audit, history, signIn }: ReadFigures): string[][] {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const times = (value: number, first: number) => `${(value / first).toFixed(2)} × the smallest`;
  const [small] = worklist as [WorklistFigures];
  const [short] = audit as [AuditFigures];
  return [
    ...worklist.map((w) => [
      `worklist of ${w.openTasks.toLocaleString('en')} open tasks: first / middle page / by submission / counts`,
      [w.firstPage, w.deepPage, w.submissions, w.counts].map(ms).join(' / '),
      w === small ? '' : [times(w.firstPage, small.firstPage), times(w.deepPage, small.deepPage)].join(', '),
      '≤ 1.3 ×',
    ]),
    ...audit.map((a) => [
      `${a.events.toLocaleString('en')} events: decisions of one person in 30 days / decided late`,
      [a.ofOnePerson, a.late].map(ms).join(' / '),
      a === short ? '' : [times(a.ofOnePerson, short.ofOnePerson), times(a.late, short.late)].join(', '),
      '≤ 1.3 ×',
    ]),
    ['one history', ms(history), '', ''],
    ['sign-in', ms(signIn), '', ''],
  ];
}
