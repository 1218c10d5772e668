import { NO_PLAN, type StreamKind, type StreamState } from '#domain';
import type { StreamAdapter } from '../door/adapter.js';
import { applicationAdapter } from '../door/adapters/application.adapter.js';
import { paymentBatchAdapter } from '../door/adapters/payment-batch.adapter.js';
import { submissionAdapter } from '../door/adapters/submission.adapter.js';
import type { ChainedEvent } from '../door/envelope.js';
import { type Table, WriteSet } from '../door/write-set.js';
import { toRecorded } from '../history.js';

export const ADAPTERS = {
  application: applicationAdapter,
  submission: submissionAdapter,
  'payment-batch': paymentBatchAdapter,
} as unknown as Record<StreamKind, StreamAdapter>;

/** A row as the door would write it: columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What the door has written for one stream, written again in memory: its adapters are asked, so that no column is
 * named a second time here.
 */
export class Replay extends WriteSet {
  stream: Row | null = null;
  tasks: Row[] = [];
  payments: Row[] = [];
  readonly reminders: Row[] = [];
  readonly objections = new Map<unknown, Row>();

  override add(table: Table, written: object): void {
    const row = written as Row;
    switch (table) {
      case 'applications':
      case 'submissions':
      case 'batches':
        this.stream = row;
        break;
      case 'tasksDone':
        this.tasks = this.tasks.filter((task) => task.visit === row.keep);
        break;
      case 'tasks':
        this.tasks = [...this.tasks.filter((task) => task.visit !== row.visit), row];
        break;
      case 'payments':
        this.payments.push({ ...row, live: true });
        break;
      case 'paymentsEnded':
        this.payments = this.payments.map((payment) =>
          isSamePayment(payment, row) ? { ...payment, live: false } : payment,
        );
        break;
      case 'reminders':
        if (!this.reminders.some((reminder) => isSameReminder(reminder, row))) this.reminders.push(row);
        break;
      case 'objections':
        this.objections.set(row.id, row);
        break;
      default:
        throw new Error(`a projection writes to ${table}, which verify does not know`);
    }
  }
}

const isSamePayment = (a: Row, b: Row): boolean =>
  a.batch_id === b.batch_id && a.item === b.item && a.instalment === b.instalment;

const isSameReminder = (a: Row, b: Row): boolean =>
  a.visit === b.visit && a.moment === b.moment && a.office === b.office && a.role === b.role;

/**
 * Folds a stream, and projects it command by command, as the door did. The plan is left out: what is planned depends on
 * the calendar of that day, and is checked on its own.
 *
 * @throws Error where the law cannot read the events: the stream is damaged
 */
export function replay(kind: StreamKind, events: readonly ChainedEvent[]): { state: StreamState; expected: Replay } {
  const { law, project } = ADAPTERS[kind];
  const expected = new Replay();
  let state: StreamState | null = null;
  for (const group of byCommand(events)) {
    const before: StreamState | null = state;
    const after: StreamState = group.reduce<StreamState | null>(
      (s, event) => law.evolve(s, toRecorded(event)),
      before,
    )!;
    const { stream, period } = group[0]!;
    project({ id: stream, period, before, after, events: group, plan: NO_PLAN }, expected);
    state = after;
  }
  return { state: state!, expected };
}

function byCommand(events: readonly ChainedEvent[]): ChainedEvent[][] {
  const groups: ChainedEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0]?.command === event.command) last.push(event);
    else groups.push([event]);
  }
  return groups;
}
