import { sameHouseholdCategory } from '../roster/household-category.js';
import { sameGrade } from '../roster/schooling.js';
import { type FactValue, factOf, type SubjectFacts } from './facts.js';

/** A condition on facts, as a programme file writes it. */
export type Condition =
  /** The fact is one of these values. */
  | { readonly fact: string; readonly in: readonly FactValue[] }
  /** The fact has a value at all: any household type of the registry counts. */
  | { readonly fact: string; readonly present: boolean }
  /** The fact is a number within these bounds, both included. */
  | { readonly fact: string; readonly atLeast?: number; readonly atMost?: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * Whether a condition holds. Null means that it cannot be told, because a fact it needs was never looked up; who
 * asks decides what that means, and every guard takes it for no.
 */
export function holds(condition: Condition, facts: Partial<SubjectFacts>): boolean | null {
  if ('all' in condition) return every(condition.all.map((part) => holds(part, facts)));
  if ('any' in condition) return negate(every(condition.any.map((part) => negate(holds(part, facts)))));
  if ('not' in condition) return negate(holds(condition.not, facts));
  const value = factOf(facts, condition.fact);
  if (value === undefined) return null;
  if ('in' in condition) return condition.in.some((wanted) => sameFact(condition.fact, wanted, value));
  if ('present' in condition) return (value !== null) === condition.present;
  if (typeof value !== 'number') return null;
  return (
    value >= (condition.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (condition.atMost ?? Number.POSITIVE_INFINITY)
  );
}

/** Three-valued "and": one no is a no whatever the rest; otherwise one unknown leaves it unknown. */
function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** Registers and rosters have several words for one category or grade; a programme file may use any of them. */
const SAME_WORD: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  householdType: sameHouseholdCategory,
  specialCategory: sameHouseholdCategory,
  grade: sameGrade,
};

function sameFact(name: string, a: FactValue, b: FactValue): boolean {
  const same = SAME_WORD[name];
  return same && typeof a === 'string' && typeof b === 'string' ? same(a, b) : a === b;
}
