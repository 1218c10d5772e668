import {
  APPLICATION_EVENT_SCHEMAS,
  APPLICATION_LAW,
  type ApplicationCommand,
  type ApplicationContext,
  type ApplicationEvent,
  type ApplicationState,
  ledgerEffect,
  outstanding,
  reminderSeats,
  taskOf,
} from '#domain';
import { newId } from '../../ids.js';
import type { Draw, StreamAdapter } from '../adapter.js';
import type { WriteSet } from '../write-set.js';
import { batchPhases } from './batch-phases.js';
import { subjectsToday } from './subjects-today.js';

/** A deadline for tasks that have none, so that due order is total. */
export const NO_DUE_AT = 9_007_199_254_740_991;

/** These decide on the child as roll and registry show it today. */
const NEEDS_SUBJECT: ReadonlySet<string> = new Set<ApplicationCommand['type']>([
  'SubmitApplication',
  'ResubmitApplication',
  'FreezeForPayment',
]);

export const applicationAdapter: StreamAdapter<
  ApplicationState,
  ApplicationCommand,
  ApplicationEvent,
  ApplicationContext
> = {
  kind: 'application',
  table: 'applications',
  law: APPLICATION_LAW,
  schemas: APPLICATION_EVENT_SCHEMAS,
  periodOf: (command) => (command.type === 'DraftApplication' ? command.period : 0),

  async contexts(tx, requests, base, reference) {
    const subjects = await subjectsToday(
      tx,
      requests.flatMap(({ id, command, state, brings }) =>
        state && NEEDS_SUBJECT.has(command.type) ? [{ id, state, bringsCard: brings.includes('card') }] : [],
      ),
    );
    const batches = await batchPhases(
      tx,
      requests.flatMap(({ command }) => (command.type === 'FreezeForPayment' ? [command.batch] : [])),
    );
    return Promise.all(
      requests.map(async ({ id, command, state }) => {
        const pinned = state?.programme ?? (command.type === 'DraftApplication' ? command.programme : null);
        if (!pinned) return { ...base, programme: undefined as never }; // no such stream: the law refuses before it looks
        const programme = await reference.programme(pinned.code, pinned.version);
        const batchPhase = command.type === 'FreezeForPayment' ? batches.get(command.batch) : undefined;
        return { ...base, programme, subject: subjects.get(id) ?? null, batchPhase };
      }),
    );
  },

  budget(state, event) {
    return { programme: state.programme.code, county: state.place.county, ...ledgerEffect(event) };
  },

  amountFen: ({ amountFen }) => amountFen,

  withFundsShort: (context) => ({ ...context, fundsShort: true }),

  project(draw, writes) {
    const { id, period, after: s, plan, events } = draw;
    writes.add('applications', {
      id,
      period,
      programme_code: s.programme.code,
      programme_version: s.programme.version,
      subject_id: s.subject,
      school: s.place.school,
      township: s.place.township,
      county: s.place.county,
      submission_id: s.submission,
      phase: s.phase,
      stage: s.visit?.stage ?? null,
      visit_no: s.visits,
      amount_fen: s.amountFen,
      flags: s.flags,
      held: s.held !== null,
      objected: s.objection !== null,
      due_at: s.visit?.dueAt ?? null,
      next_moment_at: plan.next?.at ?? null,
      next_moment: plan.next?.key ?? null,
      batch_id: s.batch,
      version: s.version,
      revision: s.revision,
      last_at: s.lastAt,
      last_hash: events.at(-1)!.hash,
    });
    projectTask(draw, writes);
    for (const event of events)
      projectEvent(draw, { ...event.payload, type: event.type } as ApplicationEvent, event.at, writes);
  },

  officesOf: ({ place: { school, township, county } }) => [school, ...(township ? [township] : []), county],

  concernsWorkflow({ before, after, plan }) {
    // Drafts and the head's confirmation have no workflow yet; from the first visit on every step is told.
    return plan.next !== null || (before !== null && before.visits > 0) || after.visits > 0;
  },
};

function projectTask({ id, period, before, after: s }: Draw<ApplicationState>, writes: WriteSet): void {
  const task = taskOf(s);
  const hadTask = before !== null && taskOf(before) !== null;
  if (hadTask) writes.add('tasksDone', { application_id: id, keep: task?.visit ?? null });
  if (!task) return;
  writes.add('tasks', {
    application_id: id,
    visit: task.visit,
    office: task.office,
    role: task.role,
    stage: task.stage,
    period,
    programme_code: s.programme.code,
    school: s.place.school,
    submission_id: s.submission,
    amount_fen: s.amountFen,
    flagged: task.flagged,
    stopped: task.stopped,
    due_at: task.dueAt ?? NO_DUE_AT,
    barred: task.barred,
  });
}

function projectEvent(draw: Draw<ApplicationState>, event: ApplicationEvent, at: number, writes: WriteSet): void {
  const { id, period, after: s } = draw;
  if (event.type === 'ObjectionConfirmed')
    writes.add('objections', { id: event.objection, application_id: id, state: 'confirmed' });
  if (event.type === 'ObjectionResolved')
    writes.add('objections', { id: event.objection, application_id: id, state: event.upheld ? 'upheld' : 'dismissed' });
  if (event.type === 'ReminderCameDue') {
    const visit = s.visit!;
    for (const seat of reminderSeats(s.place, visit, event.audiences)) {
      const { audience, office, role } = seat;
      writes.add('reminders', {
        id: newId(),
        stream: id,
        kind: 'application',
        visit: event.visit,
        moment: event.moment,
        audience,
        office,
        role,
        due_at: event.dueAt,
        came_due_at: at,
      });
    }
  }
  if (event.type === 'ApplicationFrozenForPayment') {
    for (const line of outstanding(s)) {
      writes.add('payments', {
        application_id: id,
        item: line.item,
        instalment: line.instalment,
        batch_id: event.batch,
        subject_id: s.subject,
        programme_code: s.programme.code,
        period,
        amount_fen: line.amountFen,
        payee: line.payee,
      });
    }
  }
  if (event.type === 'ApplicationUnfrozen' || event.type === 'PaymentFailed') {
    // Lines that arrived are not outstanding any more: their payments stay live, so that nothing pays them again.
    for (const { item, instalment } of outstanding(s))
      writes.add('paymentsEnded', { application_id: id, batch_id: event.batch, item, instalment });
  }
}
