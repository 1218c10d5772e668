/** Stages of schooling (学段). */
export const SCHOOL_STAGES = ['preschool', 'primary', 'junior'] as const;

export type SchoolStage = (typeof SCHOOL_STAGES)[number];

/** The grades of each stage, youngest first, by the names that the school roll uses all over the country. */
export const GRADES: Readonly<Record<SchoolStage, readonly string[]>> = {
  preschool: ['小班', '中班', '大班'],
  primary: ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级'],
  junior: ['七年级', '八年级', '九年级'],
};

/** All grades, youngest first. */
export const GRADES_IN_ORDER: readonly string[] = SCHOOL_STAGES.flatMap((stage) => GRADES[stage]);

export type FactValue = string | number | boolean | null;

/**
 * What is known of the one whom a programme is about, from the roll, the registry of poor households and the list
 * of special children. Values are written as the registers write them ('大班', '公办', '低保户', '孤儿'); synonyms
 * of categories and grades do not matter. Null means: looked up, and in no register (or not applicable).
 */
export interface SubjectFacts {
  readonly schoolStage: SchoolStage | null;
  readonly grade: string | null;
  readonly boarding: boolean | null;
  /** Who runs the school: 公办, 普惠性民办, 营利性民办. */
  readonly ownership: string | null;
  /** The registry's category of the household: 建档立卡户, 低保户, 特困供养户, 边缘易致贫户 … */
  readonly householdType: string | null;
  /** 孤儿, 残疾学生, 事实无人抚养儿童 … */
  readonly specialCategory: string | null;
  /** Facts that only some programmes ask for: a certificate shown, the budget of a building in fen. */
  readonly other?: Readonly<Record<string, FactValue>>;
}

/** The facts every pupil has; a programme about pupils may ask for no others. */
export const FACT_NAMES = [
  'schoolStage',
  'grade',
  'boarding',
  'ownership',
  'householdType',
  'specialCategory',
] as const satisfies readonly (keyof SubjectFacts)[];

export type FactName = (typeof FACT_NAMES)[number];

/** The value of a fact by its name; undefined where nobody looked it up. */
export function factOf(facts: Partial<SubjectFacts>, name: string): FactValue | undefined {
  return (FACT_NAMES as readonly string[]).includes(name) ? facts[name as FactName] : facts.other?.[name];
}
