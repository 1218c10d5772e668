import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkProgramme,
  GRADES,
  isEligible,
  type Programme,
  periodOf,
  priorityOf,
  type SubjectFacts,
} from '../programme/index.js';
import { benefitLines } from './benefit-lines.js';

function programmeFile(name: string): Programme {
  const checked = checkProgramme(
    JSON.parse(readFileSync(new URL(`../../../../programmes/${name}.json`, import.meta.url), 'utf8')),
  );
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.programme;
}

const preschool = programmeFile('preschool-aid');
const huoshan = programmeFile('huoshan-preschool');
const compulsory = programmeFile('compulsory-living');
const seconds = programmeFile('demo-seconds');

const autumn = { code: 20261, semester: 1 } as const;
const spring = { code: 20262, semester: 2 } as const;

const toddler: SubjectFacts = {
  schoolStage: 'preschool',
  grade: '中班',
  boarding: false,
  ownership: '公办',
  householdType: '建档立卡户',
  specialCategory: null,
};
const boarder: SubjectFacts = { ...toddler, schoolStage: 'primary', grade: '三年级', boarding: true };

describe('programme A, the township school plan', () => {
  it('pays 40 yuan a month to the household and 93 to the kindergarten, five months a semester', () => {
    expect(benefitLines(preschool, toddler, autumn)).toEqual([
      { item: 'care-fee', instalment: 1, amountFen: 20_000, payee: 'household-card' },
      { item: 'living-fee', instalment: 1, amountFen: 46_500, payee: 'school-account' },
    ]);
    expect(benefitLines(preschool, toddler, spring)).toEqual(benefitLines(preschool, toddler, autumn));
  });

  it('leaves the last kindergarten year out of the care fee since autumn 2025, and keeps its living fee', () => {
    const last = { ...toddler, grade: '大班' };
    const items = (code: number) => benefitLines(preschool, last, periodOf(preschool, code)).map((entry) => entry.item);
    expect(items(20242)).toEqual(['care-fee', 'living-fee']);
    expect(items(20251)).toEqual(['living-fee']);
    expect(items(20252)).toEqual(['living-fee']);
  });

  it('is for every household type of the registry and for special children, and for nobody else', () => {
    for (const householdType of ['建档立卡户', '低保户', '特困供养户', '边缘易致贫户']) {
      expect(isEligible(preschool, { ...toddler, householdType }).eligible).toBe(true);
    }
    expect(isEligible(preschool, { ...toddler, householdType: null, specialCategory: '孤儿' }).eligible).toBe(true);
    expect(isEligible(preschool, { ...boarder, householdType: null })).toEqual({
      eligible: false,
      reasons: ['other-school-stage', 'registered-or-special'],
    });
  });
});

describe('programme B, Huoshan County', () => {
  it('pays 800 yuan a year in two halves', () => {
    expect(benefitLines(huoshan, toddler, autumn).map((entry) => entry.amountFen)).toEqual([40_000]);
    expect(benefitLines(huoshan, toddler, spring).map((entry) => entry.amountFen)).toEqual([40_000]);
  });

  it('is for kindergartens that are not run for profit', () => {
    expect(isEligible(huoshan, { ...toddler, ownership: '普惠性民办' }).eligible).toBe(true);
    expect(isEligible(huoshan, { ...toddler, ownership: '营利性民办' }).reasons).toEqual(['non-profit-kindergarten']);
  });

  it('refuses where the kindergarten is of unknown ownership', () => {
    const { ownership: _, ...unknown } = toddler;
    expect(isEligible(huoshan, unknown as SubjectFacts).reasons).toEqual(['non-profit-kindergarten']);
  });

  it('puts children of former registered poor households first, by whichever word the registry has for them', () => {
    expect(priorityOf(huoshan, toddler)).toBe(0);
    expect(priorityOf(huoshan, { ...toddler, householdType: '脱贫户' })).toBe(0);
    expect(priorityOf(huoshan, { ...toddler, householdType: '低保户' })).toBe(1);
  });
});

describe('programme C, compulsory education', () => {
  it.each([
    ['primary', true, 50_000],
    ['junior', true, 62_500],
    ['primary', false, 25_000],
    ['junior', false, 31_250],
  ] as const)(
    'pays %s pupils (boarding: %s) %d fen a semester on the household card',
    (schoolStage, boarding, amountFen) => {
      const line = { item: 'living-allowance', instalment: 1, amountFen, payee: 'household-card' };
      expect(benefitLines(compulsory, { ...boarder, schoolStage, boarding }, autumn)).toEqual([line]);
      expect(benefitLines(compulsory, { ...boarder, schoolStage, boarding }, spring)).toEqual([line]);
    },
  );
});

describe('amounts', () => {
  const facts = fc.record<SubjectFacts>({
    schoolStage: fc.constantFrom('preschool', 'primary', 'junior', null),
    grade: fc.constantFrom(...Object.values(GRADES).flat(), null),
    boarding: fc.constantFrom(true, false, null),
    ownership: fc.constantFrom('公办', '普惠性民办', '营利性民办', null),
    householdType: fc.constantFrom('建档立卡户', '低保户', '特困供养户', '边缘易致贫户', null),
    specialCategory: fc.constantFrom('孤儿', '残疾学生', '事实无人抚养儿童', null),
  });
  const programmes = fc.constantFrom(preschool, huoshan, compulsory, seconds);
  const periods = fc.constantFrom(20241, 20242, 20251, 20252, 20261, 20262);

  it('are whole fen above zero for every child in every programme', () => {
    fc.assert(
      fc.property(programmes, facts, periods, (programme, child, code) => {
        for (const { amountFen } of benefitLines(programme, child, periodOf(programme, code))) {
          expect(Number.isSafeInteger(amountFen) && amountFen > 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are something for every eligible child whose boarding is known', () => {
    fc.assert(
      fc.property(programmes, facts, periods, (programme, child, code) => {
        fc.pre(isEligible(programme, child).eligible && child.boarding !== null);
        expect(benefitLines(programme, child, periodOf(programme, code))).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('of a year with an odd fen lose none of it over its two semesters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (yearly) => {
        const rates = [{ amountFen: yearly, per: 'school-year' as const }];
        const programme = { ...huoshan, benefitItems: huoshan.benefitItems.map((item) => ({ ...item, rates })) };
        const paid = [autumn, spring].flatMap((period) => benefitLines(programme, toddler, period));
        expect(paid.reduce((sum, entry) => sum + entry.amountFen, 0)).toBe(yearly);
      }),
    );
  });

  it('split into instalments lose no fen either, and come from the budget that was asked for', () => {
    const [item] = compulsory.benefitItems;
    const building: Programme = {
      ...compulsory,
      benefitItems: [
        {
          ...(item as Programme['benefitItems'][0]),
          rates: [{ amountFen: { fact: 'budgetFen' }, per: 'once' }],
          instalments: [{ percent: 30 }, { percent: 40 }, { percent: 30 }],
        },
      ],
    };
    const amounts = (budgetFen: number) =>
      benefitLines(building, { ...boarder, other: { budgetFen } }, autumn).map((entry) => entry.amountFen);
    expect(amounts(80_000_001)).toEqual([24_000_000, 32_000_000, 24_000_001]);
    expect(benefitLines(building, boarder, autumn)).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (budget) => amounts(budget).reduce((a, b) => a + b, 0) === budget),
    );
  });
});
