import { Ajv2020 } from 'ajv/dist/2020.js';
import { isCalendarDate, type WorkingCalendar } from '#domain';
import { DataFileError, type FileFault, readJsonFile } from './data-file.js';

const TIME = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
const DATES = { type: 'array', items: { type: 'string' }, uniqueItems: true };

const validate = new Ajv2020({ allErrors: true }).compile({
  type: 'object',
  additionalProperties: false,
  required: ['version', 'utcOffsetMinutes', 'openOfWork', 'closeOfWork', 'publishedYears', 'holidays', 'makeUpDays'],
  properties: {
    $comment: { type: 'string' },
    version: { type: 'string', minLength: 1 },
    utcOffsetMinutes: { type: 'integer', minimum: -720, maximum: 840 },
    openOfWork: TIME,
    closeOfWork: TIME,
    publishedYears: { type: 'array', items: { type: 'integer' }, uniqueItems: true },
    holidays: DATES,
    makeUpDays: DATES,
  },
});

/**
 * Loads a county's working calendar (calendars/cn.json; written by scripts/calendar-table.mjs).
 *
 * @throws DataFileError with every fault: the file, the place in it, and what to do.
 */
export async function loadCalendarFile(file: string): Promise<WorkingCalendar> {
  const candidate = await readJsonFile(file);
  if (!validate(candidate)) {
    const faults = (validate.errors ?? []).map(({ instancePath, message, params }) => ({
      path: instancePath,
      zh: '格式不符',
      en: `${message} ${JSON.stringify(params)}`,
    }));
    throw new DataFileError(file, faults);
  }
  const { $comment: _, ...calendar } = candidate as WorkingCalendar & { $comment?: string };
  const faults = faultsOf(calendar);
  if (faults.length > 0) throw new DataFileError(file, faults);
  return calendar;
}

/** A date on the wrong list would be ignored in silence, and deadlines would be a day off. */
function faultsOf(calendar: WorkingCalendar): FileFault[] {
  const { holidays, makeUpDays, publishedYears, openOfWork, closeOfWork } = calendar;
  const faults: FileFault[] = [];
  if (closeOfWork <= openOfWork) {
    faults.push({ path: '/closeOfWork', zh: '下班早于上班', en: 'must be later than openOfWork' });
  }
  for (const [list, dates, weekend] of [
    ['holidays', holidays, false],
    ['makeUpDays', makeUpDays, true],
  ] as const) {
    for (const [index, date] of dates.entries()) {
      const path = `/${list}/${index}`;
      if (!isCalendarDate(date)) {
        faults.push({ path, zh: `“${date}”不是日期，应写作 YYYY-MM-DD`, en: `"${date}" is no date; write YYYY-MM-DD` });
      } else if (isWeekend(date) !== weekend) {
        const wanted = weekend ? 'a weekend day' : 'a weekday';
        faults.push({ path, zh: `${date}不应列在此处`, en: `${date} is not ${wanted}; move or remove it` });
      } else if (!publishedYears.includes(Number(date.slice(0, 4)))) {
        faults.push({
          path,
          zh: `${date}所在年份未列入 publishedYears`,
          en: `the year of ${date} is not in publishedYears`,
        });
      }
    }
  }
  return faults;
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
