import { expect } from '@jest/globals';
import pg from 'pg';
import {
  chain,
  type Finding,
  findHistory,
  type InvariantKey,
  type Persistence,
  type RunningWorkflows,
  type VerifyOptions,
  type VerifyReport,
  verify,
} from '#persistence';
import type { Clock } from './payment.js';
import { testPersistence } from './persistence.js';
import { type Lives, severalLives } from './several-lives.js';
import { type SmallCounty, smallCounty } from './small-county.js';

/** What is wrong, by invariant; only those that found something. */
export type Faults = Partial<Record<InvariantKey, readonly Finding[]>>;

export const faultsOf = ({ invariants }: VerifyReport): Faults =>
  Object.fromEntries(invariants.flatMap(({ key, faults, examples }) => (faults > 0 ? [[key, examples]] : [])));

/** A Temporal in which every workflow runs, and one in which none does. */
export const everythingRuns: RunningWorkflows = async (ids) => new Set(ids);
export const nothingRuns: RunningWorkflows = async () => new Set();

/** A county carried through several lives, and the owner of its tables, whom nothing holds back. */
export class VerifiedCounty {
  private constructor(
    readonly persistence: Persistence,
    readonly county: SmallCounty,
    readonly lives: Lives,
    readonly owner: pg.Client,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<VerifiedCounty> {
    const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
    const { persistence, database, close } = await testPersistence(() => clock.now);
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const county = await smallCounty(persistence, 16);
    const lives = await severalLives(county, clock);
    return new VerifiedCounty(persistence, county, lives, owner, async () => {
      await owner.end();
      await close();
    });
  }

  verify = (options: VerifyOptions = {}): Promise<VerifyReport> => verify(this.persistence, options);

  /** Lets the owner change one of the tables, looks, and puts all its rows back. */
  tampered = async (table: string, sql: string, values: unknown[], options: VerifyOptions = {}): Promise<Faults> => {
    await this.owner.query(`CREATE TEMP TABLE kept AS TABLE ${table}`);
    try {
      const { rowCount } = await this.owner.query(sql, values);
      expect(rowCount).toBeGreaterThan(0);
      const report = await this.verify(options);
      expect(report.ok).toBe(false);
      return faultsOf(report);
    } finally {
      await this.owner.query(`TRUNCATE ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`);
    }
  };

  /** One event's fact changed by somebody who also knows how to make the chain whole again. */
  rewritten = async (
    kind: 'application' | 'payment-batch',
    id: string,
    version: number,
    change: object,
  ): Promise<Faults> => {
    const { events } = (await findHistory(this.persistence.db, kind, id))!;
    let previous = events[0]!.previous;
    const forged = events.map((event) => {
      const made = chain({ ...event, ...(event.version === version && change), previous });
      previous = made.hash;
      return made;
    });
    return this.tampered(
      'audit.events',
      `UPDATE audit.events e SET actor = x.actor, previous = decode(x.previous, 'hex'), hash = decode(x.hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS x(stream uuid, version int, actor uuid, previous text, hash text)
       WHERE e.stream = x.stream AND e.version = x.version`,
      [JSON.stringify(forged)],
    );
  };
}
