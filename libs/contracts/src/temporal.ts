import type { StreamKind } from '#domain';

/** One task queue: the worker serves all workflows and activities. */
export const TASK_QUEUE = 'zhudao';

/** Registered in the namespace before the worker starts; an unregistered name hangs a workflow for ever. */
export const SEARCH_ATTRIBUTES = {
  ZhudaoStage: 'Keyword',
  ZhudaoOffice: 'Keyword',
  ZhudaoTownship: 'Keyword',
  ZhudaoDueAt: 'Datetime',
} as const satisfies Record<string, 'Keyword' | 'Int' | 'Datetime'>;

/** One workflow id per stream, e.g. `application/0190…`: Temporal's UI is searched by it. */
export const workflowId = (kind: StreamKind | 'roster-import', id: string): string => `${kind}/${id}`;

/** Workflow types, spelled as the functions are. */
export const WORKFLOW_TYPES = {
  application: 'applicationWorkflow',
  submission: 'submissionWorkflow',
  'payment-batch': 'paymentBatchWorkflow',
  'roster-import': 'rosterImportWorkflow',
} as const;

/**
 * What the relay tells a stream's workflow: the plan as it stands, ordered by `seq` (the stream's version).
 * Ids, codes and times only; never personal data.
 */
export interface PlanSignal {
  readonly seq: number;
  readonly next: { readonly key: string; readonly at: number } | null;
  /** For search attributes and the details an operator reads. */
  readonly phase: string;
  readonly stage: string | null;
  readonly office: string | null;
  readonly township: string | null;
  readonly dueAt: number | null;
}

export interface PlannedStreamInput {
  readonly kind: 'application' | 'submission';
  readonly id: string;
  readonly plan: PlanSignal;
}

/** What a workflow may say to the door: this moment of that stream has come. The door checks it. */
export interface MomentClaim {
  readonly kind: PlannedStreamInput['kind'];
  readonly id: string;
  /** Key of the planned moment, e.g. `2/at-deadline`. */
  readonly moment: string;
}

/** The door's answer, whether it accepted the claim or not: the plan as it stands now. */
export interface MomentAnswer {
  readonly plan: PlanSignal;
  /**
   * Milliseconds to wait before the same moment is claimed again; 0 where the plan has moved on. PostgreSQL's clock
   * may lag Temporal's, and a claim made again at once would spin.
   */
  readonly waitAtLeast: number;
}

/** A batch's workflow is driven by its row: the signal only says that the row has moved on. */
export interface BatchSignal {
  readonly seq: number;
  readonly phase: string;
  /** Banks whose return file waits to be settled. */
  readonly returned: readonly string[];
}

export interface PaymentBatchInput {
  readonly id: string;
  readonly batch: BatchSignal;
}

/** An import's workflow drives its row: all it needs to know is which. */
export interface RosterImportInput {
  readonly id: string;
}

export const SIGNALS = { planChanged: 'planChanged', batchChanged: 'batchChanged' } as const;
