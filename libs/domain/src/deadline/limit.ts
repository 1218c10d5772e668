/**
 * How long an office may take: working days of the county's calendar, or a plain length of time as an ISO 8601
 * duration ('PT8S', 'P2D', 'P1DT12H') that runs through nights and holidays.
 */
export type Limit = { readonly workingDays: number } | { readonly duration: string };

// Years and months are left out on purpose: they have no fixed length.
const DURATION = /^P(?=[\dT])(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3}))?S)?)?)$/;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** True for an ISO 8601 duration of weeks, or of days, hours, minutes and seconds (to the millisecond). */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/**
 * The length of an ISO 8601 duration in milliseconds.
 *
 * @throws RangeError on any other text. A programme that passed `checkProgramme` contains none.
 */
export function millisecondsOf(duration: string): number {
  const match = DURATION.exec(duration);
  if (!match) throw new RangeError(`not an ISO 8601 duration of weeks, days, hours, minutes and seconds: ${duration}`);
  const [weeks, days, hours, minutes, seconds] = match.slice(1, 6).map((part) => Number(part ?? 0));
  const fraction = Number((match[6] ?? '').padEnd(3, '0'));
  return (
    (weeks ?? 0) * WEEK +
    (days ?? 0) * DAY +
    (hours ?? 0) * HOUR +
    (minutes ?? 0) * MINUTE +
    (seconds ?? 0) * SECOND +
    fraction
  );
}

/** Milliseconds as an ISO 8601 duration in seconds, exactly: 1500 is 'PT1.5S'. */
export function durationOf(milliseconds: number): string {
  return `PT${milliseconds / SECOND}S`;
}
