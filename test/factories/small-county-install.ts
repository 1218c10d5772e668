import path from 'node:path';
import type { Programme, SubjectFacts } from '#domain';
import { loadCalendarFile, loadProgrammeFiles, newId, type Persistence } from '#persistence';
import { idNumber } from './id-numbers.js';
import {
  type Child,
  COUNTY,
  KINDERGARTEN,
  ORGANISATIONS,
  PASSWORD_HASH,
  PERIOD,
  type StaffMember,
  TOWNSHIP,
} from './small-county-people.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Calendar, programmes and their period; returns the programmes. */
export async function installProgrammes({ reference }: Persistence): Promise<Programme[]> {
  await reference.installCalendar(await loadCalendarFile(path.join(ROOT, 'calendars/cn.json')), 0);
  const programmes = await loadProgrammeFiles(path.join(ROOT, 'programmes'));
  for (const programme of programmes) {
    await reference.installProgramme(programme, COUNTY, programme.code !== 'huoshan-preschool');
    await reference.openPeriod(programme, PERIOD);
  }
  return programmes;
}

export async function installOffices({ db, keys }: Persistence): Promise<void> {
  for (const o of ORGANISATIONS) {
    const ancestors =
      o.level === 'county' ? [o.code] : o.parent === COUNTY ? [o.code, COUNTY] : [o.code, TOWNSHIP, COUNTY];
    await db.query(
      'f-organisation',
      `INSERT INTO organisations (code, name, level, parent_code, ancestors, office_name, school_stage, ownership, public_account) VALUES ($1,$2,$3,$4,$5,$6,$7,'公办',$8)`,
      [
        o.code,
        o.name,
        o.level,
        o.parent,
        ancestors,
        o.office,
        o.stage,
        o.code === KINDERGARTEN ? keys.encrypt('9999995059517022916') : null,
      ],
    );
  }
}

export async function installStaff({ db }: Persistence, staff: readonly StaffMember[]): Promise<void> {
  for (const s of staff) {
    await db.query('f-staff', 'INSERT INTO staff (id, login, name, email, password_hash) VALUES ($1,$2,$3,$4,$5)', [
      s.id,
      s.login,
      s.name,
      `${s.login}@example.test`,
      PASSWORD_HASH,
    ]);
    await db.query('f-post', 'INSERT INTO posts (id, staff_id, office, role) VALUES ($1,$2,$3,$4)', [
      s.postId,
      s.id,
      s.office,
      s.role,
    ]);
  }
}

export interface Enrolled {
  readonly children: Child[];
  readonly roll: string;
  readonly registry: string;
}

/** Roll and registry with so many entitled children at each school. */
export async function enrolChildren({ db, keys }: Persistence, perSchool: number): Promise<Enrolled> {
  const children: Child[] = [];
  const roll = newId();
  const registry = newId();
  for (const [id, kind] of [
    [roll, 'roll'],
    [registry, 'registry'],
    [newId(), 'special'],
  ]) {
    await db.query(
      'f-snapshot',
      "INSERT INTO snapshots (id, kind, county, taken_on, loaded_at, rows) VALUES ($1,$2,$3,'2026-09-01',1,0)",
      [id, kind, COUNTY],
    );
  }
  for (const { code: school, stage } of ORGANISATIONS.filter((o) => o.level === 'school')) {
    for (let i = 0; i < perSchool; i++) {
      const serial = children.length;
      const born = stage === 'preschool' ? '20220415' : '20160415';
      const facts: SubjectFacts = {
        schoolStage: stage as SubjectFacts['schoolStage'],
        grade: stage === 'preschool' ? '中班' : '四年级',
        boarding: stage !== 'preschool',
        ownership: '公办',
        householdType: '建档立卡户',
        specialCategory: null,
      };
      const child: Child = {
        personId: newId(),
        school,
        name: `学生${serial}`,
        idNumber: idNumber(born, serial),
        facts,
      };
      children.push(child);
      await db.query('f-person', "INSERT INTO persons (id, name, sex, birth_date) VALUES ($1,$2,'女',$3)", [
        child.personId,
        child.name,
        born.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
      ]);
      await db.query(
        'f-id',
        "INSERT INTO personal_values (owner, kind, cipher, lookup) VALUES ($1,'id-number',$2,$3)",
        [child.personId, keys.encrypt(child.idNumber), keys.lookup('id-number', child.idNumber)],
      );
      await db.query(
        'f-roll',
        "INSERT INTO roll_entries (snapshot_id, person_id, school, roll_number, school_stage, grade, class_name, boarding) VALUES ($1,$2,$3,$4,$5,$6,'1班',$7)",
        [roll, child.personId, school, `G${serial}`, stage, facts.grade, facts.boarding],
      );
      await db.query(
        'f-registry',
        "INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township) VALUES ($1,$2,$3,'建档立卡户',$4)",
        [registry, child.personId, `H${serial}`, TOWNSHIP],
      );
    }
  }
  return { children, roll, registry };
}
