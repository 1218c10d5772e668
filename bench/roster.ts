import { setTimeout as sleep } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { idCheckCharacter, passesLuhn } from '#domain';
import { newId, type Persistence } from '#persistence';
import { type BenchCounty, COUNTY, type School } from './county.js';
import { residentMiB } from './cpu.js';
import { type Caller, eventually, spread } from './http.js';

export interface RosterFigures {
  readonly rows: number;
  readonly fileBytes: number;
  /** From the first byte sent until its clerk may go on. */
  readonly seconds: number;
  /** The same until the upload was answered. */
  readonly answeredSeconds: number;
  readonly drafts: number;
  /** How often the progress that was asked for each second was another than before. */
  readonly progressSteps: number;
  /** Resident memory above what it was before, MiB, at its peak. Null where the system has no /proc. */
  readonly apiMiB: number | null;
  readonly workerMiB: number | null;
  /** Somebody else's worklist, ms: right before, and while the roster was worked on. */
  readonly others: { readonly before: number; readonly meanwhile: number; readonly longest: number };
}

const TITLES = [
  '姓名',
  '身份证件号',
  '出生日期',
  '年级',
  '是否寄宿',
  '家庭类型',
  '监护人姓名',
  '联系电话',
  '开户银行',
  '银行卡号',
];
const BEFORE_MS = 5_000;
const ASK_EVERY_MS = 50;
const LOOK_EVERY_MS = 250;
const WITHIN_MS = 1_200_000;
const CHILDREN_AT_ONCE = 5_000;

interface Pupil {
  readonly name: string;
  readonly idNumber: string;
}

/** Rosters of these sizes, one after the other, each of children of its own; a reviewer reads the worklist meanwhile. */
export async function measureRosters(
  persistence: Persistence,
  { schools, reviewers }: BenchCounty,
  signIn: (login: string) => Promise<Caller>,
  pids: Readonly<Record<string, number>>,
  sizes: readonly number[],
): Promise<RosterFigures[]> {
  const school = schools[0]!;
  const clerk = await signIn(school.clerk.login);
  const reviewer = await signIn(reviewers.get(school.township)![0]!.login);
  const figures: RosterFigures[] = [];
  let serial = 0;
  for (const rows of sizes) {
    const pupils = Array.from({ length: rows }, () => pupilOf(serial++));
    await enrol(persistence, school, pupils);
    const bytes = await workbookOf(pupils);
    figures.push({ rows, fileBytes: bytes.length, ...(await measure(clerk, reviewer, pids, bytes)) });
  }
  return figures;
}

async function measure(
  clerk: Caller,
  reviewer: Caller,
  pids: Readonly<Record<string, number>>,
  bytes: Buffer,
): Promise<Omit<RosterFigures, 'rows' | 'fileBytes'>> {
  const before = await asking(reviewer, sleep(BEFORE_MS));
  const [api, worker] = [new MemoryWatch(pids.api), new MemoryWatch(pids.worker)];
  const begun = performance.now();
  let answeredSeconds = 0;
  let progressSteps = 0;
  let seen = '';
  const importing = (async () => {
    const { id } = (await clerk.upload('/imports', '花名册.xlsx', bytes)).body;
    answeredSeconds = (performance.now() - begun) / 1_000;
    return eventually(
      'the roster',
      WITHIN_MS,
      async () => {
        const { state, done, counts, fault } = (await clerk.ask('GET', `/imports/${id}`)).body;
        if (state === 'failed') throw new Error(`the roster failed: ${fault}`);
        if (`${state} ${done}` !== seen) progressSteps++;
        seen = `${state} ${done}`;
        return state === 'ready' && { drafts: counts.drafts as number, seconds: (performance.now() - begun) / 1_000 };
      },
      1_000,
    );
  })();
  const meanwhile = await asking(reviewer, importing);
  const { drafts, seconds } = await importing;
  return {
    ...{ seconds, answeredSeconds, drafts, progressSteps },
    ...{ apiMiB: api.stop(), workerMiB: worker.stop() },
    others: { before: before.p50, meanwhile: meanwhile.p50, longest: meanwhile.max },
  };
}

/** Reads the worklist again and again until something is over. */
async function asking(reviewer: Caller, over: Promise<unknown>): Promise<{ p50: number; max: number }> {
  const took: number[] = [];
  let going = true;
  const end = () => {
    going = false;
  };
  over.then(end, end);
  while (going) {
    const asked = performance.now();
    await reviewer.ask('GET', '/worklist?limit=50');
    took.push(performance.now() - asked);
    await sleep(ASK_EVERY_MS);
  }
  return spread(took);
}

/** A process's resident memory from now on. */
class MemoryWatch {
  private readonly idle: number | null;
  private peak: number;
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly pid: number | undefined) {
    this.idle = residentMiB(pid);
    this.peak = this.idle ?? 0;
    this.looking = setInterval(() => {
      this.peak = Math.max(this.peak, residentMiB(this.pid) ?? 0);
    }, LOOK_EVERY_MS);
  }

  /** The most it had above the beginning, MiB. */
  stop(): number | null {
    clearInterval(this.looking);
    return this.idle === null ? null : this.peak - this.idle;
  }
}

/** A thousand serials a day, from 2016-04-15 on. */
function pupilOf(serial: number): Pupil {
  const day = new Date(Date.UTC(2016, 3, 15) + Math.floor(serial / 1_000) * 86_400_000).toISOString().slice(0, 10);
  const first17 = `${COUNTY}${day.replaceAll('-', '')}${String(serial % 1_000).padStart(3, '0')}`;
  return { name: `童${serial}`, idNumber: first17 + idCheckCharacter(first17) };
}

/** On the school's roll, of a registered household each. */
async function enrol({ db, keys }: Persistence, school: School, pupils: readonly Pupil[]): Promise<void> {
  for (let from = 0; from < pupils.length; from += CHILDREN_AT_ONCE) {
    const some = pupils.slice(from, from + CHILDREN_AT_ONCE);
    await db.query(
      'bench-enrol',
      `WITH child AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) AS c(id, name, cipher, lookup)),
         newest AS (SELECT DISTINCT ON (kind) kind, id FROM snapshots WHERE county = $5 ORDER BY kind, loaded_at DESC, id DESC),
         person AS (INSERT INTO persons (id, name, sex, birth_date) SELECT id, name, '女', '20160415' FROM child),
         number AS (INSERT INTO personal_values (owner, kind, cipher, lookup) SELECT id, 'id-number', cipher, lookup FROM child),
         roll AS (INSERT INTO roll_entries (snapshot_id, person_id, school, roll_number, school_stage, grade, class_name, boarding)
           SELECT n.id, child.id, $6, 'R' || child.id, $7, $8, '1班', true FROM child JOIN newest n ON n.kind = 'roll')
       INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township)
         SELECT n.id, child.id, 'R' || child.id, $9, $10 FROM child JOIN newest n ON n.kind = 'registry'`,
      [
        some.map(() => newId()),
        some.map(({ name }) => name),
        some.map(({ idNumber }) => keys.encrypt(idNumber)),
        some.map(({ idNumber }) => keys.lookup('id-number', idNumber)),
        ...[COUNTY, school.code, school.facts.schoolStage, school.facts.grade, school.facts.householdType],
        school.township,
      ],
    );
  }
}

async function workbookOf(pupils: readonly Pupil[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('花名册');
  sheet.addRow(TITLES);
  for (const [i, { name, idNumber }] of pupils.entries()) {
    const birth = `${idNumber.slice(6, 10)}.${idNumber.slice(10, 12)}.${idNumber.slice(12, 14)}`;
    const phone = `199${String(10_000_000 + i)}`;
    sheet.addRow([name, idNumber, birth, '四年级', '是', '脱贫户', `家长${i}`, phone, '农村信用社', cardOf(i)]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Made up, with the check digit of ISO/IEC 7812-1. */
function cardOf(serial: number): string {
  const body = `999999${String(serial).padStart(12, '0')}`;
  return [...'0123456789'].map((check) => body + check).find(passesLuhn)!;
}

const whole = (value: number) => Math.round(value).toLocaleString('en');

/** Lines of the report's table: figure, value, ratio (none) and mark. */
export function rosterLines(figures: readonly RosterFigures[]): string[][] {
  return figures.flatMap((it) => [
    [
      `one roster of ${whole(it.rows)} rows (.xlsx, ${(it.fileBytes / 2 ** 20).toFixed(1)} MiB): answered / ready, ${whole(it.drafts)} drafted`,
      `${it.answeredSeconds.toFixed(2)} s / ${it.seconds.toFixed(1)} s`,
      '',
      `progress (${it.progressSteps} steps seen)`,
    ],
    [
      '… memory above idle, api / worker',
      it.apiMiB === null || it.workerMiB === null ? 'unknown' : `${it.apiMiB} MiB / ${it.workerMiB} MiB`,
      '',
      '≤ 300 MB',
    ],
    [
      '… somebody else’s worklist p50, before / meanwhile (longest)',
      `${it.others.before.toFixed(1)} ms / ${it.others.meanwhile.toFixed(1)} ms (${whole(it.others.longest)} ms)`,
      (it.others.meanwhile / it.others.before).toFixed(2),
      '≤ 2 ×',
    ],
  ]);
}
