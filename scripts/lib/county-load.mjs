// Loads a county's folder into the running system: what it knows of itself straight into the database, its rosters
// through the HTTP API as their schools' clerks.
import fs from 'node:fs';
import path from 'node:path';
import { addAccounts, newPassword, readAccounts } from './accounts.mjs';
import { checkout } from './paths.mjs';
import { Person, until } from './person.mjs';
import { step } from './step.mjs';

/** A county's largest roster is drafted by a workflow, a few hundred rows a second. */
const PATIENCE_S = 1_800;
const library = (name) => import(`../../dist/libs/${name}/src/index.js`);

/** Reads the folder; every fault of its files is told at once. */
export async function readCounty(folder) {
  const { describeCountyFault, readCountyFolder } = await library('roster-files');
  const read = await readCountyFolder(folder);
  if (read.ok) return read.county;
  throw new Error(read.faults.map((fault) => describeCountyFault(fault, 'zh')).join('\n'));
}

/**
 * Organisations, roll, registry and special children; programmes where the county has none, the period and the
 * submissions owed in it; staff with passwords of their own. No address of the API can do any of this.
 */
export async function installReference({ persistence, county, accounts, programmes, period, takenOn }) {
  const { countyStaff, installCounty, installStaff, loadCalendarFile, loadProgrammeFiles, oweSubmissions } =
    await library('persistence');
  const { periodAt } = await library('domain');
  const { reference } = persistence;
  const installed = await step(
    'county',
    (note) => installCounty(persistence, county, { takenOn, onStep: (what, rows) => note(`${what}: ${rows}`) }),
    ({ county: code }) =>
      `${code}: ${county.organisations.length} organisations, ${county.pupils.length} pupils, ${county.householdMembers.length} members of registered households`,
  );

  await reference.installCalendar(await loadCalendarFile(path.join(checkout, 'calendars/cn.json')), Date.now());
  if ((await reference.activeProgrammes(installed.county)).length === 0) {
    const files = await loadProgrammeFiles(path.join(checkout, 'programmes'));
    for (const code of programmes) {
      const programme = files.find((each) => each.code === code);
      if (!programme) throw new Error(`there is no programme ${code} in programmes/`);
      await reference.installProgramme(programme, installed.county, true);
    }
  }
  const active = await reference.activeProgrammes(installed.county);
  if (active.length === 0) throw new Error('a county needs at least one programme: name it with --programmes');
  const chosen = period ?? periodAt(active[0], takenOn).code;
  await step(
    `period ${chosen}`,
    async () => {
      let count = 0;
      for (const programme of active) {
        await reference.openPeriod(programme, chosen);
        count += await oweSubmissions(persistence, programme, chosen, installed.county);
      }
      return count;
    },
    (count) => `${active.map(({ code }) => code).join(', ')}; ${count} submissions owed`,
  );
  await step(
    'staff',
    async () => {
      const staff = countyStaff(county.organisations).map((account) => ({ ...account, password: newPassword() }));
      const added = new Set(await installStaff(persistence, staff));
      addAccounts(
        accounts,
        staff.filter(({ login }) => added.has(login)),
      );
      return added.size;
    },
    (count) => `${count} accounts added to ${accounts}`,
  );
  return { county: installed.county, period: chosen };
}

/**
 * Uploads each roster as its school's clerk. Resolves to {outcomes, totals, refused}: the outcomes in the form of
 * expected-outcomes.json, files that were refused as a whole with no rows.
 */
export async function uploadRosters({ api, rosters, accounts, period, onFile = () => {} }) {
  const known = readAccounts(accounts);
  const outcomes = {};
  const refused = [];
  const totals = { rows: 0, accepted: 0, flagged: 0, rejected: 0, drafts: 0, draftsFen: 0 };
  for (const [index, roster] of rosters.entries()) {
    const account = known.get(`${roster.schoolCode}-clerk`);
    if (!account)
      throw new Error(
        `${accounts} has no password of ${roster.schoolCode}-clerk; it is written where the accounts were made`,
      );
    const clerk = await Person.signIn(api, account, { office: roster.schoolCode, role: 'clerk' });
    let told;
    try {
      const { counts, rows } = await importOne(clerk, roster, period);
      outcomes[roster.fileName] = rows.map(({ line, outcome }) => ({ line, outcome }));
      for (const name of Object.keys(totals)) totals[name] += counts[name];
      told = `${counts.rows} rows, ${counts.accepted} accepted, ${counts.rejected} rejected`;
    } catch (error) {
      if (!error.code?.startsWith('IMPORT.')) throw error;
      outcomes[roster.fileName] = [];
      refused.push(`${roster.fileName}: ${error.message}`);
      told = error.message;
    } finally {
      await clerk.signOut();
    }
    onFile(`${index + 1}/${rosters.length} ${roster.fileName}: ${told}`);
  }
  return { outcomes, totals, refused };
}

async function importOne(clerk, roster, period) {
  const { id } = await clerk.upload('/imports', roster.fileName, fs.readFileSync(roster.path), { period });
  const view = await until(
    `${roster.fileName} to be drafted`,
    async () => {
      const now = await clerk.get(`/imports/${id}`);
      return now.state !== 'drafting' && now;
    },
    PATIENCE_S,
  );
  if (view.state !== 'ready') throw new Error(`${roster.fileName}: the import ended as ${view.state} (${view.fault})`);
  return { counts: view.counts, rows: await rowsOf(clerk, id) };
}

/** Every row of an import: {line, outcome, …}. */
async function rowsOf(clerk, id) {
  const rows = [];
  for (let after = 0; after !== null; ) {
    const page = await clerk.get(`/imports/${id}/rows?limit=1000&after=${after}`);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}
