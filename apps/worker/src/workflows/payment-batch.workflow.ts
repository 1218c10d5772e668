import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type BatchSignal, type PaymentBatchInput, SIGNALS } from '#contracts';
import type { BatchPhase } from '#domain';
import type { Activities } from '../activities/index.js';

type BatchSteps = Pick<Activities, 'freezeBatch' | 'writeBankFiles' | 'settleBank' | 'callOffBatch' | 'freeBatch'>;

// A step over a whole county takes minutes and says every two seconds that it lives: what a killed worker has left goes
// on after ten. It is tried for ever, except where its fault is one that no repetition mends: then the batch is called off.
const steps = proxyActivities<BatchSteps>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export const batchChanged = defineSignal<[BatchSignal]>(SIGNALS.batchChanged);

/**
 * A payment batch: freeze, wait for a second person, write the banks' files, wait for what they send back, settle. The
 * row holds the state and this only drives it: each step answers with where the batch then stands, people's steps come
 * as signals, and a new run goes on from the row wherever an earlier one ended.
 */
export async function paymentBatchWorkflow({ id, batch: first }: PaymentBatchInput): Promise<void> {
  let batch = first;
  const hear = (told: BatchSignal) => {
    if (told.seq > batch.seq) batch = told;
  };
  setHandler(batchChanged, hear);

  for (;;) {
    setCurrentDetails(describe(batch));
    if (batch.phase === 'settled' || batch.phase === 'cancelled') break;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof paymentBatchWorkflow>({ id, batch });
    }
    const at = batch.seq;
    const step = nextStep(id, batch);
    if (step) hear(await orCallOff(id, step));
    // A step that changed nothing, or a person's turn: word will come.
    if (batch.seq === at) await condition(() => batch.seq > at);
  }
  await condition(allHandlersFinished);
}

/** What the machinery does next; null while it is a person's or a bank's turn. */
function nextStep(id: string, { phase, returned }: BatchSignal): (() => Promise<BatchSignal>) | null {
  switch (phase as BatchPhase) {
    case 'freezing':
      return () => steps.freezeBatch(id);
    case 'released':
      return () => steps.writeBankFiles(id);
    case 'sent': {
      const [bank] = returned;
      return bank === undefined ? null : () => steps.settleBank(id, bank);
    }
    case 'cancelling':
      return () => steps.freeBatch(id);
    case 'frozen':
    case 'settled':
    case 'cancelled':
      return null;
  }
}

/** Compensation: what cannot be finished is called off, and the next turn of the loop frees what was frozen. */
async function orCallOff(id: string, step: () => Promise<BatchSignal>): Promise<BatchSignal> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return steps.callOffBatch(id);
  }
}

const PHASES = {
  freezing: '正在冻结待发放的申请',
  frozen: '等待另一位财务人员复核发放',
  released: '正在生成各银行文件',
  sent: '等待银行回盘',
  settled: '已完成',
  cancelling: '正在解冻',
  cancelled: '已取消',
} as const satisfies Record<BatchPhase, string>;

const describe = ({ phase, returned }: BatchSignal): string =>
  `发放批次：${PHASES[phase as BatchPhase] ?? phase}${returned.length > 0 ? `\n待入账回盘：${returned.join('、')}` : ''}`;
