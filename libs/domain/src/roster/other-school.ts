import type { RollEntry } from './check-roster.js';
import type { OtherSchoolFault } from './file-fault.js';
import type { RosterSheet } from './read-roster.js';
import { normaliseCode } from './text.js';

/** Below this share of the children found on the roll, single pupils who moved explain the difference. */
const MOST = 0.5;
/** A share among fewer children than this says nothing about the whole file. */
const FEWEST_ROWS = 3;

/**
 * Whether the file is another school's roster. Rows keep their own outcomes; this is about the file.
 * `enrolled` are the roll entries of the rows' children (null where not on the roll).
 */
export function findOtherSchool(
  sheet: Pick<RosterSheet, 'declaredSchool'>,
  enrolled: readonly (RollEntry | null)[],
  own: School,
  schoolName: (code: string) => string | null,
): OtherSchoolFault | null {
  const rowsOfSchool = new Map<string, number>();
  for (const entry of enrolled) {
    if (entry) rowsOfSchool.set(entry.schoolCode, (rowsOfSchool.get(entry.schoolCode) ?? 0) + 1);
  }
  return otherSchoolAmong(sheet, rowsOfSchool, own, schoolName);
}

interface School {
  readonly code: string;
  readonly name: string;
}

/** As `findOtherSchool`, where the file's rows are already counted by the school their children are enrolled at. */
export function otherSchoolAmong(
  { declaredSchool }: Pick<RosterSheet, 'declaredSchool'>,
  rowsOfSchool: ReadonlyMap<string, number>,
  own: School,
  schoolName: (code: string) => string | null,
): OtherSchoolFault | null {
  const rowsEnrolled = [...rowsOfSchool.values()].reduce((sum, count) => sum + count, 0);
  const elsewhere = mostRows([...rowsOfSchool].filter(([code]) => code !== own.code));
  const counts = { rowsElsewhere: elsewhere?.[1] ?? 0, rowsEnrolled };
  if (elsewhere && elsewhere[1] >= FEWEST_ROWS && elsewhere[1] > rowsEnrolled * MOST) {
    const otherSchool = schoolName(elsewhere[0]) ?? elsewhere[0];
    return { code: 'other_school', weight: 'refuse', ownSchool: own.name, otherSchool, ...counts };
  }
  if (declaredSchool !== null && !namesSame(declaredSchool, own.name)) {
    return { code: 'other_school', weight: 'warn', ownSchool: own.name, otherSchool: declaredSchool, ...counts };
  }
  return null;
}

/** 云岭县寨坪中心小学 and 寨坪中心小学 are the same school: forms add the county in front, or leave it out. */
function namesSame(a: string, b: string): boolean {
  const [nameA, nameB] = [normaliseCode(a), normaliseCode(b)];
  return nameA.endsWith(nameB) || nameB.endsWith(nameA);
}

function mostRows(counts: readonly [string, number][]): [string, number] | null {
  return counts.reduce<[string, number] | null>((most, each) => (!most || each[1] > most[1] ? each : most), null);
}
