import { localDate } from '#domain';
import { wallClock } from '../clock.js';
import type { Persistence } from '../persistence.js';

export interface OpenPeriod {
  readonly code: number;
  readonly schoolYear: number;
  readonly semester: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Periods that are known, newest first. */
export async function openPeriods({ db }: Pick<Persistence, 'db'>): Promise<OpenPeriod[]> {
  return db.query(
    'open-periods',
    `SELECT code, school_year AS "schoolYear", semester, starts_on AS "startsOn", ends_on AS "endsOn" FROM periods ORDER BY code DESC`,
  );
}

/** The period that is running, in the holidays the one that ended last; null where none is known yet. */
export async function currentPeriod(persistence: Pick<Persistence, 'db' | 'reference'>): Promise<OpenPeriod | null> {
  const [periods, calendar] = await Promise.all([openPeriods(persistence), persistence.reference.currentCalendar()]);
  const today = localDate(calendar, wallClock());
  return periods.find(({ startsOn }) => startsOn <= today) ?? periods.at(-1) ?? null;
}
