import {
  holds,
  isEligible,
  type Period,
  type Programme,
  type SchoolStage,
  type SubjectFacts,
} from '../programme/index.js';
import { benefitLines } from '../subsidy/index.js';

/**
 * Completed years of age, first and last, at which each stage is gone through. Pre-school is from three until primary
 * school (《学前教育法》第二条); compulsory education begins at six and takes nine years (《义务教育法》第二条、第十一条),
 * six of primary school and three of junior school.
 */
export const SCHOOL_AGES: Readonly<Record<SchoolStage, readonly [first: number, last: number]>> = {
  preschool: [3, 5],
  primary: [6, 11],
  junior: [12, 14],
};

/** Children who by their age belong in a stage; both days included, 'YYYY-MM-DD'. */
export interface AgeGroup {
  readonly stage: SchoolStage;
  readonly bornFrom: string;
  readonly bornUntil: string;
}

/** Age is counted on 31 August before the school year begins, as the yearly notices on enrolment have it. */
export function ageGroups({ schoolYear }: Pick<Period, 'schoolYear'>): AgeGroup[] {
  return (Object.keys(SCHOOL_AGES) as SchoolStage[]).map((stage) => {
    const [first, last] = SCHOOL_AGES[stage];
    return { stage, bornFrom: `${schoolYear - last - 1}-09-01`, bornUntil: `${schoolYear - first}-08-31` };
  });
}

/** What is known of a child by registry and roll; on no roll here, its stage is the one of its age. */
export type ChildFacts =
  | (SubjectFacts & { readonly onRoll: true })
  | (Pick<SubjectFacts, 'schoolStage' | 'householdType' | 'specialCategory'> & { readonly onRoll: false });

/**
 * Whether a child is one that the programme ought to reach (应助). On the roll, that is whom it pays. On no roll, grade
 * and school are not known yet: whoever no rule excludes has to be found and asked for.
 */
export function isEntitled(programme: Programme, facts: ChildFacts, period: Period): boolean {
  if (facts.onRoll) return isEligible(programme, facts).eligible && benefitLines(programme, facts, period).length > 0;
  const { schoolStage } = facts;
  if (schoolStage === null || !programme.schoolStages.includes(schoolStage)) return false;
  return programme.eligibility.every((rule) => holds(rule.when, facts) !== false);
}
