import { holds } from './condition.js';
import type { SubjectFacts } from './facts.js';
import type { Programme } from './programme.js';

/** The reason given where a pupil's stage of schooling is none of the programme's. */
export const OTHER_SCHOOL_STAGE = 'other-school-stage';

/**
 * Whether the programme is for this subject, with the codes of every rule that does not hold (or cannot be told):
 * a clerk is told all of them at once.
 */
export function isEligible(programme: Programme, facts: SubjectFacts): { eligible: boolean; reasons: string[] } {
  const reasons = programme.eligibility.filter((rule) => holds(rule.when, facts) !== true).map((rule) => rule.code);
  const covered = facts.schoolStage !== null && programme.schoolStages.includes(facts.schoolStage);
  if (programme.schoolStages.length > 0 && !covered) reasons.unshift(OTHER_SCHOOL_STAGE);
  return { eligible: reasons.length === 0, reasons };
}

/** The subject's rank when money is short: 0 comes first. Whom no priority rule names comes after all of them. */
export function priorityOf(programme: Programme, facts: SubjectFacts): number {
  const rank = programme.priority.findIndex((rule) => holds(rule.when, facts) === true);
  return rank === -1 ? programme.priority.length : rank;
}
