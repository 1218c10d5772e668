import type { Actor } from '../access/index.js';

/** An objection (异议): spoken by anybody, confirmed once its office has heard who spoke, then resolved; or set aside. */
export const OBJECTION_STATES = ['received', 'confirmed', 'dismissed', 'upheld', 'unfounded'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** What its office may do in each state. `SetAside`: nobody could be found who spoke, or it is about nothing. */
const OBJECTION_RULES = {
  received: ['ConfirmObjection', 'SetAsideObjection'],
  confirmed: ['ResolveObjection'],
  dismissed: [],
  upheld: [],
  unfounded: [],
} as const satisfies Record<ObjectionState, readonly string[]>;

/** States in which an office still has something to do. */
export const OPEN_OBJECTION_STATES = OBJECTION_STATES.filter((state) => OBJECTION_RULES[state].length > 0);

export const OBJECTION_COMMANDS = ['ConfirmObjection', 'SetAsideObjection', 'ResolveObjection'] as const;
export type ObjectionCommand = (typeof OBJECTION_COMMANDS)[number];

/** Which role of the hearing office deals with it: a township's reviewers, a county's approvers. */
const HEARERS = ['reviewer', 'approver'] as const;

/** Exactly what this person may do with an objection that `office` has to hear. */
export function availableObjectionCommands(
  state: ObjectionState,
  office: string,
  { seat }: Actor,
): readonly ObjectionCommand[] {
  return seat?.office === office && HEARERS.some((role) => role === seat.role) ? OBJECTION_RULES[state] : [];
}
