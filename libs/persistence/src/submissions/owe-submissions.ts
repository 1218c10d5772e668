import { type Programme, periodOf, SYSTEM, submissionWindow } from '#domain';
import type { StreamCommand } from '../door/requests.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { schoolsOfCounty } from '../reference-data/organisations.js';
import { batches } from '../reference-data/persons.js';

const AT_ONCE = 100;

/**
 * Opens a programme's submission window in a county: every school of its stages owes one submission for the period, is
 * reminded until it has handed in, and its township is told at the deadline. A school that has one already is left
 * alone, so this may run again at any time. Returns how many are owed newly.
 */
export async function oweSubmissions(
  persistence: Persistence,
  programme: Programme,
  period: number,
  county: string,
): Promise<number> {
  const { db, door, reference } = persistence;
  const calendar = await reference.currentCalendar();
  const window = submissionWindow(programme, periodOf(programme, period), calendar);
  const known = await db.query<{ school: string }>(
    'schools-with-submission',
    'SELECT DISTINCT school FROM submissions WHERE programme_code = $1 AND period = $2 AND county = $3',
    [programme.code, period, county],
  );
  const has = new Set(known.map(({ school }) => school));
  const schools = (await schoolsOfCounty(db, county)).filter(
    ({ school, stage }) => !has.has(school) && covers(programme, stage),
  );
  let owed = 0;
  for (const chunk of batches(schools, AT_ONCE)) {
    const commands = chunk.map(
      ({ school, township }): StreamCommand => ({
        kind: 'submission',
        id: newId(),
        command: {
          type: 'OweSubmission',
          programme: { code: programme.code, version: programme.version },
          period,
          place: { school, township, county },
          number: 1,
          window,
        },
      }),
    );
    // One by one where another process opens the same window: the loser's STREAM.EXISTS is no fault.
    const answer = await door.execute({ actor: SYSTEM, post: null, mode: 'each', commands });
    owed += answer.results.filter(({ ok }) => ok).length;
  }
  return owed;
}

const covers = ({ schoolStages }: Programme, stage: string): boolean =>
  schoolStages.length === 0 || (schoolStages as readonly string[]).includes(stage);
