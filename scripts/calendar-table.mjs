/**
 * Writes calendars/cn.json, China's working calendar, from the table of the chinese-days package.
 *
 * When the State Council has published another year (usually in November): `npm install --save-exact
 * chinese-days@latest`, `node scripts/calendar-table.mjs`, read the diff, commit both. The raw table is read
 * rather than the package's functions, because those use the process's time zone and shift dates abroad, and
 * because they take a year they do not know for one without holidays.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** No application is older; earlier tables would only be dead weight. */
const FIRST_YEAR = 2024;

const table = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json');
const target = new URL('../calendars/cn.json', import.meta.url);

const yearOf = (date) => Number(date.slice(0, 4));
const isWeekend = (date) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const datesOf = (days) =>
  Object.keys(days)
    .filter((date) => yearOf(date) >= FIRST_YEAR)
    .sort();

const calendar = {
  utcOffsetMinutes: 480,
  openOfWork: '08:30',
  closeOfWork: '17:30',
  publishedYears: [...new Set(datesOf(table.holidays).map(yearOf))],
  holidays: datesOf(table.holidays).filter((date) => !isWeekend(date)),
  makeUpDays: datesOf(table.workdays).filter(isWeekend),
};
const digest = createHash('sha256').update(JSON.stringify(calendar)).digest('hex').slice(0, 8);
const version = `cn-${calendar.publishedYears.at(-1)}-${digest}`;

const $comment = 'Written by scripts/calendar-table.mjs from the chinese-days package; do not edit by hand.';
await writeFile(target, `${JSON.stringify({ $comment, version, ...calendar }, null, 2)}\n`);
console.log(`calendars/cn.json: ${version}, ${calendar.publishedYears[0]} to ${calendar.publishedYears.at(-1)}`);
