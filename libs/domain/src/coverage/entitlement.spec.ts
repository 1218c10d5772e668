import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkProgramme, type Programme, periodOf, type SubjectFacts } from '../programme/index.js';
import { ageGroups, isEntitled } from './entitlement.js';

function programme(name: string): Programme {
  const file = new URL(`../../../../programmes/${name}.json`, import.meta.url);
  const checked = checkProgramme(JSON.parse(readFileSync(file, 'utf8')));
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.programme;
}

const living = programme('compulsory-living');
const preschool = programme('preschool-aid');
const huoshan = programme('huoshan-preschool');
const autumn = periodOf(living, 20261);

const pupil: SubjectFacts & { onRoll: true } = {
  onRoll: true,
  schoolStage: 'primary',
  grade: '三年级',
  boarding: true,
  ownership: '公办',
  householdType: '建档立卡户',
  specialCategory: null,
};
const ofNoSchool = { onRoll: false, schoolStage: 'primary', householdType: '低保户', specialCategory: null } as const;

describe('a pupil on the roll', () => {
  it('is entitled by the registry or as a special child, and by nothing else', () => {
    expect(isEntitled(living, pupil, autumn)).toBe(true);
    expect(isEntitled(living, { ...pupil, householdType: null, specialCategory: '孤儿' }, autumn)).toBe(true);
    expect(isEntitled(living, { ...pupil, householdType: null }, autumn)).toBe(false);
  });

  it('is entitled to programmes of its own stage only', () => {
    expect(isEntitled(preschool, pupil, autumn)).toBe(false);
  });

  it('for whom the programme would pay nothing is not one it ought to reach', () => {
    const unpaid = { ...living, benefitItems: living.benefitItems.map((item) => ({ ...item, rates: [] })) };
    expect(isEntitled(unpaid, pupil, autumn)).toBe(false);
  });
});

describe('a registered child on no roll', () => {
  it('is to be found for the programmes of the stage that its age belongs to', () => {
    expect(isEntitled(living, ofNoSchool, autumn)).toBe(true);
    expect(isEntitled(preschool, ofNoSchool, autumn)).toBe(false);
    expect(isEntitled(preschool, { ...ofNoSchool, schoolStage: 'preschool' }, autumn)).toBe(true);
  });

  it('is not excluded by what only a school could tell, as who runs it', () => {
    const child = { ...ofNoSchool, schoolStage: 'preschool' } as const;
    expect(isEntitled(huoshan, child, autumn)).toBe(true);
    expect(isEntitled(huoshan, { ...child, householdType: null, specialCategory: '事实无人抚养儿童' }, autumn)).toBe(
      false,
    );
  });
});

describe('the ages of the stages', () => {
  it('follow each other without a gap from three to the end of fourteen, counted on 31 August', () => {
    expect(ageGroups(autumn)).toEqual([
      { stage: 'preschool', bornFrom: '2020-09-01', bornUntil: '2023-08-31' },
      { stage: 'primary', bornFrom: '2014-09-01', bornUntil: '2020-08-31' },
      { stage: 'junior', bornFrom: '2011-09-01', bornUntil: '2014-08-31' },
    ]);
  });

  it('stay the same through a school year', () => {
    expect(ageGroups(periodOf(living, 20262))).toEqual(ageGroups(autumn));
    expect(ageGroups(periodOf(living, 20271))[0]).toMatchObject({ bornFrom: '2021-09-01' });
  });
});
