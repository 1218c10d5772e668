import type { Actor, Rejection } from '#domain';
import { rejectionOf, type StreamCommand } from '../door/requests.js';
import type { Persistence } from '../persistence.js';
import { applicationsOf } from './submission-queries.js';

export interface HeadOfSchool {
  readonly actor: Actor;
  readonly post: string;
  readonly key?: string | null;
  readonly requestHash?: string;
}

/** The head confirms what the clerk prepared, with date and members of the review meeting: the first review begins. */
export async function confirmSubmission(
  persistence: Persistence,
  head: HeadOfSchool,
  id: string,
  meeting: { readonly on: string; readonly members: readonly string[] },
): Promise<Rejection | null> {
  // Names of people are free text: they can be erased, the commitment stays.
  const members = persistence.texts.commit(
    id,
    meeting.members
      .map((name) => name.trim())
      .filter(Boolean)
      .join('、'),
  );
  const commands = await withApplications(persistence, id, 'ConfirmApplication');
  const answer = await persistence.door.execute({
    ...head,
    texts: members ? [members.row] : [],
    commands: [
      {
        kind: 'submission',
        id,
        command: { type: 'ConfirmSubmission', meetingOn: meeting.on, members: members?.ref ?? null },
      },
      ...commands,
    ],
  });
  return rejectionOf(answer);
}

/** The head sends back what the clerk prepared: all of it becomes drafts again, and the school still owes it. */
export async function sendBackSubmission(
  persistence: Persistence,
  head: HeadOfSchool,
  id: string,
  reason: string,
): Promise<Rejection | null> {
  const text = persistence.texts.commit(id, reason);
  if (!text) return { code: 'COMMAND.INVALID', params: { field: 'reason' } };
  const commands = await withApplications(persistence, id, 'SendApplicationBackToDraft');
  const answer = await persistence.door.execute({
    ...head,
    texts: [text.row],
    commands: [{ kind: 'submission', id, command: { type: 'SendBackSubmission', reason: text.ref } }, ...commands],
  });
  return rejectionOf(answer);
}

async function withApplications(
  persistence: Persistence,
  submission: string,
  type: 'ConfirmApplication' | 'SendApplicationBackToDraft',
): Promise<StreamCommand[]> {
  const ids = await applicationsOf(persistence, submission, 'submitted');
  return ids.map((id) => ({ kind: 'application', id, command: { type, submission } }));
}
