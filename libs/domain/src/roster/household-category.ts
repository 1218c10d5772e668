import { normaliseCode } from './text.js';

interface CategoryWords {
  readonly zh: string;
  readonly en: string;
  /** Other words that forms and registries use for exactly the same category. */
  readonly synonyms: readonly string[];
}

/**
 * Categories of households and of children that subsidies ask for. The registry and the special children's list use
 * the Chinese name here; schools write whatever last year's form said.
 * Sources of the words: 国务院扶贫办's registered households and, since 2021, their successors 脱贫户 and 监测对象
 * (边缘易致贫户, 突发严重困难户); 民政部's 低保, 特困, 孤儿, 事实无人抚养儿童; 中国残联's disabled.
 */
export const HOUSEHOLD_CATEGORIES = {
  registered_poor: {
    zh: '建档立卡户',
    en: 'registered poor household',
    synonyms: [
      '建档立卡',
      '建档立卡贫困户',
      '建档立卡贫困家庭',
      '建档立卡家庭',
      '建档立卡学生',
      '建档立卡贫困学生',
      '建档立卡脱贫户',
      '原建档立卡',
      '原建档立卡户',
      '原建档立卡贫困户',
      '原建档立卡贫困家庭',
      '原建档立卡家庭',
      '建档户',
      '贫困户',
      '已脱贫户',
      '脱贫户',
      '脱贫家庭',
      '脱贫户家庭',
      '脱贫享受政策户',
      '脱贫户学生',
      '脱贫家庭学生',
      '脱贫不稳定户',
      '脱贫不稳定家庭',
    ],
  },
  subsistence_allowance: {
    zh: '低保户',
    en: 'subsistence-allowance household',
    synonyms: [
      '低保',
      '城乡低保',
      '农村低保',
      '城市低保',
      '低保家庭',
      '城乡低保户',
      '农村低保户',
      '城市低保户',
      '城镇低保',
      '城镇低保户',
      '低保学生',
      '低保家庭学生',
      '城乡低保家庭',
      '最低生活保障',
      '最低生活保障户',
      '最低生活保障家庭',
      '农村低保家庭',
    ],
  },
  extreme_poverty: {
    zh: '特困供养户',
    en: 'household in extreme poverty',
    synonyms: [
      '特困',
      '特困户',
      '特困供养',
      '特困家庭',
      '特困人员',
      '特困供养人员',
      '特困救助供养',
      '特困学生',
      '农村特困',
      '五保',
      '五保户',
      '特困救助供养户',
      '特困供养学生',
      '特困救助供养学生',
      '农村特困救助供养',
      '城乡特困',
    ],
  },
  at_risk: {
    zh: '边缘易致贫户',
    en: 'household at risk of poverty',
    synonyms: ['边缘户', '边缘易致贫', '边缘易致贫家庭', '边缘家庭', '易致贫户', '边缘易致贫户学生'],
  },
  sudden_hardship: {
    zh: '突发严重困难户',
    en: 'household in sudden severe hardship',
    synonyms: ['突发严重困难', '突发困难户', '突发严重困难家庭', '突发困难家庭'],
  },
  orphan: { zh: '孤儿', en: 'orphan', synonyms: ['孤儿学生', '孤儿儿童', '孤儿(含艾滋病病毒感染儿童)'] },
  unattended_child: {
    zh: '事实无人抚养儿童',
    en: 'de facto unattended child',
    synonyms: ['事实无人抚养', '事实孤儿', '事实无人抚养学生'],
  },
  disabled: {
    zh: '残疾学生',
    en: 'disabled pupil',
    synonyms: ['残疾', '残疾儿童', '残疾幼儿', '残疾人', '残疾本人', '学生本人残疾'],
  },
} as const satisfies Record<string, CategoryWords>;

export type HouseholdCategory = keyof typeof HOUSEHOLD_CATEGORIES;

const CATEGORY_OF_WORD: ReadonlyMap<string, HouseholdCategory> = new Map(
  (Object.entries(HOUSEHOLD_CATEGORIES) as [HouseholdCategory, CategoryWords][]).flatMap(([category, words]) =>
    [category, words.zh, ...words.synonyms].map((word) => [normaliseCode(word), category] as const),
  ),
);

/** The category a word (or the category's own key) stands for, null when it is in no table. Blanks, width and an added（…）do not matter. */
export function householdCategoryOf(text: string): HouseholdCategory | null {
  const word = normaliseCode(text);
  return CATEGORY_OF_WORD.get(word) ?? CATEGORY_OF_WORD.get(word.replace(/\([^()]*\)$/, '')) ?? null;
}

/** A category's name for a person to read; a word that is in no table is shown as it is. */
export function householdCategoryName(word: string, language: 'zh' | 'en'): string {
  const category = householdCategoryOf(word);
  return category === null ? word : HOUSEHOLD_CATEGORIES[category][language];
}

/** The same category, or, where a county has one of its own, the same word. */
export function sameHouseholdCategory(a: string, b: string): boolean {
  const [categoryA, categoryB] = [householdCategoryOf(a), householdCategoryOf(b)];
  return categoryA === null || categoryB === null ? normaliseCode(a) === normaliseCode(b) : categoryA === categoryB;
}
