import { type Programme, periodOf, type WorkingCalendar } from '#domain';
import type { Database } from './database.js';

/**
 * Programmes and calendars as the law wants them. A programme version never changes, so it is read once; the current
 * calendar is looked up again after a few seconds, so that a new one reaches every process.
 */
export class Reference {
  private readonly programmes = new Map<string, Programme>();
  private calendar: { value: WorkingCalendar; readAt: number } | null = null;

  constructor(private readonly db: Database) {}

  async programme(code: string, version: number): Promise<Programme> {
    const key = `${code}@${version}`;
    const known = this.programmes.get(key);
    if (known) return known;
    const [row] = await this.db.query<{ document: Programme }>(
      'programme-version',
      'SELECT document FROM programme_versions WHERE code = $1 AND version = $2 LIMIT 1',
      [code, version],
    );
    if (!row) throw new Error(`programme ${key} is not in the database: load its file first`);
    this.programmes.set(key, row.document);
    return row.document;
  }

  /** Newest version of each active programme of a county. */
  async activeProgrammes(county: string): Promise<Programme[]> {
    const rows = await this.db.query<{ document: Programme }>(
      'active-programmes',
      'SELECT DISTINCT ON (code) document FROM programme_versions WHERE county = $1 AND active ORDER BY code, version DESC',
      [county],
    );
    return rows.map((row) => row.document);
  }

  async currentCalendar(): Promise<WorkingCalendar> {
    if (this.calendar && performance.now() - this.calendar.readAt < 5_000) return this.calendar.value;
    const [row] = await this.db.query<{ document: WorkingCalendar }>(
      'current-calendar',
      'SELECT document FROM calendar_versions ORDER BY published_at DESC LIMIT 1',
    );
    if (!row) throw new Error('no calendar is loaded: run npm start or load calendars/cn.json');
    // The same object as long as the version is the same: the law caches its look-up tables by it.
    const value = this.calendar?.value.version === row.document.version ? this.calendar.value : row.document;
    this.calendar = { value, readAt: performance.now() };
    return value;
  }

  /**
   * Makes a programme known in a county, active or not.
   *
   * @throws Error where the same version is known with other contents: applications have pinned it.
   */
  async installProgramme(programme: Programme, county: string, active: boolean): Promise<void> {
    const { code, version } = programme;
    const installed = await this.db.query(
      'install-programme',
      `INSERT INTO programme_versions (code, version, county, active, document)
       SELECT $1, $2::int, $3, $4::bool, $5::jsonb
       WHERE NOT EXISTS (SELECT FROM programme_versions WHERE code = $1 AND version = $2 AND document <> $5::jsonb)
       ON CONFLICT (code, version, county) DO UPDATE SET active = excluded.active RETURNING code`,
      [code, version, county, active, JSON.stringify(programme)],
    );
    if (installed.length > 0) return;
    throw new Error(`programme ${code} version ${version} is known with other contents; give the change a new version`);
  }

  async installCalendar(calendar: WorkingCalendar, publishedAt: number): Promise<void> {
    await this.db.query(
      'install-calendar',
      'INSERT INTO calendar_versions (version, published_at, document) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING',
      [calendar.version, publishedAt, JSON.stringify(calendar)],
    );
    this.calendar = null;
  }

  /** Makes a period known, and the trail's partition for it. */
  async openPeriod(programme: Programme, code: number): Promise<void> {
    const { schoolYear, semester, startsOn, endsOn } = periodOf(programme, code);
    await this.db.query('ensure-partition', 'SELECT audit.ensure_period($1)', [code]);
    await this.db.query(
      'open-period',
      `INSERT INTO periods (code, school_year, semester, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (code) DO NOTHING`,
      [code, schoolYear, semester, startsOn, endsOn],
    );
  }
}
