import { gradeKey } from './schooling.js';

const GROUPS = ['托班', '小班', '中班', '大班', '学前班'];
const LAST = 100;

/** Where a child sits, as the school roll writes it; null where the roll does not say. */
export interface SchoolClass {
  readonly grade: string | null;
  readonly className: string | null;
}

/** The order in which a school lists its classes: kindergarten groups, then years, then the number of the class. */
export const compareClasses = (a: SchoolClass, b: SchoolClass): number =>
  gradeRank(a.grade) - gradeRank(b.grade) ||
  classRank(a.className) - classRank(b.className) ||
  compare(`${a.grade} ${a.className}`, `${b.grade} ${b.className}`);

function gradeRank(grade: string | null): number {
  const key = gradeKey(grade ?? '');
  if (!key) return LAST;
  const group = GROUPS.indexOf(key);
  return group >= 0 ? group : GROUPS.length + Number(key.replace(/\D/g, ''));
}

const classRank = (name: string | null): number => Number(/\d+/.exec(name ?? '')?.[0] ?? LAST);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
