import path from 'node:path';
import { type Actor, benefitLines, type Programme, periodOf, type Role, type SubjectFacts } from '#domain';
import { loadCalendarFile, loadProgrammeFiles, newId, type Persistence, type StreamCommand } from '#persistence';

/** Everything made up: region 99 exists nowhere. */
export const COUNTY = '990101';
export const PERIOD = 20261;
export const PROGRAMME = 'compulsory-living';
/** Limits in seconds: a whole life can be waited for. */
export const QUICK_PROGRAMME = 'demo-seconds';
const TOWNSHIPS = 4;
const DRAFTS_PER_TRANSACTION = 100;

export interface Colleague {
  readonly login: string;
  readonly postId: string;
  readonly actor: Actor;
}

export interface School {
  readonly code: string;
  readonly township: string;
  readonly clerk: Colleague;
  readonly head: Colleague;
  readonly children: readonly string[];
  readonly facts: SubjectFacts;
}

export interface BenchCounty {
  readonly schools: readonly School[];
  /** A junior school, whose children are entitled under the programme with limits of seconds. */
  readonly junior: School;
  /** By township. */
  readonly reviewers: ReadonlyMap<string, readonly Colleague[]>;
  readonly approvers: readonly Colleague[];
  readonly finance: readonly [Colleague, Colleague];
  readonly auditor: Colleague;
  /** A draft and a card on file for each child of the school; answers with the applications' ids. */
  drafts(school: School, programmeCode: string): Promise<string[]>;
}

const factsOf = (schoolStage: 'primary' | 'junior'): SubjectFacts => ({
  schoolStage,
  grade: schoolStage === 'primary' ? '四年级' : '八年级',
  boarding: true,
  ownership: '公办',
  householdType: '建档立卡户',
  specialCategory: null,
});

export interface CountySize {
  readonly schools: number;
  readonly childrenPerSchool: number;
  readonly juniors: number;
}

/** A synthetic county: schools with a clerk, a head and children who are entitled. Reference data goes in directly. */
export async function fillCounty(
  persistence: Persistence,
  root: string,
  size: CountySize,
  passwordHash: string,
): Promise<BenchCounty> {
  const filler = new Filler(persistence, passwordHash);
  const programmes = await filler.reference(root);
  await filler.organisation(COUNTY, '县', 'county', null, [COUNTY], null);
  const reviewers = new Map<string, Colleague[]>();
  for (const township of Array.from({ length: TOWNSHIPS }, (_, i) => `${COUNTY}${String(i + 1).padStart(2, '0')}`)) {
    await filler.organisation(township, `乡镇${township}`, 'township', COUNTY, [township, COUNTY], null);
    reviewers.set(township, await filler.colleagues(4, township, 'reviewer'));
  }
  const approvers = await filler.colleagues(8, COUNTY, 'approver');
  const [auditor] = (await filler.colleagues(1, COUNTY, 'auditor')) as [Colleague];
  const finance = (await filler.colleagues(2, COUNTY, 'finance')) as [Colleague, Colleague];
  const school = async (number: number, stage: 'primary' | 'junior', children: number): Promise<School> => {
    const township = [...reviewers.keys()][number % TOWNSHIPS]!;
    const code = `${township}${String(number + 1).padStart(3, '0')}`;
    await filler.organisation(code, `学校${code}`, 'school', township, [code, township, COUNTY], stage);
    const [clerk] = (await filler.colleagues(1, code, 'clerk')) as [Colleague];
    const [head] = (await filler.colleagues(1, code, 'head')) as [Colleague];
    const facts = factsOf(stage);
    return { code, township, clerk, head, facts, children: await filler.children(code, township, children, facts) };
  };
  const junior = await school(0, 'junior', size.juniors);
  const schools: School[] = [];
  for (let number = 1; number <= size.schools; number++)
    schools.push(await school(number, 'primary', size.childrenPerSchool));
  const drafts = (of: School, code: string) =>
    filler.drafts(programmes.find((programme) => programme.code === code)!, of);
  return { schools, junior, reviewers, approvers, finance, auditor, drafts };
}

class Filler {
  private serial = 0;
  private readonly snapshots = { roll: newId(), registry: newId(), special: newId() };

  constructor(
    private readonly persistence: Persistence,
    private readonly passwordHash: string,
  ) {}

  async reference(root: string): Promise<Programme[]> {
    const { db, reference } = this.persistence;
    await reference.installCalendar(await loadCalendarFile(path.join(root, 'calendars/cn.json')), 0);
    const programmes = await loadProgrammeFiles(path.join(root, 'programmes'));
    const used = programmes.filter(({ code }) => code === PROGRAMME || code === QUICK_PROGRAMME);
    for (const programme of used) {
      await reference.installProgramme(programme, COUNTY, true);
      await reference.openPeriod(programme, PERIOD);
    }
    for (const [kind, id] of Object.entries(this.snapshots)) {
      await db.query(
        'bench-snapshot',
        "INSERT INTO snapshots (id, kind, county, taken_on, loaded_at, rows) VALUES ($1, $2, $3, '2026-09-01', 1, 0)",
        [id, kind, COUNTY],
      );
    }
    return used;
  }

  async organisation(
    code: string,
    name: string,
    level: string,
    parent: string | null,
    ancestors: string[],
    stage: string | null,
  ): Promise<void> {
    await this.persistence.db.query(
      'bench-organisation',
      `INSERT INTO organisations (code, name, level, parent_code, ancestors, school_stage, ownership) VALUES ($1, $2, $3, $4, $5, $6, '公办')`,
      [code, name, level, parent, ancestors, stage],
    );
  }

  async colleagues(count: number, office: string, role: Role): Promise<Colleague[]> {
    const made: Colleague[] = [];
    for (let i = 0; i < count; i++) {
      const person = newId();
      const postId = newId();
      const login = `${office}-${role}-${i + 1}`;
      await this.persistence.db.query(
        'bench-colleague',
        `WITH person AS (INSERT INTO staff (id, login, name, password_hash) VALUES ($1, $2, $2, $3))
         INSERT INTO posts (id, staff_id, office, role) VALUES ($4, $1, $5, $6)`,
        [person, login, this.passwordHash, postId, office, role],
      );
      made.push({ login, postId, actor: { person, onBehalfOf: null, seat: { office, role } } });
    }
    return made;
  }

  /** Children on the school's roll, of registered households. */
  async children(school: string, township: string, count: number, facts: SubjectFacts): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId());
    const serials = ids.map(() => `${this.serial++}`);
    await this.persistence.db.query(
      'bench-children',
      `WITH child AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS c(id, serial)),
         persons AS (INSERT INTO persons (id, name, sex, birth_date) SELECT id, '学生' || serial, '女', '20160415' FROM child),
         roll AS (INSERT INTO roll_entries (snapshot_id, person_id, school, roll_number, school_stage, grade, class_name, boarding)
           SELECT $3::uuid, id, $4, 'G' || serial, $6, $7, '1班', true FROM child)
       INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township)
         SELECT $5::uuid, id, 'H' || serial, $8, $9 FROM child`,
      [
        ids,
        serials,
        this.snapshots.roll,
        school,
        this.snapshots.registry,
        facts.schoolStage,
        facts.grade,
        facts.householdType,
        township,
      ],
    );
    return ids;
  }

  async drafts(programme: Programme, { code: school, township, clerk, children, facts }: School): Promise<string[]> {
    const { door, db, keys } = this.persistence;
    const place = { school, township, county: COUNTY };
    const ids = children.map(() => newId());
    const commands = children.map(
      (subject, i): StreamCommand => ({
        kind: 'application',
        id: ids[i]!,
        command: {
          type: 'DraftApplication',
          programme: { code: programme.code, version: programme.version },
          period: PERIOD,
          subject,
          place,
          items: benefitLines(programme, facts, periodOf(programme, PERIOD)),
          basis: {
            schoolStage: facts.schoolStage!,
            grade: facts.grade!,
            boarding: true,
            householdType: facts.householdType,
            specialCategory: null,
          },
          checkedAgainst: { roll: this.snapshots.roll, registry: this.snapshots.registry },
          flags: [],
        },
      }),
    );
    for (let from = 0; from < commands.length; from += DRAFTS_PER_TRANSACTION) {
      const answer = await door.execute({
        actor: clerk.actor,
        post: clerk.postId,
        commands: commands.slice(from, from + DRAFTS_PER_TRANSACTION),
      });
      if (!answer.ok) throw new Error(`drafts were refused: ${JSON.stringify(answer.results.find(({ ok }) => !ok))}`);
    }
    const cards = ids.map((_, i) => keys.encrypt(`62284800${school}${String(i).padStart(4, '0')}`).toString('hex'));
    const banks = ids.map(() => keys.encrypt('农村信用社').toString('hex'));
    const phones = ids.map(() => keys.encrypt('19900000000').toString('hex'));
    await db.query(
      'bench-cards',
      `INSERT INTO personal_values (owner, kind, cipher)
       SELECT owner, kind, decode(cipher, 'hex') FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS x(owner, card, bank, phone),
         LATERAL (VALUES ('card', card), ('bank', bank), ('phone', phone)) AS v(kind, cipher)`,
      [ids, cards, banks, phones],
    );
    return ids;
  }
}
