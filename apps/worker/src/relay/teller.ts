import {
  type Client,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import {
  type PaymentBatchInput,
  type PlannedStreamInput,
  type PlanSignal,
  type RosterImportInput,
  SEARCH_ATTRIBUTES,
  SIGNALS,
  TASK_QUEUE,
  WORKFLOW_TYPES,
  workflowId,
} from '#contracts';
import {
  type Database,
  type OutboxEntry,
  type PlannedKind,
  readBatchSignal,
  readPlans,
  type StreamPlan,
} from '#persistence';

/** Tells one stream's workflow how the stream stands. */
export type Telling = () => Promise<void>;

/** A run lives as long as its plan has a next moment: whoever is told of one is started if need be. */
const STARTING = {
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
} as const;

const SUMMARIES = {
  application: '资助申请',
  submission: '报送批次',
  'payment-batch': '发放批次',
  'roster-import': '花名册导入',
} as const;

/** Turns outbox entries into what Temporal is to be told, from the streams' projections as they are at this moment. */
export class Teller {
  constructor(
    private readonly db: Database,
    private readonly client: Client,
    private readonly taskQueue: string = TASK_QUEUE,
  ) {}

  /** One telling per entry, in the same order. A stream that has gone needs none. */
  async prepare(entries: readonly OutboxEntry[]): Promise<Telling[]> {
    const idsOf = (kind: string) => entries.flatMap((entry) => (entry.kind === kind ? [entry.stream] : []));
    const [applications, submissions] = await Promise.all([
      readPlans(this.db, 'application', idsOf('application')),
      readPlans(this.db, 'submission', idsOf('submission')),
    ]);
    return entries.map(({ kind, stream }) => {
      if (kind === 'payment-batch') return () => this.tellBatch(stream);
      if (kind === 'roster-import') return () => this.startImport(stream);
      const plan = (kind === 'application' ? applications : submissions).get(stream);
      return plan ? () => this.tellPlan(kind, plan) : async () => {};
    });
  }

  private async tellPlan(kind: PlannedKind, { id, plan, programme, period }: StreamPlan): Promise<void> {
    if (!plan.next) return this.tellIfRunning(workflowId(kind, id), SIGNALS.planChanged, plan);
    const input: PlannedStreamInput = { kind, id, plan };
    await this.client.workflow.signalWithStart(WORKFLOW_TYPES[kind], {
      ...STARTING,
      workflowId: workflowId(kind, id),
      taskQueue: this.taskQueue,
      args: [input],
      signal: SIGNALS.planChanged,
      signalArgs: [plan],
      staticSummary: `${SUMMARIES[kind]} ${programme} ${period}`,
      typedSearchAttributes: searchAttributes(plan),
    });
  }

  private async tellBatch(id: string): Promise<void> {
    const known = await readBatchSignal(this.db, id);
    if (!known) return;
    if (!known.open) return this.tellIfRunning(workflowId('payment-batch', id), SIGNALS.batchChanged, known.batch);
    const input: PaymentBatchInput = { id, batch: known.batch };
    await this.client.workflow.signalWithStart(WORKFLOW_TYPES['payment-batch'], {
      ...STARTING,
      workflowId: workflowId('payment-batch', id),
      taskQueue: this.taskQueue,
      args: [input],
      signal: SIGNALS.batchChanged,
      signalArgs: [known.batch],
      staticSummary: SUMMARIES['payment-batch'],
    });
  }

  /** An import's workflow hears nothing: it goes on from the row until that is done. */
  private async startImport(id: string): Promise<void> {
    const input: RosterImportInput = { id };
    await this.client.workflow.start(WORKFLOW_TYPES['roster-import'], {
      ...STARTING,
      workflowId: workflowId('roster-import', id),
      taskQueue: this.taskQueue,
      args: [input],
      staticSummary: SUMMARIES['roster-import'],
    });
  }

  /** Nothing is planned: a run that waits for something must hear of it, one that has ended need not. */
  private async tellIfRunning(id: string, signal: string, arg: unknown): Promise<void> {
    try {
      await this.client.workflow.getHandle(id).signal(signal, arg);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

/** The same the workflow would set by itself; given at the start they cost no event. */
function searchAttributes({ stage, phase, office, township, dueAt }: PlanSignal) {
  const keyword = (name: keyof typeof SEARCH_ATTRIBUTES, value: string | null) =>
    value === null ? [] : [{ key: { name, type: 'KEYWORD' as const }, value }];
  return [
    ...keyword('ZhudaoStage', stage ?? phase),
    ...keyword('ZhudaoOffice', office),
    ...keyword('ZhudaoTownship', township),
    ...(dueAt === null ? [] : [{ key: { name: 'ZhudaoDueAt', type: 'DATETIME' as const }, value: new Date(dueAt) }]),
  ];
}
