import { PHASES, type Phase } from '../application/index.js';

/**
 * Where an entitled child stands in a programme and period (应助尽助). Each child is exactly one of these: the first
 * three have an application that counts, the last three are missing (未上报, 已报未通过, 待核实).
 */
export const COVERAGE_KINDS = ['applied', 'approved', 'paid', 'not-handed-in', 'refused', 'to-verify'] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

export const MISSING_KINDS = ['not-handed-in', 'refused', 'to-verify'] as const satisfies readonly CoverageKind[];

/** What an application's phase says of its child; null: as if there had been none. */
export const COVERAGE_OF_PHASE = {
  draft: 'not-handed-in',
  submitted: 'applied',
  'in-review': 'applied',
  returned: 'applied',
  'awaiting-funds': 'approved',
  'in-public-notice': 'approved',
  'awaiting-payment': 'approved',
  paying: 'approved',
  'payment-failed': 'approved',
  paid: 'paid',
  rejected: 'refused',
  withdrawn: 'not-handed-in',
  discarded: null,
} as const satisfies Record<Phase, CoverageKind | null>;

/** Phases that say something of their child. */
export const PHASES_THAT_COUNT: readonly Phase[] = PHASES.filter((phase) => COVERAGE_OF_PHASE[phase] !== null);

/** Phases of what was handed in, whatever has come of it. */
export const HANDED_IN_PHASES: readonly Phase[] = PHASES_THAT_COUNT.filter(
  (phase) => COVERAGE_OF_PHASE[phase] !== 'not-handed-in',
);

/** What is known of one child; null where there is none of it. */
export interface CoverageEvidence {
  /** In the newest roll of a school here. */
  readonly onRoll: boolean;
  /** The live application's phase, or else the newest closed one's. */
  readonly phase: Phase | null;
  /** The fault for which the newest roster row of the child's school was rejected. */
  readonly rowFault: string | null;
}

export interface Coverage {
  readonly kind: CoverageKind;
  /**
   * Why a child is not applied for: `rejected` or the roster row's fault where it was refused; `draft` or `withdrawn`
   * where the school began and did not hand in. Null where there is no more to say.
   */
  readonly reason: string | null;
}

/**
 * Where one entitled child stands. An application says more than a roster row, a row more than its absence. Whoever
 * is on no roll can be handed in by no school: unless an application counts already, somebody has to find out where
 * the child is.
 */
export function coverageOf({ onRoll, phase, rowFault }: CoverageEvidence): Coverage {
  const kind = phase && COVERAGE_OF_PHASE[phase];
  if (kind === 'applied' || kind === 'approved' || kind === 'paid') return { kind, reason: null };
  if (!onRoll) return { kind: 'to-verify', reason: null };
  if (kind) return { kind, reason: phase };
  return rowFault ? { kind: 'refused', reason: rowFault } : { kind: 'not-handed-in', reason: null };
}

/**
 * Whether the school's clerk may begin a draft for the child. Where there is one already it is handed in, and a
 * rejection is appealed: applying anew would pass the appeal by.
 */
export function mayBegin({ kind, reason }: Coverage): boolean {
  if (kind !== 'not-handed-in' && kind !== 'refused') return false;
  return reason !== 'draft' && reason !== 'rejected';
}

/** Every evidence there can be of a child of these kinds, so that a database finds such children without the rule. */
export function evidenceOf(kinds: readonly CoverageKind[]): CoverageEvidence[] {
  const all = [true, false].flatMap((onRoll) =>
    [null, ...PHASES].flatMap((phase) => [null, 'any'].map((rowFault) => ({ onRoll, phase, rowFault }))),
  );
  return all.filter((evidence) => kinds.includes(coverageOf(evidence).kind));
}
