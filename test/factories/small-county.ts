import { benefitLines, type Programme, periodOf, SYSTEM } from '#domain';
import { type DoorAnswer, digestOf, newId, type Persistence, type StreamCommand, sha256Hex } from '#persistence';
import { enrolChildren, installOffices, installProgrammes, installStaff } from './small-county-install.js';
import {
  type Child,
  COUNTY,
  DIRECT_SCHOOL,
  KINDERGARTEN,
  newStaff,
  PERIOD,
  SCHOOL,
  type StaffName,
  TOWNSHIP,
} from './small-county-people.js';

export * from './small-county-people.js';

/** A county small enough to read: one township, three schools, all roles, and children who are entitled. */
export class SmallCounty {
  readonly staff = newStaff();
  readonly children: Child[] = [];
  readonly programmes = new Map<string, Programme>();
  rollSnapshot = '';
  registrySnapshot = '';

  constructor(readonly persistence: Persistence) {}

  async install(childrenPerSchool: number): Promise<this> {
    for (const programme of await installProgrammes(this.persistence)) this.programmes.set(programme.code, programme);
    await installOffices(this.persistence);
    await installStaff(this.persistence, Object.values(this.staff));
    const { children, roll, registry } = await enrolChildren(this.persistence, childrenPerSchool);
    this.children.push(...children);
    this.rollSnapshot = roll;
    this.registrySnapshot = registry;
    return this;
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
