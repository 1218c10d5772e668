// Fills an empty system with the county of demo/yunling, through the API as its people would: never back-dated.
import path from 'node:path';
import { Persistence } from '../dist/libs/persistence/src/index.js';
import { accountsFile } from '../scripts/lib/accounts.mjs';
import { installReference, readCounty, uploadRosters } from '../scripts/lib/county-load.mjs';
import { writePrivate } from '../scripts/lib/paths.mjs';
import { until } from '../scripts/lib/person.mjs';
import { step } from '../scripts/lib/step.mjs';
import { County, SECONDS } from './county.mjs';

const FOLDER = path.join(import.meta.dirname, 'yunling');
const PROGRAMMES = ['preschool-aid', 'compulsory-living', SECONDS];
const OPINION = '经核对学籍和帮扶家庭名册，同意。';

const { ZHUDAO_API: api, ZHUDAO_HOME: data, ZHUDAO_KEYS: keys, DATABASE_URL: url } = process.env;
const accounts = accountsFile(data);

const files = await readCounty(FOLDER);
const persistence = new Persistence({ url, keys, doorConnections: 2, queryConnections: 2 });
const { county: countyCode, period } = await installReference({
  persistence,
  county: files,
  accounts,
  programmes: PROGRAMMES,
  takenOn: new Date().toISOString().slice(0, 10),
}).finally(() => persistence.close());

const townships = files.organisations.filter(({ level }) => level === 'township').map(({ code }) => code);
const schoolsOf = (township) =>
  files.organisations.filter(({ level, parentCode }) => level === 'school' && parentCode === township);
const leftOut = files.rosters.find(({ schoolCode }) => schoolCode === schoolsOf(townships.at(-1)).at(-1).code);
await step(
  'rosters',
  (note) =>
    uploadRosters({
      api,
      accounts,
      period,
      rosters: files.rosters.filter((roster) => roster !== leftOut),
      onFile: note,
    }),
  ({ totals }) =>
    `${totals.rows} rows: ${totals.accepted} accepted, ${totals.rejected} refused; ${totals.drafts} drafts`,
);

const county = new County(api, accounts);
const kindergartenOf = (township) => schoolsOf(township).find(({ schoolStage }) => schoolStage === 'preschool').code;
const [first, second, third, fourth] = townships;

const submissions = await step(
  'submissions',
  async (note) => {
    const made = [];
    for (const township of [first, second, third, fourth]) {
      for (const { code, name } of schoolsOf(township)) {
        for (const programme of PROGRAMMES.slice(0, 2)) {
          const submission = await county.handIn(code, programme, period);
          if (submission) made.push({ township, ...submission });
        }
        note(`${name} handed in`);
      }
    }
    return made;
  },
  (made) => `${made.length} of four townships, ${made.reduce((sum, { count }) => sum + count, 0)} applications`,
);

await step(
  'public notice',
  async () => {
    const reviewer = await county.person(second, 'reviewer');
    const approver = await county.person(countyCode, 'approver');
    let approved = 0;
    for (const { id } of submissions.filter(({ township }) => township === second)) {
      await county.approveAll(reviewer, id, OPINION);
      approved += (await county.approveAll(approver, id, OPINION)).accepted;
    }
    return approved;
  },
  (approved) => `${approved} applications of one township approved twice and posted`,
);

await step(
  'paid',
  async () => {
    const school = kindergartenOf(first);
    const submission = await county.handIn(school, SECONDS, period);
    if (!submission) return 0;
    const reviewer = await county.person(first, 'reviewer');
    const approver = await county.person(countyCode, 'approver');
    await county.approveAll(reviewer, submission.id, OPINION);
    await county.approveAll(approver, submission.id, OPINION);
    await until(
      'the notice to end by itself',
      async () => (await county.phases(approver, submission.id))['awaiting-payment'] > 0,
    );
    return (await county.pay(countyCode, SECONDS, period)).count;
  },
  (count) => `${count} children under the programme whose limits are seconds`,
);

const late = await step(
  'late',
  async () => {
    await county.handIn(kindergartenOf(third), SECONDS, period);
    const reviewer = await county.person(third, 'reviewer');
    const { items } = await reviewer.get(`/worklist?programme=${SECONDS}`);
    return items[0];
  },
  () => 'one kindergarten handed in; its reviewer will miss a deadline of seconds',
);

const people = [];
for (const [office, role] of [
  [kindergartenOf(first), 'clerk'],
  [kindergartenOf(first), 'head'],
  [first, 'reviewer'],
  [first, 'supervisor'],
  [countyCode, 'approver'],
  [countyCode, 'finance'],
  [countyCode, 'auditor'],
]) {
  const { name, login, password } = county.account(office, role);
  const { seat } = await county.person(office, role);
  people.push({ role, name, login, password, office: seat.officeName });
}
await county.signOutAll();

const roster = path.relative(process.cwd(), path.join(FOLDER, 'rosters', leftOut.fileName));
writePrivate(
  path.join(data, 'demo.json'),
  JSON.stringify({
    people,
    applicationId: late.application,
    tryThis: [
      'npm run demo              one roster from upload to paid, told step by step, with a late reviewer',
      `open ${api}, sign in as ${leftOut.schoolCode}-clerk (password in accounts.csv), and drop ${roster} under 导入花名册`,
      'npm run demo -- outage    Temporal is stopped, deciding goes on, Temporal comes back and catches up',
    ],
  }),
);
