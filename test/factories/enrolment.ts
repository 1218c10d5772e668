import { loadRegistry, loadRoll, type Persistence } from '#persistence';
import { idNumber } from './id-numbers.js';
import { type Child, COUNTY, SCHOOL, TOWNSHIP } from './small-county.js';

const FACTS = {
  schoolStage: 'primary',
  grade: '四年级',
  boarding: true,
  ownership: '公办',
  householdType: '低保户',
  specialCategory: null,
} as const;

/** A new roll and registry of the small county: this many boarders of its primary school, each of a poor household. */
export async function enrol(persistence: Persistence, count: number): Promise<Child[]> {
  const children = Array.from(
    { length: count },
    (_, i): Child => ({
      personId: '',
      school: SCHOOL,
      name: `学生${i}`,
      idNumber: idNumber('20160415', i),
      facts: FACTS,
    }),
  );
  const options = { county: COUNTY, takenOn: '2026-09-02' };
  const pupils = children.map(({ idNumber, name }, i) => ({
    ...{ idNumber, name, rollNumber: `G${i}`, sex: '女', birthDate: '2016-04-15', className: '1班' },
    ...{ schoolCode: SCHOOL, schoolStage: FACTS.schoolStage, grade: FACTS.grade, boarding: FACTS.boarding },
  }));
  await loadRoll(persistence, pupils, options);
  const members = children.map(({ idNumber, name }, i) => ({
    idNumber,
    name,
    householdNumber: `H${i}`,
    townshipCode: TOWNSHIP,
    category: FACTS.householdType,
  }));
  await loadRegistry(persistence, members, options);
  return children;
}
