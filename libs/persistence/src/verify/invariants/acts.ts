import type { ChainedEvent } from '../../door/envelope.js';

/**
 * Which events are acts, and at which stage they count. Said here a second time on purpose: it is the law and its state
 * that are being checked, so neither is asked.
 */
const STAGE_OF_ACT: Readonly<Record<string, (payload: Record<string, unknown>) => string>> = {
  ApplicationSubmitted: () => 'school-submission',
  ApplicationConfirmed: () => 'school-confirmation',
  ApplicationApproved: ({ stage }) => stage as string,
  ApplicationReturned: ({ stage }) => stage as string,
  ApplicationRejected: ({ stage }) => stage as string,
};

export const ACTS = Object.keys(STAGE_OF_ACT);

export const stageOfAct = ({ type, payload }: ChainedEvent): string | null => STAGE_OF_ACT[type]?.(payload) ?? null;

/** A delegate counts as both persons. */
export const personsOf = ({ actor, onBehalfOf }: Pick<ChainedEvent, 'actor' | 'onBehalfOf'>): string[] =>
  onBehalfOf ? [actor, onBehalfOf] : [actor];
