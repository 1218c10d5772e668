import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Role } from '#domain';
import { installCounty, loadCalendarFile, loadProgrammeFiles, newId } from '#persistence';
import { type CountyRoster, readCountyFolder } from '#roster-files';
import type { ApiUnderTest, Caller } from '../harness/api.js';
import { uploadOf } from './rosters.js';
import { PASSWORD, PASSWORD_HASH, PERIOD } from './small-county.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const YUNLING = path.join(ROOT, 'demo/yunling');
const COUNTY = '990101';

/** The demo county in a system under test: its registers loaded, staff as they are asked for. */
export class Yunling {
  private constructor(
    private readonly api: ApiUnderTest,
    readonly rosters: readonly CountyRoster[],
  ) {}

  static async load(api: ApiUnderTest, programmes: readonly string[]): Promise<Yunling> {
    const { persistence } = api;
    const read = await readCountyFolder(YUNLING);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    await installCounty(persistence, read.county, { takenOn: '2026-09-01' });
    await persistence.reference.installCalendar(await loadCalendarFile(path.join(ROOT, 'calendars/cn.json')), 0);
    for (const programme of await loadProgrammeFiles(path.join(ROOT, 'programmes'))) {
      await persistence.reference.installProgramme(programme, COUNTY, programmes.includes(programme.code));
      await persistence.reference.openPeriod(programme, PERIOD);
    }
    return new Yunling(api, read.county.rosters);
  }

  /** Somebody who sits in this seat, signed in. */
  async person(office: string, role: Role): Promise<Caller> {
    const { db } = this.api.persistence;
    const [id, login] = [newId(), `${office}-${role}-${newId().slice(-6)}`];
    await db.query('f-staff', 'INSERT INTO staff (id, login, name, email, password_hash) VALUES ($1,$2,$3,$4,$5)', [
      ...[id, login, login, `${login}@example.test`, PASSWORD_HASH],
    ]);
    await db.query('f-post', 'INSERT INTO posts (id, staff_id, office, role) VALUES ($1,$2,$3,$4)', [
      ...[newId(), id, office, role],
    ]);
    return this.api.signIn({ login, password: PASSWORD });
  }

  /** Every school's clerk uploads its roster. */
  async uploadAll(): Promise<void> {
    for (const { schoolCode, fileName, path: file } of this.rosters) {
      const clerk = await this.person(schoolCode, 'clerk');
      const upload = uploadOf(await readFile(file), fileName, { period: String(PERIOD) });
      const { status, body } = await clerk.post('/imports', { body: upload });
      if (status !== 201) throw new Error(`${fileName}: ${status} ${JSON.stringify(body)}`);
    }
  }
}
