import pg from 'pg';
import { SYSTEM } from '#domain';
import {
  Bulks,
  confirmSubmission,
  freezeBatch,
  listLines,
  newId,
  Persistence,
  prepareSubmission,
  rejectionOf,
  type StreamCommand,
  settleBank,
  sha256Hex,
  takeReturnFile,
  writeBankFiles,
} from '#persistence';
import {
  type BenchCounty,
  COUNTY,
  type Colleague,
  type CountySize,
  fillCounty,
  PERIOD,
  PROGRAMME,
  type School,
} from './county.js';
import { drive } from './http.js';
import { returnFile } from './patience.js';

const OPINION = '情况属实，同意。';
/** Before the holidays: a notice that begins here is over within three weeks. */
const BEGIN = Date.parse('2026-09-10T02:00:00Z');
const THREE_WEEKS = 21 * 24 * 3_600_000;

export interface Footprint {
  readonly applications: number;
  readonly bytesPerApplication: number;
  /** Largest tables, bytes per application, indexes included. */
  readonly tables: readonly { name: string; bytes: number }[];
}

/**
 * PostgreSQL bytes of one application from draft to paid, every index included: all tables after a plain VACUUM, less
 * what they were with the county's children in them and no application. Through the door in this process, with a clock
 * that lets the notice's days pass; half of the reviews one by one with a key of their own, everything else in bulk.
 */
export async function measureFootprint(
  urls: { app: string; owner: string },
  keys: string,
  root: string,
  size: CountySize,
): Promise<Footprint> {
  const clock = { now: BEGIN };
  const persistence = new Persistence({ url: urls.app, keys, clock: () => clock.now });
  try {
    const county = await fillCounty(persistence, root, size, 'nobody signs in');
    const before = await sizes(urls.owner);
    await new Life(persistence, county, clock).run();
    const after = await sizes(urls.owner);
    const [{ n }] = (await persistence.db.query<{ n: number }>(
      'bench-paid',
      "SELECT count(*) AS n FROM applications WHERE phase = 'paid'",
    )) as [{ n: number }];
    const expected = size.schools * size.childrenPerSchool;
    if (n !== expected) throw new Error(`${n} of ${expected} applications were paid`);
    const tables = [...after]
      .map(([name, bytes]) => ({ name, bytes: (bytes - (before.get(name) ?? 0)) / n }))
      .sort((a, b) => b.bytes - a.bytes);
    return {
      applications: n,
      bytesPerApplication: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      tables: tables.slice(0, 8),
    };
  } finally {
    await persistence.close();
  }
}

class Life {
  private readonly submissions = new Map<School, string>();

  constructor(
    private readonly persistence: Persistence,
    private readonly county: BenchCounty,
    private readonly clock: { now: number },
  ) {}

  async run(): Promise<void> {
    const { schools, reviewers, approvers } = this.county;
    for (const school of schools) await this.handIn(school);
    await this.told();
    const oneByOne = schools.filter((_, i) => i % 2 === 0);
    for (const school of oneByOne) await this.reviewEach(school, reviewers.get(school.township)!);
    await this.inBulk(
      schools.filter((school) => !oneByOne.includes(school)),
      (school) => reviewers.get(school.township)![0]!,
    );
    await this.told();
    await this.inBulk(schools, () => approvers[0]!);
    await this.told();
    await this.closeNotices();
    await this.pay();
    await this.told();
  }

  private async handIn(school: School): Promise<void> {
    await this.county.drafts(school, PROGRAMME);
    const place = { school: school.code, township: school.township, county: COUNTY };
    const { clerk, head } = school;
    const who = ({ actor, postId }: Colleague) => ({
      actor,
      post: postId,
      key: newId(),
      requestHash: sha256Hex(school.code),
    });
    const prepared = await prepareSubmission(
      this.persistence,
      { ...who(clerk), place },
      { programmeCode: PROGRAMME, period: PERIOD },
    );
    if (!prepared.ok || prepared.leftOut.length > 0) throw new Error(`not handed in: ${JSON.stringify(prepared)}`);
    const refused = await confirmSubmission(this.persistence, who(head), prepared.id, {
      on: '2026-09-09',
      members: ['甲', '乙', '丙'],
    });
    if (refused) throw new Error(`not confirmed: ${refused.code}`);
    this.submissions.set(school, prepared.id);
  }

  private async reviewEach(school: School, colleagues: readonly Colleague[]): Promise<void> {
    const { db, texts } = this.persistence;
    const rows = await db.query<{ id: string; revision: number }>(
      'bench-reviewed',
      'SELECT id, revision FROM applications WHERE submission_id = $1',
      [this.submissions.get(school)],
    );
    await drive(rows, async ({ id, revision }) => {
      const opinion = texts.commit(id, OPINION)!;
      const { actor, postId } = colleagues[0]!;
      await this.must({ actor, post: postId, key: newId(), requestHash: sha256Hex(id), texts: [opinion.row] }, [
        { kind: 'application', id, command: { type: 'ApproveApplication', revision, opinion: opinion.ref } },
      ]);
    });
  }

  private async inBulk(schools: readonly School[], by: (school: School) => Colleague): Promise<void> {
    const bulks = new Bulks(this.persistence);
    for (const school of schools) {
      const { actor, postId } = by(school);
      const selection = { submissionId: this.submissions.get(school)! };
      const creation = await bulks.create({
        actor,
        post: postId,
        key: newId(),
        requestHash: sha256Hex(school.code),
        command: { type: 'approve', opinion: OPINION },
        selection,
        preview: false,
      });
      if (!creation.ok) throw new Error(`no bulk: ${creation.rejection.code}`);
      await bulks.run(creation.bulk.id);
    }
  }

  /** As the application's own workflow does it, one by one. */
  private async closeNotices(): Promise<void> {
    this.clock.now += THREE_WEEKS;
    const due = await this.persistence.db.query<{ id: string; moment: string }>(
      'bench-notices',
      "SELECT id, next_moment AS moment FROM applications WHERE phase = 'in-public-notice'",
    );
    await drive(due, ({ id, moment }) =>
      this.must({ actor: SYSTEM, post: null, origin: 'workflow' }, [
        { kind: 'application', id, command: { type: 'ReachMoment', moment } },
      ]),
    );
  }

  private async pay(): Promise<void> {
    const [maker, releaser] = this.county.finance;
    const [programme] = await this.persistence.reference
      .activeProgrammes(COUNTY)
      .then((active) => active.filter(({ code }) => code === PROGRAMME));
    const id = newId();
    const by = ({ actor, postId }: Colleague) => ({ actor, post: postId });
    const identity = { programme: { code: PROGRAMME, version: programme!.version }, period: PERIOD, office: COUNTY };
    await this.must(by(maker), [{ kind: 'payment-batch', id, command: { type: 'CreatePaymentBatch', ...identity } }]);
    await freezeBatch(this.persistence, id);
    const [{ total }] = (await this.persistence.db.query<{ total: number }>(
      'bench-total',
      'SELECT total_fen AS total FROM payment_batches WHERE id = $1',
      [id],
    )) as [{ total: number }];
    await this.must(by(releaser), [
      { kind: 'payment-batch', id, command: { type: 'ReleasePaymentBatch', totalFen: total } },
    ]);
    await writeBankFiles(this.persistence, id);
    const { items } = await listLines(this.persistence, by(maker).actor, id, {
      state: null,
      after: 0,
      limit: 1_000_000,
    });
    const taken = await takeReturnFile(this.persistence, id, Buffer.from(returnFile(items)), by(maker));
    if (!taken.ok) throw new Error(`return file refused: ${JSON.stringify(taken.rejection)}`);
    await settleBank(this.persistence, id, taken.bank);
  }

  private async must(
    who: Omit<Parameters<Persistence['door']['execute']>[0], 'commands'>,
    commands: StreamCommand[],
  ): Promise<void> {
    const rejection = rejectionOf(await this.persistence.door.execute({ ...who, commands }));
    if (rejection) throw new Error(`${commands[0]!.command.type} was refused: ${JSON.stringify(rejection)}`);
  }

  /** The relay's part: Temporal has been told. */
  private async told(): Promise<void> {
    await this.persistence.db.query('bench-told', 'DELETE FROM outbox');
  }
}

async function sizes(ownerUrl: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('VACUUM');
    const { rows } = await client.query<{ name: string; bytes: number }>(
      `SELECT n.nspname || '.' || c.relname AS name, pg_total_relation_size(c.oid) AS bytes
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'audit')`,
    );
    return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
  } finally {
    await client.end();
  }
}
