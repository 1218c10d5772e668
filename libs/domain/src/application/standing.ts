import type { Phase } from './state.js';

/** What a phase is to the school whose child it is: whether something is left to do there, and what. */
export const STANDINGS = ['not-handed-in', 'to-confirm', 'under-way', 'returned', 'paid', 'refused'] as const;
export type Standing = (typeof STANDINGS)[number];

/** A draft is as good as forgotten until it is handed in; a failed payment is finance's to mend, not the school's. */
export const SCHOOL_STANDING = {
  draft: 'not-handed-in',
  submitted: 'to-confirm',
  'in-review': 'under-way',
  returned: 'returned',
  'awaiting-funds': 'under-way',
  'in-public-notice': 'under-way',
  'awaiting-payment': 'under-way',
  paying: 'under-way',
  paid: 'paid',
  'payment-failed': 'under-way',
  rejected: 'refused',
  withdrawn: 'not-handed-in',
  discarded: 'not-handed-in',
} as const satisfies Record<Phase, Standing>;

export const phasesOf = (standing: Standing): Phase[] =>
  (Object.keys(SCHOOL_STANDING) as Phase[]).filter((phase) => SCHOOL_STANDING[phase] === standing);

/** Whether a listed application's clock stands: as its state's own clock does, by what lists keep of it. */
export const clockStands = (listed: { readonly phase: Phase; readonly held: boolean; readonly objected: boolean }) =>
  listed.phase === 'returned' || listed.held || listed.objected;
