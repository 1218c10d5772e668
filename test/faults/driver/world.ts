import { type Phase, type Programme, periodOf } from '#domain';
import { Bulks, oweSubmissions, Persistence } from '#persistence';
import { COUNTY, DIRECT_SCHOOL, KINDERGARTEN, SCHOOL, TOWNSHIP } from '../../factories/small-county.js';
import type { Stack } from '../harness/stack.js';
import { Patience } from './patience.js';
import { castOf, type Member } from './people.js';

/** Autumn, spring, and the autumn after: the calendar of the last two is not published yet. */
export const SEMESTERS = [20261, 20262, 20271] as const;
export const SCHOOLS = [
  { school: SCHOOL, programme: 'compulsory-living', office: TOWNSHIP },
  { school: KINDERGARTEN, programme: 'preschool-aid', office: TOWNSHIP },
  { school: DIRECT_SCHOOL, programme: 'compulsory-living', office: COUNTY },
] as const;
const DAY = 86_400_000;

/** An application as it lies in the list now. */
export interface Lying {
  readonly id: string;
  readonly phase: Phase;
  readonly stage: string | null;
  readonly held: boolean;
  readonly objected: boolean;
  readonly school: string;
  readonly township: string | null;
  readonly period: number;
  readonly programme: string;
  readonly submission: string | null;
  readonly revision: number;
  /** Of the open task; null where there is none. */
  readonly office: string | null;
  readonly role: string | null;
}

/** Two processes at one door, with one clock between them that only goes forward, and what has been made so far. */
export class World {
  readonly cast: Member[] = [];
  /** In the order in which they were made: a number points at the same one in every replay. */
  readonly applications: string[] = [];
  readonly batches: string[] = [];
  readonly bulks: readonly [Bulks, Bulks];
  readonly patience: Patience;
  now = Date.parse('2026-09-01T00:30:00Z');
  period: number = SEMESTERS[0];

  private constructor(
    readonly stack: Stack,
    /** A and B: pools of their own, as api and worker have. */
    readonly doors: readonly [Persistence, Persistence],
  ) {
    // A lease of a moment: whoever was cut off is followed at once.
    const options = { chunkSize: 3, leaseMs: 1, rest: 0 };
    this.bulks = [new Bulks(doors[0], options), new Bulks(doors[1], options)];
    this.patience = new Patience(this);
  }

  static async open(stack: Stack): Promise<World> {
    const { services, keys } = stack.broughtUp;
    const options = { url: services.database.appUrl, keys, doorConnections: 6, queryConnections: 6 };
    const clock = () => world.now;
    const world: World = new World(stack, [
      new Persistence({ ...options, clock }),
      new Persistence({ ...options, clock }),
    ]);
    world.cast.push(...(await castOf(stack.county, stack.persistence)));
    return world;
  }

  async close(): Promise<void> {
    await Promise.all(this.doors.map((door) => door.close()));
  }

  get persistence(): Persistence {
    return this.doors[0];
  }

  get county() {
    return this.stack.county;
  }

  programme(code: string): Programme {
    return this.county.programme(code);
  }

  /** A semester begins: its window opens, each school owes what it has, and there is money, though not for all. */
  async begin(period: number): Promise<void> {
    const { reference, db } = this.persistence;
    this.period = period;
    for (const code of ['compulsory-living', 'preschool-aid']) {
      const programme = this.programme(code);
      const { startsOn } = periodOf(programme, period);
      this.now = Math.max(this.now, Date.parse(`${startsOn}T00:30:00Z`) + DAY);
      await reference.openPeriod(programme, period);
      await db.query(
        'd-budget',
        'INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ($1, $2, $3, $4)',
        [code, period, COUNTY, code === 'preschool-aid' ? 200_000 : 250_000],
      );
      await oweSubmissions(this.persistence, programme, period, COUNTY);
    }
  }

  /** All applications as they lie now, in the order in which they were made. */
  async lying(): Promise<Lying[]> {
    const rows = await this.persistence.db.query<Lying & Record<string, unknown>>(
      'd-lying',
      `SELECT a.id, a.phase, a.stage, a.held, a.objected, a.school, a.township, a.period, a.programme_code AS programme,
              a.submission_id AS submission, a.revision, t.office, t.role
       FROM applications a LEFT JOIN tasks t ON t.application_id = a.id`,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return this.applications.flatMap((id) => byId.get(id) ?? []);
  }
}
