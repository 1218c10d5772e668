import type { Language } from '../text/catalogue.js';

/** China has one time zone: the office's clock counts, not the clock of whoever looks. */
const ZONE = 'Asia/Shanghai';

/** Made once: it costs far more than using it, and a table has hundreds of moments. */
const WALL = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const parts = (at: number) => Object.fromEntries(WALL.formatToParts(at).map(({ type, value }) => [type, value]));

/** 2026-09-10. */
export function day(at: number): string {
  const { year, month, day } = parts(at);
  return `${year}-${month}-${day}`;
}

/** 2026-09-10 17:30. */
export function moment(at: number): string {
  const { year, month, day, hour, minute } = parts(at);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

const NO_PERIOD: Readonly<Record<Language, string>> = { zh: '尚未设置学期', en: 'no semester yet' };

/** A period's code, year and semester: 20261 → 2026学年第一学期; 0 where the county has none yet. */
export function period(code: number, language: Language): string {
  if (code === 0) return NO_PERIOD[language];
  const [year, semester] = [Math.floor(code / 10), code % 10];
  return language === 'zh'
    ? `${year}学年第${semester === 1 ? '一' : '二'}学期`
    : `${year}/${(year + 1) % 100}, semester ${semester}`;
}
