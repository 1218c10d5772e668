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
  own: { readonly code: string; readonly name: string },
  schoolName: (code: string) => string | null,
): OtherSchoolFault | null {
  const onRoll = enrolled.filter((entry) => entry !== null);
  const elsewhere = mostFrequent(onRoll.map((entry) => entry.schoolCode).filter((code) => code !== own.code));
  const counts = { rowsElsewhere: elsewhere?.count ?? 0, rowsEnrolled: onRoll.length };
  if (elsewhere && elsewhere.count >= FEWEST_ROWS && elsewhere.count > onRoll.length * MOST) {
    const otherSchool = schoolName(elsewhere.value) ?? elsewhere.value;
    return { code: 'other_school', weight: 'refuse', ownSchool: own.name, otherSchool, ...counts };
  }
  const { declaredSchool } = sheet;
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

function mostFrequent(values: readonly string[]): { value: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: { value: string; count: number } | null = null;
  for (const [value, count] of counts) if (!best || count > best.count) best = { value, count };
  return best;
}
