// npm run demo: one roster from upload to paid, told step by step, on the real clock; a late reviewer is reminded.
import fs from 'node:fs';
import path from 'node:path';
import { accountsFile } from '../scripts/lib/accounts.mjs';
import { readCounty } from '../scripts/lib/county-load.mjs';
import { readRun } from '../scripts/lib/instance.mjs';
import { main } from '../scripts/lib/main.mjs';
import { checkout, dataFolder } from '../scripts/lib/paths.mjs';
import { until } from '../scripts/lib/person.mjs';
import { runAttached } from '../scripts/lib/run.mjs';
import { County, SECONDS } from './county.mjs';
import { say, timeOf, yuan } from './say.mjs';
import { formatTable } from './table.mjs';

const OPINION = '经核对学籍和帮扶家庭名册，同意。';

/** A school whose children are in the programme of seconds and which has not handed in under it yet. */
async function findSchool(county, files) {
  for (const { schoolCode, path: file, fileName } of files.rosters) {
    const school = files.organisations.find(({ code }) => code === schoolCode);
    if (!['preschool', 'junior'].includes(school.schoolStage) || !school.parentCode) continue;
    const township = files.organisations.find(({ code }) => code === school.parentCode);
    if (township.level !== 'township') continue;
    const clerk = await county.person(schoolCode, 'clerk');
    const submissions = await clerk.get(`/submissions?programme=${SECONDS}`);
    if (!submissions.items.some(({ school: code, phase }) => code === schoolCode && phase !== 'owed'))
      return { school, township, clerk, file, fileName };
  }
  throw new Error(
    'every school has been walked through already: `npm run reset`, then `npm start`, gives a new county',
  );
}

const inboxOf = async (person, after) => (await person.get('/inbox')).items.filter(({ at }) => at >= after);

main(async () => {
  const run = readRun(dataFolder());
  if (!run?.api) throw new Error('nothing is running here: `npm start` first, in another terminal');
  const files = await readCounty(path.join(import.meta.dirname, 'yunling'));
  const county = new County(run.api, accountsFile(dataFolder()));
  const countyCode = files.organisations.find(({ level }) => level === 'county').code;
  const { school, township, clerk, file, fileName } = await findSchool(county, files);

  say(`${school.name}的经办人 ${clerk.name} 登录，上传花名册 ${fileName}。`);
  const upload = await clerk.upload('/imports', fileName, fs.readFileSync(file));
  const imported = await until('the roster to be checked', async () => {
    const view = await clerk.get(`/imports/${upload.id}`);
    return view.state === 'ready' && view;
  });
  const { counts, period } = imported;
  say(
    `共 ${counts.rows} 行：${counts.accepted} 行可用，${counts.flagged} 行有提示，${counts.rejected} 行需要改正。例如：`,
  );
  const { rows } = await clerk.get(`/imports/${upload.id}/rows?outcome=reject&limit=3`);
  for (const { sentence } of rows) console.log(`            ${sentence.zh}`);

  const submission = await county.handIn(school.code, SECONDS, period);
  if (!submission) throw new Error(`${school.name} has nothing to hand in`);
  say(
    `经办人报送 ${submission.count} 名学生，合计 ${yuan(submission.totalFen)}；校长 ${(await county.person(school.code, 'head')).name} 召开评审小组会后确认。`,
  );

  const reviewer = await county.person(township.code, 'reviewer');
  const supervisor = await county.person(township.code, 'supervisor');
  const [task] = (await reviewer.get(`/worklist?submission=${submission.id}`)).items;
  const handedInAt = Date.now();
  say(
    `${reviewer.seat.officeName} ${reviewer.name} 的待办里有了它，时限到 ${timeOf(task.dueAt)}。${reviewer.name} 今天没有来。`,
  );
  const reminder = await until('the reviewer to be reminded', async () => (await inboxOf(reviewer, handedInAt))[0]);
  say(`催办：${reviewer.name} 收到「${reminder.subject}」。`);
  const told = await until('the supervisor to be told', async () => (await inboxOf(supervisor, task.dueAt))[0]);
  say(`过了时限，分管领导 ${supervisor.name} 收到「${told.subject}」。`);

  const reviewed = await county.approveAll(reviewer, submission.id, OPINION);
  say(`${reviewer.name} 回来，一次同意 ${reviewed.accepted} 件（已逾期，审计轨迹中会注明）。`);
  const approver = await county.person(countyCode, 'approver');
  const approved = await county.approveAll(approver, submission.id, OPINION);
  say(`${approver.seat.officeName} ${approver.name} 审批同意 ${approved.accepted} 件，名单开始公示。`);
  const notice = await fetch(`${run.api}/api/v1/public/notices/${school.code}`).then((answer) => answer.json());
  say(`公示页上能看到的只有：${publicLine(notice)}。`);
  await until(
    'the notice to end by itself',
    async () => (await county.phases(approver, submission.id))['awaiting-payment'] >= approved.accepted,
  );
  say('公示期满，没有异议，自动结束，等待发放。');

  const settled = await county.pay(countyCode, SECONDS, period, (step, about) => {
    if (step === 'frozen')
      say(
        `财务 ${about.finance.name} 建立发放批次：${about.count} 人，${yuan(about.totalFen)}，逐人再核对一遍学籍和名册。`,
      );
    if (step === 'released') say(`第二人 ${about.second.name} 核对总额后放行。`);
    if (step === 'file') say(`${about.bank}：银行文件 ${about.file.length} 字节，已交银行；回盘文件收到。`);
  });
  const paid = settled.banks.reduce((sum, bank) => sum + bank.paid, 0);
  const shared = paid < settled.count ? `（${settled.count} 人，同一张卡的合为一笔）` : '';
  say(`回盘对账完毕：${paid} 笔到账${shared}。助到。`);

  const auditor = await county.person(countyCode, 'auditor');
  const { entries, chain } = await auditor.get(`/applications/${task.application}/timeline`);
  say('审计人员查看其中一件的全部经过：');
  console.log(
    formatTable(
      entries.map(({ version, at, sentence, envelope }) => [
        String(version),
        timeOf(at),
        sentence.zh,
        envelope.hash.slice(0, 12),
      ]),
    ),
  );
  if (!chain.intact) throw new Error(`the chain of hashes is broken: ${JSON.stringify(chain.faults)}`);
  say(`${entries.length} 个事件，哈希链完整：每个事件都含有前一个的哈希，改动、删除、插入都会被发现。`);
  await county.signOutAll();
  say('最后核对全库（npm run verify）：');
  process.exitCode = await runAttached(process.execPath, [path.join(checkout, 'scripts/verify.mjs'), '--lang', 'zh']);
});

/** The first child on the notice, as the page shows it. */
function publicLine({ entries: [first] }) {
  const { name, school, grade, class: className, programme } = first;
  return [name, school, grade, className, programme].join('，');
}
