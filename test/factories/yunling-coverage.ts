import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { normaliseName, readRoster, readRow } from '#domain';
import { type CountyRoster, readRosterFile } from '#roster-files';
import { YUNLING } from './yunling.js';

type Counts = Record<'entitled' | 'not-handed-in' | 'refused' | 'to-verify', number>;

/** Counts by programme and place, as `programme place`. */
export type ExpectedCoverage = Record<string, Counts>;

const table = async (name: string): Promise<Record<string, string>[]> =>
  parse(await readFile(path.join(YUNLING, name)), { bom: true, columns: true });

const PRESCHOOL = '学前';

/**
 * The demo county's coverage after its rosters were uploaded and nothing was handed in, worked out from its files alone:
 * who is in the registers by their CSV, what came of each row by expected-outcomes.json.
 */
export async function expectedCoverage(rosters: readonly CountyRoster[]): Promise<ExpectedCoverage> {
  const roll = await table('school-roll.csv');
  const registry = await table('poor-households.csv');
  const registered = new Set([
    ...registry.map((row) => row.成员身份证件号!),
    ...(await table('special-children.csv')).map((row) => row.身份证件号!),
  ]);
  const refused = await refusedChildren(rosters, roll);
  const expected: ExpectedCoverage = {};
  const count = (key: string, kind: Exclude<keyof Counts, 'entitled'>) => {
    expected[key] ??= { entitled: 0, 'not-handed-in': 0, refused: 0, 'to-verify': 0 };
    expected[key].entitled++;
    expected[key][kind]++;
  };
  for (const pupil of roll.filter((row) => registered.has(row.身份证件号!))) {
    const programme = pupil.学段 === PRESCHOOL ? 'preschool-aid' : 'compulsory-living';
    count(`${programme} ${pupil.学校代码}`, refused.has(pupil.身份证件号!) ? 'refused' : 'not-handed-in');
  }
  const enrolled = new Set(roll.map((row) => row.身份证件号!));
  for (const member of registry.filter((row) => !enrolled.has(row.成员身份证件号!))) {
    const age = ageOn31August2026(member.成员身份证件号!.slice(6, 14));
    if (age >= 3 && age <= 5) count(`preschool-aid ${member.乡镇代码}`, 'to-verify');
    if (age >= 6 && age <= 14) count(`compulsory-living ${member.乡镇代码}`, 'to-verify');
  }
  return expected;
}

const ageOn31August2026 = (born: string): number => 2026 - Number(born.slice(0, 4)) - (born.slice(4) > '0831' ? 1 : 0);

/**
 * Children of whom their school's roster has a refused row and no accepted one: by their number, or by their name where
 * the row's number is nobody's and the school has no other pupil of that name (and date of birth, where the row says).
 */
async function refusedChildren(rosters: readonly CountyRoster[], roll: Record<string, string>[]): Promise<Set<string>> {
  const outcomes: Record<string, { line: number; outcome: string }[]> = JSON.parse(
    await readFile(path.join(YUNLING, 'expected-outcomes.json'), 'utf8'),
  );
  const refused = new Set<string>();
  const accepted = new Set<string>();
  for (const roster of rosters) {
    const pupils = roll.filter((row) => row.学校代码 === roster.schoolCode);
    const file = await readRosterFile(await readFile(roster.path));
    if (!file.ok) throw new Error(roster.fileName);
    const outcomeOf = new Map(outcomes[roster.fileName]!.map(({ line, outcome }) => [line, outcome]));
    for (const { id, values, line } of readRoster(file.rows).rows.map(readRow)) {
      const named = pupils.filter(
        (pupil) =>
          normaliseName(pupil.姓名!) === values.name &&
          (!values.birthDate || pupil.出生日期!.startsWith(values.birthDate)),
      );
      const meant =
        id.kind === 'valid'
          ? pupils.find((pupil) => pupil.身份证件号 === id.idNumber)
          : named.length === 1
            ? named[0]
            : undefined;
      if (!meant) continue;
      (outcomeOf.get(line)!.startsWith('accept') ? accepted : refused).add(meant.身份证件号!);
    }
  }
  return new Set([...refused].filter((child) => !accepted.has(child)));
}
