import { type Actor, type Place, type Rejection, refuse } from '#domain';
import type { StreamCommand } from '../door/requests.js';
import { newId } from '../ids.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { draftsOf, nextSubmission } from './submission-queries.js';

export interface Submitter {
  readonly actor: Actor;
  readonly post: string;
  readonly place: Place;
  readonly key?: string | null;
  readonly requestHash?: string;
}

export interface LeftOut {
  readonly application: string;
  readonly rejection: Rejection;
}

export interface PreparedSubmission {
  readonly id: string;
  readonly number: number;
  readonly count: number;
  readonly totalFen: number;
  /** Drafts that could not go along, and why: they stay drafts. */
  readonly leftOut: readonly LeftOut[];
}

export type PrepareResult =
  | ({ readonly ok: true; readonly preview: boolean } & PreparedSubmission)
  | { readonly ok: false; readonly rejection: Rejection; readonly leftOut: readonly LeftOut[] };

/** A draft changed between the two runs as often as this: somebody works on them right now. */
const ATTEMPTS = 3;

/**
 * Hands in all good drafts of a school for one programme as one submission, in one transaction. A run that writes
 * nothing finds out first which of them the law lets through; the others stay drafts with their reason.
 */
export async function prepareSubmission(
  persistence: Persistence,
  submitter: Submitter,
  what: { readonly programmeCode: string; readonly period: number; readonly preview?: boolean },
): Promise<PrepareResult> {
  let refused: PrepareResult = { ok: false, rejection: refuse('SUBMISSION.EMPTY').rejection, leftOut: [] };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const result = await attemptOnce(persistence, submitter, what);
    if (result.ok || !result.changedMeanwhile) return result;
    refused = result;
  }
  return refused;
}

type Attempt = (PrepareResult & { ok: true }) | (PrepareResult & { ok: false } & { changedMeanwhile: boolean });

async function attemptOnce(
  persistence: Persistence,
  { actor, post, place, key, requestHash }: Submitter,
  { programmeCode, period, preview = false }: { programmeCode: string; period: number; preview?: boolean },
): Promise<Attempt> {
  const { door, reference } = persistence;
  const programme = (await reference.activeProgrammes(place.county)).find(({ code }) => code === programmeCode);
  if (!programme)
    return {
      ok: false,
      rejection: refuse('COMMAND.INVALID', { programmeCode }).rejection,
      leftOut: [],
      changedMeanwhile: false,
    };
  const drafts = await draftsOf(persistence, place.school, programmeCode, period);
  const { id, number } = (await nextSubmission(persistence, place.school, programmeCode, period)) ?? {
    id: newId(),
    number: 1,
  };
  const submit = (application: string): StreamCommand => ({
    kind: 'application',
    id: application,
    command: { type: 'SubmitApplication', submission: id },
  });
  const trial =
    drafts.length === 0
      ? { results: [] }
      : await door.execute({
          actor,
          post,
          preview: true,
          mode: 'each',
          commands: drafts.map(submit),
        });
  const leftOut = trial.results.flatMap((result) =>
    result.ok ? [] : [{ application: result.id, rejection: result.rejection }],
  );
  // As they are handed in, not as they were drafted: roll and registry may have changed an amount meanwhile.
  const going = trial.results.flatMap((result) => (result.ok ? [{ id: result.id, amountFen: result.amountFen! }] : []));
  const ids = going.map(({ id }) => id).sort();
  const contents = {
    count: ids.length,
    totalFen: going.reduce((sum, { amountFen }) => sum + amountFen, 0),
    digest: digestOf(ids),
  };
  const identity = { programme: { code: programmeCode, version: programme.version }, period, place, number };
  // Also with nothing to hand in: the law refuses it, and a key that was used gets its first answer again.
  const answer = await door.execute({
    actor,
    post,
    key,
    requestHash,
    preview,
    commands: [
      { kind: 'submission', id, command: { type: 'PrepareSubmission', ...identity, ...contents } },
      ...ids.map(submit),
    ],
  });
  const first = answer.results[0]!;
  if (answer.ok)
    return {
      ok: true,
      preview,
      id: answer.replayed ? first.id : id,
      number,
      count: contents.count,
      totalFen: contents.totalFen,
      leftOut,
    };
  const failed = answer.results.find((result) => !result.ok)!;
  const rejection = failed.ok ? refuse('COMMAND.INVALID').rejection : failed.rejection;
  return { ok: false, rejection, leftOut, changedMeanwhile: failed.id !== id || rejection.code === 'STREAM.EXISTS' };
}

/** Which applications these were, provable later: SHA-256 over their sorted ids, one a line. */
export const digestOf = (ids: readonly string[]): string => sha256Hex([...ids].sort().join('\n'));
