import path from 'node:path';
import { type Actor, benefitLines, type Programme, periodOf, type Role, type SubjectFacts, SYSTEM } from '#domain';
import {
  type DoorAnswer,
  digestOf,
  loadCalendarFile,
  loadProgrammeFiles,
  newId,
  type Persistence,
  type StreamCommand,
  sha256Hex,
} from '#persistence';
import { idNumber } from './id-numbers.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const PERIOD = 20261;
export const COUNTY = '990101';
export const TOWNSHIP = '99010101';
export const SCHOOL = '99010101002';
export const KINDERGARTEN = '99010101001';
export const DIRECT_SCHOOL = '99010190001';
export const PASSWORD = 'zhudao-test';
/** argon2id of PASSWORD, with cheap parameters: tests sign in often. */
export const PASSWORD_HASH =
  '$argon2id$v=19$m=4096,t=1,p=1$8M0mvx0UyndTaSREd8f2Og$k3rrQKqgSgV5RI1TLQmiCbYX+sa4jDc2KOV/2q8SndU';

const ORGANISATIONS = [
  { code: COUNTY, name: '云岭县', level: 'county', parent: null, office: '云岭县学生资助管理中心', stage: null },
  { code: TOWNSHIP, name: '寨坪镇', level: 'township', parent: COUNTY, office: '寨坪镇中心学校', stage: null },
  { code: SCHOOL, name: '寨坪中心小学', level: 'school', parent: TOWNSHIP, office: null, stage: 'primary' },
  { code: KINDERGARTEN, name: '寨坪中心幼儿园', level: 'school', parent: TOWNSHIP, office: null, stage: 'preschool' },
  { code: DIRECT_SCHOOL, name: '云岭县实验小学', level: 'school', parent: COUNTY, office: null, stage: 'primary' },
] as const;

const STAFF = {
  clerk: ['沈慧', SCHOOL, 'clerk'],
  head: ['罗建国', SCHOOL, 'head'],
  kindergartenClerk: ['吴兰', KINDERGARTEN, 'clerk'],
  kindergartenHead: ['郑芳', KINDERGARTEN, 'head'],
  directClerk: ['何敏', DIRECT_SCHOOL, 'clerk'],
  directHead: ['马德明', DIRECT_SCHOOL, 'head'],
  reviewer: ['周文', TOWNSHIP, 'reviewer'],
  reviewer2: ['孙丽', TOWNSHIP, 'reviewer'],
  townshipSupervisor: ['杨振', TOWNSHIP, 'supervisor'],
  approver: ['李卫东', COUNTY, 'approver'],
  approver2: ['韩雪', COUNTY, 'approver'],
  countySupervisor: ['冯涛', COUNTY, 'supervisor'],
  finance: ['陈静', COUNTY, 'finance'],
  finance2: ['许峰', COUNTY, 'finance'],
  auditor: ['高远', COUNTY, 'auditor'],
} as const satisfies Record<string, readonly [string, string, Role]>;

export type StaffName = keyof typeof STAFF;

export interface StaffMember {
  readonly id: string;
  readonly postId: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly office: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface Child {
  readonly personId: string;
  readonly school: string;
  readonly name: string;
  readonly idNumber: string;
  readonly facts: SubjectFacts;
}

/** A county small enough to read: one township, three schools, all roles, and children who are entitled. */
export class SmallCounty {
  readonly staff: Record<StaffName, StaffMember>;
  readonly children: Child[] = [];
  readonly programmes = new Map<string, Programme>();
  rollSnapshot = '';
  registrySnapshot = '';

  constructor(readonly persistence: Persistence) {
    this.staff = Object.fromEntries(
      Object.entries(STAFF).map(([key, [name, office, role]]) => {
        const id = newId();
        return [
          key,
          {
            id,
            postId: newId(),
            name,
            office,
            role,
            login: key,
            password: PASSWORD,
            actor: { person: id, onBehalfOf: null, seat: { office, role } },
          },
        ];
      }),
    ) as Record<StaffName, StaffMember>;
  }

  async install(childrenPerSchool: number): Promise<this> {
    const { db, reference } = this.persistence;
    await reference.installCalendar(await loadCalendarFile(path.join(ROOT, 'calendars/cn.json')), 0);
    for (const programme of await loadProgrammeFiles(path.join(ROOT, 'programmes'))) {
      this.programmes.set(programme.code, programme);
      await reference.installProgramme(programme, COUNTY, programme.code !== 'huoshan-preschool');
      await reference.openPeriod(programme, PERIOD);
    }
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
          o.code === KINDERGARTEN ? this.persistence.keys.encrypt('9999995059517022916') : null,
        ],
      );
    }
    for (const s of Object.values(this.staff)) {
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
    await this.enrol(childrenPerSchool);
    return this;
  }

  private async enrol(perSchool: number): Promise<void> {
    const { db, keys } = this.persistence;
    this.rollSnapshot = newId();
    this.registrySnapshot = newId();
    for (const [id, kind] of [
      [this.rollSnapshot, 'roll'],
      [this.registrySnapshot, 'registry'],
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
        const serial = this.children.length;
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
        this.children.push(child);
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
          [this.rollSnapshot, child.personId, school, `G${serial}`, stage, facts.grade, facts.boarding],
        );
        await db.query(
          'f-registry',
          "INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township) VALUES ($1,$2,$3,'建档立卡户',$4)",
          [this.registrySnapshot, child.personId, `H${serial}`, TOWNSHIP],
        );
      }
    }
  }

  /** The same county at another door: another process's, or one with another clock. */
  through(persistence: Persistence): SmallCounty {
    return Object.assign(Object.create(SmallCounty.prototype), this, { persistence });
  }

  programme(code = 'compulsory-living'): Programme {
    return this.programmes.get(code)!;
  }

  place(school: string) {
    return { school, township: school === DIRECT_SCHOOL ? null : TOWNSHIP, county: COUNTY };
  }

  /** Gives one command as one person and answers as the door did. */
  give(by: StaffName, command: StreamCommand, key: string | null = null): Promise<DoorAnswer> {
    const { actor, postId } = this.staff[by];
    return this.persistence.door.execute({
      actor,
      post: postId,
      key,
      requestHash: sha256Hex(JSON.stringify(command)),
      commands: [command],
    });
  }

  async must(answer: Promise<DoorAnswer>): Promise<DoorAnswer> {
    const result = await answer;
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.results.find((r) => !r.ok))}`);
    return result;
  }

  system(command: StreamCommand): Promise<DoorAnswer> {
    return this.persistence.door.execute({ actor: SYSTEM, post: null, commands: [command], origin: 'workflow' });
  }

  /** Drafts an application for each of the school's next `count` children, with a card on file. */
  async draft(
    count = 1,
    school: string = SCHOOL,
    programmeCode = school === KINDERGARTEN ? 'preschool-aid' : 'compulsory-living',
  ): Promise<string[]> {
    const { db, keys } = this.persistence;
    const programme = this.programme(programmeCode);
    const taken = await db.query<{ subject_id: string }>(
      'f-taken',
      'SELECT subject_id FROM applications WHERE programme_code = $1',
      [programmeCode],
    );
    const free = this.children
      .filter((c) => c.school === school && !taken.some((t) => t.subject_id === c.personId))
      .slice(0, count);
    if (free.length < count) throw new Error(`only ${free.length} children of ${school} are without an application`);
    const by = school === KINDERGARTEN ? 'kindergartenClerk' : school === DIRECT_SCHOOL ? 'directClerk' : 'clerk';
    const ids: string[] = [];
    for (const child of free) {
      const id = newId();
      await this.must(
        this.give(by, {
          kind: 'application',
          id,
          command: {
            type: 'DraftApplication',
            programme: { code: programme.code, version: programme.version },
            period: PERIOD,
            subject: child.personId,
            place: this.place(school),
            items: benefitLines(programme, child.facts, periodOf(programme, PERIOD)),
            basis: {
              schoolStage: child.facts.schoolStage!,
              grade: child.facts.grade!,
              boarding: child.facts.boarding!,
              householdType: child.facts.householdType,
              specialCategory: null,
            },
            checkedAgainst: { roll: this.rollSnapshot, registry: this.registrySnapshot },
            flags: [],
          },
        }),
      );
      const card = `62284800000000${String(ids.length).padStart(5, '0')}`;
      for (const [kind, value] of [
        ['card', card],
        ['bank', '农村信用社'],
        ['phone', '19900000000'],
      ] as const) {
        await db.query('f-card', 'INSERT INTO personal_values (owner, kind, cipher, lookup) VALUES ($1,$2,$3,$4)', [
          id,
          kind,
          keys.encrypt(value),
          kind === 'card' ? keys.lookup('card', value) : null,
        ]);
      }
      ids.push(id);
    }
    return ids;
  }

  private readonly schoolStaff = (school: string): { clerk: StaffName; head: StaffName } =>
    school === KINDERGARTEN
      ? { clerk: 'kindergartenClerk', head: 'kindergartenHead' }
      : school === DIRECT_SCHOOL
        ? { clerk: 'directClerk', head: 'directHead' }
        : { clerk: 'clerk', head: 'head' };

  /** Submitted and confirmed: the first review has begun. Returns the submission's id. */
  async handIn(
    ids: readonly string[],
    school: string = SCHOOL,
    programmeCode = school === KINDERGARTEN ? 'preschool-aid' : 'compulsory-living',
    number = 1,
  ): Promise<string> {
    const { door, texts } = this.persistence;
    const programme = this.programme(programmeCode);
    const submission = newId();
    const { clerk, head } = this.schoolStaff(school);
    const applications = (type: 'SubmitApplication' | 'ConfirmApplication') =>
      ids.map((id) => ({ kind: 'application' as const, id, command: { type, submission } }));
    const identity = {
      programme: { code: programme.code, version: programme.version },
      period: PERIOD,
      place: this.place(school),
      number,
    };
    const [{ totalFen }] = (await this.persistence.db.query<{ totalFen: number }>(
      'f-total',
      'SELECT sum(amount_fen)::bigint AS "totalFen" FROM applications WHERE id = ANY($1::uuid[])',
      [ids],
    )) as [{ totalFen: number }];
    const contents = { count: ids.length, totalFen, digest: digestOf(ids) };
    await this.must(
      door.execute({
        actor: this.staff[clerk].actor,
        post: this.staff[clerk].postId,
        commands: [
          { kind: 'submission', id: submission, command: { type: 'PrepareSubmission', ...identity, ...contents } },
          ...applications('SubmitApplication'),
        ],
      }),
    );
    if (!programme.options.headConfirms) return submission;
    const members = texts.commit(submission, '罗建国、沈慧、家长代表')!;
    await this.must(
      door.execute({
        actor: this.staff[head].actor,
        post: this.staff[head].postId,
        texts: [members.row],
        commands: [
          {
            kind: 'submission',
            id: submission,
            command: { type: 'ConfirmSubmission', meetingOn: '2026-09-10', members: members.ref },
          },
          ...applications('ConfirmApplication'),
        ],
      }),
    );
    return submission;
  }

  async revision(id: string): Promise<number> {
    const [row] = await this.persistence.db.query<{ revision: number }>(
      'f-revision',
      'SELECT revision FROM applications WHERE id = $1',
      [id],
    );
    return row!.revision;
  }

  async approve(by: StaffName, id: string, key: string | null = null): Promise<DoorAnswer> {
    return this.give(
      by,
      { kind: 'application', id, command: { type: 'ApproveApplication', revision: await this.revision(id) } },
      key,
    );
  }
}

export const smallCounty = (persistence: Persistence, childrenPerSchool = 8): Promise<SmallCounty> =>
  new SmallCounty(persistence).install(childrenPerSchool);
