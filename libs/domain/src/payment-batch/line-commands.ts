import type { Actor } from '../access/index.js';
import { APPLICATION_RULES } from '../application/commands.js';
import type { Payee } from '../programme/index.js';
import type { LineState } from './return-file.js';

/** `CorrectAccount`: a reissue of it may bring the household's corrected card. */
export const LINE_COMMANDS = ['ReissueLine', 'CorrectAccount'] as const;
export type LineCommand = (typeof LINE_COMMANDS)[number];

export interface LineFacts {
  readonly state: LineState;
  readonly payee: Payee;
  /** Applications behind it whose payment failed and has not been cleared up. */
  readonly waiting: number;
}

/** What this person may do about one line of a bank's file: only finance of the batch's office, only while it waits. */
export function availableLineCommands(
  { state, payee, waiting }: LineFacts,
  office: string,
  { seat }: Actor,
): LineCommand[] {
  if (seat?.role !== APPLICATION_RULES.ReissuePayment.by || seat.office !== office) return [];
  if (state !== 'failed' || waiting === 0) return [];
  return payee === 'household-card' ? ['ReissueLine', 'CorrectAccount'] : ['ReissueLine'];
}
