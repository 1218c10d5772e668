import {
  SUBMISSION_EVENT_SCHEMAS,
  SUBMISSION_LAW,
  type SubmissionCommand,
  type SubmissionContext,
  type SubmissionEvent,
  type SubmissionState,
  submissionReminderSeats,
} from '#domain';
import { newId } from '../../ids.js';
import type { StreamAdapter } from '../adapter.js';

export const submissionAdapter: StreamAdapter<SubmissionState, SubmissionCommand, SubmissionEvent, SubmissionContext> =
  {
    kind: 'submission',
    table: 'submissions',
    law: SUBMISSION_LAW,
    schemas: SUBMISSION_EVENT_SCHEMAS,
    periodOf: (command) => ('period' in command ? command.period : 0),

    contexts: (_tx, requests, base, reference) =>
      Promise.all(
        requests.map(async ({ command, state }) => {
          const pinned = state?.programme ?? ('programme' in command ? command.programme : null);
          if (!pinned) return { ...base, programme: undefined as never }; // no such stream: the law refuses before it looks
          return { ...base, programme: await reference.programme(pinned.code, pinned.version) };
        }),
      ),

    project({ id, period, after: s, plan, events }, writes) {
      writes.add('submissions', {
        id,
        period,
        programme_code: s.programme.code,
        programme_version: s.programme.version,
        school: s.place.school,
        township: s.place.township,
        county: s.place.county,
        number: s.number,
        phase: s.phase,
        count: s.contents?.count ?? 0,
        total_fen: s.contents?.totalFen ?? 0,
        due_at: s.window?.dueAt ?? null,
        next_moment_at: plan.next?.at ?? null,
        next_moment: plan.next?.key ?? null,
        version: s.version,
        revision: s.revision,
        last_at: s.lastAt,
        last_hash: events.at(-1)!.hash,
      });
      for (const event of events) {
        if (event.type !== 'SubmissionReminderCameDue') continue;
        const payload = event.payload as Omit<Extract<SubmissionEvent, { type: 'SubmissionReminderCameDue' }>, 'type'>;
        for (const { audience, office, role } of submissionReminderSeats(s.place, payload.audiences)) {
          writes.add('reminders', {
            id: newId(),
            stream: id,
            kind: 'submission',
            visit: 0,
            moment: payload.moment,
            audience,
            office,
            role,
            due_at: payload.dueAt,
            came_due_at: event.at,
          });
        }
      }
    },

    officesOf: ({ place: { school, township, county } }) => [school, ...(township ? [township] : []), county],

    concernsWorkflow: ({ before, after }) => (before ?? after).window !== null,
  };
