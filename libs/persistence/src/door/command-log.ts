import { type Rejection, refuse, seatText } from '#domain';
import type { Database } from '../database.js';
import { newId } from '../ids.js';
import type { Asked } from './opening.js';
import type { CommandRequest, CommandResult, DoorAnswer } from './requests.js';

type StoredResult = { id: string; version: number; revision: number } | { id: string; rejection: Rejection };

/** The same key and body gets the first answer again, another body is refused; null: a new command. */
export function firstAnswer({ earlier, now }: Asked, request: CommandRequest): DoorAnswer | null {
  if (!earlier || !request.key) return null;
  if (earlier.requestHash !== (request.requestHash ?? null)) {
    const rejection = refuse('COMMAND.KEY_REUSED', { key: request.key }).rejection;
    const results = request.commands.map(({ id }) => ({ ok: false as const, id, rejection, plan: null, version: 0 }));
    return { command: newId(), ok: false, results, at: now, replayed: false };
  }
  const { streams } = earlier.outcome as { streams: StoredResult[] };
  const results = streams.map(
    (stream): CommandResult =>
      'rejection' in stream
        ? { ok: false, id: stream.id, rejection: stream.rejection, plan: null, version: 0 }
        : { ok: true, ...stream, plan: { next: null }, events: [] },
  );
  return { command: earlier.id, ok: results.every((result) => result.ok), results, at: earlier.at, replayed: true };
}

/**
 * The streams an earlier request of this person under this key was about; empty for a new key. For callers that find
 * their streams by a state which the command itself ends: the retry would find none, and so miss its first answer.
 */
export async function streamsOfKey(db: Database, actor: string, key: string | null): Promise<string[]> {
  if (key === null) return [];
  const rows = await db.query<{ id: string }>(
    'streams-of-key',
    `SELECT s->>'id' AS id FROM commands, jsonb_array_elements(outcome->'streams') WITH ORDINALITY AS x(s, n)
     WHERE actor = $1 AND key = $2 ORDER BY n`,
    [actor, key],
  );
  return rows.map(({ id }) => id);
}

/** The access stream's row of what was refused; null where nothing was, or only a workflow's claim that came too early. */
export function refusalRow(
  { origin, actor, commands }: CommandRequest,
  at: number,
  results: readonly CommandResult[],
): { id: string; at: number; actor: string; seat: string; kind: 'refused'; subject: string; detail: object } | null {
  const refused = results.flatMap((result) => (result.ok ? [] : [result]));
  if (origin === 'workflow' || refused.length === 0) return null;
  const [{ id: subject, rejection }] = refused as [(typeof refused)[0]];
  const detail = { command: commands[0]!.command.type, code: rejection.code, count: refused.length };
  return { id: newId(), at, actor: actor.person, seat: seatText(actor.seat), kind: 'refused', subject, detail };
}
