// npm run demo -- outage: Temporal is stopped, people go on deciding, Temporal comes back and catches up. Told step by
// step against a running `npm start`; nothing is pretended, the process is really gone meanwhile.
import path from 'node:path';
import { Outbox, Persistence } from '../dist/libs/persistence/src/index.js';
import { accountsFile } from '../scripts/lib/accounts.mjs';
import { readCounty } from '../scripts/lib/county-load.mjs';
import { readRun } from '../scripts/lib/instance.mjs';
import { main } from '../scripts/lib/main.mjs';
import { checkout, dataFolder } from '../scripts/lib/paths.mjs';
import { until } from '../scripts/lib/person.mjs';
import { endProcess, readRecords } from '../scripts/lib/processes.mjs';
import { runAttached, sleep } from '../scripts/lib/run.mjs';
import { holdDown } from '../scripts/lib/supervisor.mjs';
import { isServing } from '../scripts/lib/temporal.mjs';
import { County, SECONDS } from './county.mjs';
import { say, timeOf, yuan } from './say.mjs';

const OPINION = '经核对学籍和帮扶家庭名册，同意。';
/** Decided one by one before the rest is decided at once, so that each is seen to be as quick as ever. */
const ONE_BY_ONE = 3;

main(async () => {
  const data = dataFolder();
  const run = readRun(data);
  if (!run?.api) throw new Error('nothing is running here: `npm start` first, in another terminal');
  const temporal = readRecords(data).temporal;
  if (!temporal)
    throw new Error(
      `the Temporal at ${run.temporalAddress} was not started by \`npm start\`; stop it as you started it`,
    );
  const files = await readCounty(path.join(import.meta.dirname, 'yunling'));
  const county = new County(run.api, accountsFile(data));
  const persistence = new Persistence({
    url: run.databaseUrl,
    keys: run.keys,
    doorConnections: 1,
    queryConnections: 1,
  });
  try {
    await tell({ data, run, temporal, files, county, outbox: new Outbox(persistence.db) });
  } finally {
    await county.signOutAll();
    await persistence.close();
  }
  say('最后核对全库（npm run verify）：');
  process.exitCode = await runAttached(process.execPath, [path.join(checkout, 'scripts/verify.mjs'), '--lang', 'zh']);
});

async function tell({ data, run, temporal, files, county, outbox }) {
  const { submission, school, township } = await handInSomewhere(county, files);
  const countyCode = files.organisations.find(({ level }) => level === 'county').code;
  const reviewer = await county.person(township, 'reviewer');
  const approver = await county.person(countyCode, 'approver');
  say(
    `${school.name}报送 ${submission.count} 名学生，合计 ${yuan(submission.totalFen)}，已到${reviewer.seat.officeName} ${reviewer.name} 的待办。`,
  );
  await until('Temporal to know of them', async () => (await outbox.backlog()) === 0);

  const giveBack = holdDown(data, 'temporal');
  try {
    await endProcess(temporal);
    if (await isServing(run.temporalAddress, 1_000)) throw new Error('Temporal is still there');
    say(`停掉 Temporal（进程 ${temporal.pid}）：${run.temporalAddress} 已无应答。办理照常：`);
    await decideOneByOne(reviewer, submission);
    const reviewed = await county.approveAll(reviewer, submission.id, OPINION);
    say(`其余 ${reviewed.accepted} 件，${reviewer.name} 一次同意。`);
    const approved = await county.approveAll(approver, submission.id, OPINION);
    say(`${approver.seat.officeName} ${approver.name} 审批同意 ${approved.accepted} 件，名单开始公示。`);
    say(`每个决定连同审计记录都已写入 PostgreSQL；发件箱里有 ${await outbox.backlog()} 件等着告诉 Temporal。`);
    const { until: endsAt } = await noticeOf(run, school);
    say(`公示到 ${timeOf(endsAt)} 期满。等到期满以后再看……`);
    await sleep(Math.max(0, endsAt - Date.now()) + 3_000);
    const waiting = (await county.phases(approver, submission.id))['in-public-notice'];
    const { entries } = await noticeOf(run, school);
    say(
      `期满了：公示页按时撤下（现列 ${entries.length} 人），但没有 Temporal 报时，${waiting} 件还停在“公示中”。晚了，没有丢。`,
    );
  } finally {
    giveBack();
  }
  const back = Date.now();
  await until('Temporal to come back', () => isServing(run.temporalAddress, 1_000));
  say(`重新启动 Temporal：${seconds(back)} 秒后应答。`);
  await until('the outbox to be empty', async () => (await outbox.backlog()) === 0);
  say(`发件箱清空：${seconds(back)} 秒。`);
  await until('the notices to end', async () => !(await county.phases(approver, submission.id))['in-public-notice']);
  const phases = await county.phases(approver, submission.id);
  say(`工作流补上了错过的时刻：${phases['awaiting-payment']} 件公示结束，等待发放。前后 ${seconds(back)} 秒。`);
}

/** The first school whose children are in the programme of seconds, and which has something to hand in under it. */
async function handInSomewhere(county, { organisations, rosters }) {
  for (const { schoolCode } of rosters) {
    const school = organisations.find(({ code }) => code === schoolCode);
    const township = organisations.find(({ code }) => code === school.parentCode);
    if (!['preschool', 'junior'].includes(school.schoolStage) || township?.level !== 'township') continue;
    const clerk = await county.person(schoolCode, 'clerk');
    const { items } = await clerk.get(`/submissions?programme=${SECONDS}`);
    const [owed] = items;
    if (owed?.phase !== 'owed') continue;
    const submission = await county.handIn(schoolCode, SECONDS, owed.period);
    if (submission) return { submission, school, township: township.code };
  }
  throw new Error('every school has handed in already: `npm run reset`, then `npm start`, gives a new county');
}

async function decideOneByOne(reviewer, { id }) {
  const { items } = await reviewer.get(`/worklist?submission=${id}`);
  for (const { application, revision, name } of items.slice(0, ONE_BY_ONE)) {
    const asked = performance.now();
    await reviewer.post(`/applications/${application}/approve`, { revision, opinion: OPINION });
    say(`　　${reviewer.name} 同意 ${name}：${Math.round(performance.now() - asked)} 毫秒`);
  }
}

const noticeOf = async ({ api }, { code }) => (await fetch(`${api}/api/v1/public/notices/${code}`)).json();
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
