import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadCalendarFile } from './calendar-files.js';

/** Whatever a file may hold: the point of these tests is that it may be wrong. */
type Json = ReturnType<typeof JSON.parse>;

const china = fileURLToPath(new URL('../../../calendars/cn.json', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhudao-calendars-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function refusalAfter(change: (calendar: Json) => void): Promise<string> {
  const calendar = JSON.parse(await readFile(china, 'utf8'));
  change(calendar);
  const file = join(folder, 'county.json');
  await writeFile(file, JSON.stringify(calendar));
  return loadCalendarFile(file).then(
    () => 'was loaded',
    (error: Error) => error.message,
  );
}

describe('the calendar file', () => {
  it('that is shipped knows the holidays up to 2026 and says which table it is', async () => {
    const calendar = await loadCalendarFile(china);
    expect(calendar.publishedYears.at(-1)).toBe(2026);
    expect(calendar.version).toMatch(/^cn-2026-[0-9a-f]{8}$/);
    expect(calendar).not.toHaveProperty('$comment');
  });

  it.each<[string, string, (calendar: Json) => void]>([
    [
      'a weekend among the holidays',
      '/holidays/0: 2026-10-03 is not a weekday',
      (c) => c.holidays.unshift('2026-10-03'),
    ],
    ['a weekday made up', '/makeUpDays/0: 2026-10-08 is not a weekend day', (c) => c.makeUpDays.unshift('2026-10-08')],
    ['a day that does not exist', '"2026-02-30" is no date', (c) => c.holidays.push('2026-02-30')],
    [
      'a holiday of a year it does not claim to know',
      '2027-10-01 is not in publishedYears',
      (c) => c.holidays.push('2027-10-01'),
    ],
    ['an office that closes before it opens', '/closeOfWork: must be later', (c) => (c.closeOfWork = '08:00')],
    ['no version', 'version', (c) => delete c.version],
  ])('is refused with %s', async (_, sentence, change) => {
    expect(await refusalAfter(change)).toContain(sentence);
  });
});
