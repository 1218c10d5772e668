import { type Actor, isSystem } from '../access/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import { NO_PLAN, type Recorded, type StreamLaw } from '../stream/index.js';
import { BATCH_RULES, type BatchCommand } from './commands.js';
import type { BatchEvent } from './events.js';
import { awaitedBanks, type BankFile, type BatchPhase, type BatchState, isSettledBank } from './state.js';

export interface BatchContext {
  readonly actor: Actor;
  readonly now: number;
  /** The person has acted on at least one application of this batch. Loaded for release; refused without it. */
  readonly actorDecidedAnItem?: boolean;
  /** What lies frozen in it, counted under the batch's lock. Loaded for the count; refused without it. */
  readonly contents?: BatchContents;
}

/** Applications and money frozen in a batch; the digest is over both. */
export interface BatchContents {
  readonly count: number;
  readonly totalFen: number;
  readonly digest: string;
}

export function decideBatch(
  state: BatchState | null,
  command: BatchCommand,
  context: BatchContext,
): Decision<BatchEvent> {
  const rule: { from: readonly (BatchPhase | null)[]; by: 'finance' | 'system' | 'either' } = BATCH_RULES[command.type];
  if (!state && !rule.from.includes(null)) return refuse('STREAM.NOT_FOUND');
  const seat = guardSeat(state?.office ?? (command as { office: string }).office, rule.by, context.actor);
  if (!seat.ok) return seat;
  if (!rule.from.includes(state?.phase ?? null))
    return refuse('BATCH.NOT_AT_THIS_STEP', { phase: state?.phase ?? null, command: command.type });
  switch (command.type) {
    case 'CreatePaymentBatch':
      return accept({
        type: 'PaymentBatchCreated',
        programme: command.programme,
        period: command.period,
        office: command.office,
      });
    case 'MarkBatchFrozen':
      return frozen(command, context);
    case 'ReleasePaymentBatch':
      return release(state!, command.totalFen, context);
    case 'RecordBankFiles':
      return recordFiles(state!, command.files);
    case 'TakeReturnFile':
      if (!awaitedBanks(state!).includes(command.bank))
        return refuse('BATCH.FILE_UNKNOWN', { bank: command.bank, banks: awaitedBanks(state!) });
      return accept({ type: 'ReturnFileTaken', bank: command.bank, sha256: command.sha256 });
    case 'MarkBankSettled':
      return settle(state!, command);
    case 'CancelPaymentBatch':
      return accept({
        type: 'PaymentBatchCancelled',
        because: command.because,
        ...(command.reason && { reason: command.reason }),
      });
    case 'MarkBatchCancelled':
      return accept({ type: 'PaymentBatchFreed' });
  }
}

/** Money needs two persons: the releaser neither made the batch nor decided any application in it. */
function release(state: BatchState, totalFen: number, context: BatchContext): Decision<BatchEvent> {
  if (isCreator(state, context.actor)) return refuse('BATCH.SECOND_PERSON_NEEDED', { because: 'creator' });
  if (context.actorDecidedAnItem !== false) return refuse('BATCH.SECOND_PERSON_NEEDED', { because: 'decided' });
  if (totalFen !== state.totalFen) return refuse('BATCH.TOTAL_DIFFERS', { yours: totalFen, current: state.totalFen });
  return accept({ type: 'PaymentBatchReleased', totalFen });
}

/** A delegate counts as both persons, on either side. */
const isCreator = ({ createdBy, createdFor }: BatchState, { person, onBehalfOf }: Actor): boolean =>
  [createdBy, createdFor].some((by) => by !== null && (by === person || by === onBehalfOf));

/** Never over and never under: the files together are exactly what was released. */
function recordFiles(state: BatchState, files: BankFile[]): Decision<BatchEvent> {
  const total = files.reduce((sum, file) => sum + file.totalFen, 0);
  if (total !== state.totalFen) return refuse('BATCH.TOTAL_DIFFERS', { yours: total, current: state.totalFen });
  return accept({ type: 'BankFilesWritten', files });
}

/** The count that was made must still be true under the lock: nothing enters a batch once it is counted. */
function frozen(
  command: Extract<BatchCommand, { type: 'MarkBatchFrozen' }>,
  { contents }: BatchContext,
): Decision<BatchEvent> {
  const { count, totalFen, digest } = command;
  if (count === 0) return refuse('BATCH.EMPTY');
  if (contents?.digest !== digest)
    return refuse('BATCH.TOTAL_DIFFERS', { yours: totalFen, current: contents?.totalFen ?? null });
  return accept({ type: 'PaymentBatchFrozen', count, totalFen, digest });
}

/** The last bank without an unclear line ends the batch. */
function settle(state: BatchState, command: Extract<BatchCommand, { type: 'MarkBankSettled' }>): Decision<BatchEvent> {
  const { bank, paid, failed, unknown } = command;
  if (!state.returned.includes(bank)) return refuse('BATCH.FILE_UNKNOWN', { bank, banks: [...state.returned] });
  const sent = state.files.find((file) => file.bank === bank)!.lines;
  if (paid + failed + unknown !== sent)
    return refuse('BATCH.LINES_DIFFER', { bank, sent, yours: paid + failed + unknown });
  const last = unknown === 0 && state.files.every((file) => file.bank === bank || isSettledBank(state, file.bank));
  return accept({ type: 'BankSettled', bank, paid, failed, unknown, ...(last && { last: true }) });
}

function guardSeat(office: string, by: 'finance' | 'system' | 'either', actor: Actor) {
  if (isSystem(actor))
    return by === 'finance' ? refuse('ACCESS.WRONG_ROLE', { role: 'finance' }) : ({ ok: true } as const);
  if (by === 'system') return refuse('ACCESS.WRONG_ROLE', { role: 'system' });
  if (actor.seat?.role !== 'finance')
    return refuse('ACCESS.WRONG_ROLE', { role: 'finance', yours: actor.seat?.role ?? null });
  return actor.seat.office === office
    ? ({ ok: true } as const)
    : refuse('ACCESS.OUT_OF_JURISDICTION', { office: actor.seat.office });
}

export function evolveBatch(
  before: BatchState | null,
  { event, at, actor, onBehalfOf }: Recorded<BatchEvent>,
): BatchState {
  if (event.type === 'PaymentBatchCreated') {
    const { programme, period, office } = event;
    return {
      version: 1,
      revision: 1,
      phase: 'freezing',
      programme,
      period,
      office,
      createdBy: actor,
      createdFor: onBehalfOf,
      count: 0,
      totalFen: 0,
      files: [],
      returned: [],
      returnFiles: {},
      outcomes: {},
      lastAt: at,
    };
  }
  if (!before) throw new Error(`${event.type} opens no batch: the stream is damaged`);
  return {
    ...before,
    ...applied(before, event),
    version: before.version + 1,
    revision: before.revision + 1,
    lastAt: at,
  };
}

function applied(state: BatchState, event: Exclude<BatchEvent, { type: 'PaymentBatchCreated' }>): Partial<BatchState> {
  switch (event.type) {
    case 'PaymentBatchFrozen':
      return { phase: 'frozen', count: event.count, totalFen: event.totalFen };
    case 'PaymentBatchReleased':
      return { phase: 'released' };
    case 'BankFilesWritten':
      return { phase: 'sent', files: event.files };
    case 'ReturnFileTaken':
      return {
        returned: [...state.returned, event.bank],
        returnFiles: { ...state.returnFiles, [event.bank]: event.sha256 },
      };
    case 'BankSettled':
      return {
        phase: event.last ? 'settled' : 'sent',
        returned: state.returned.filter((bank) => bank !== event.bank),
        outcomes: {
          ...state.outcomes,
          [event.bank]: { paid: event.paid, failed: event.failed, unknown: event.unknown },
        },
      };
    case 'PaymentBatchCancelled':
      return { phase: 'cancelling' };
    case 'PaymentBatchFreed':
      return { phase: 'cancelled' };
  }
}

export const BATCH_LAW: StreamLaw<BatchState, BatchCommand, BatchEvent, BatchContext> = {
  kind: 'payment-batch',
  decide: decideBatch,
  evolve: evolveBatch,
  plan: () => NO_PLAN,
};

/** The commands this person may give now, as far as can be told without looking into the batch's applications. */
export function availableBatchCommands(state: BatchState, actor: Actor): BatchCommand['type'][] {
  return (Object.keys(BATCH_RULES) as BatchCommand['type'][]).filter((type) => {
    const { from, by }: { from: readonly (BatchPhase | null)[]; by: string } = BATCH_RULES[type];
    if (by === 'system' || !from.includes(state.phase) || !guardSeat(state.office, 'finance', actor).ok) return false;
    return type !== 'ReleasePaymentBatch' || !isCreator(state, actor);
  });
}

/** A second person is, or will be, waited for. */
export const isReleasable = ({ phase }: Pick<BatchState, 'phase'>): boolean =>
  phase === 'freezing' || phase === 'frozen';
