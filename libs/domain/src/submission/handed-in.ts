import type { SubmissionPhase } from './submission.js';

/** A submission has left the school when its head has confirmed it; until then it is the school that owes. */
export const NOT_HANDED_IN = ['owed', 'prepared'] as const satisfies readonly SubmissionPhase[];
