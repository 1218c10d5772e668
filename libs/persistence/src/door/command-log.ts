import { type Rejection, refuse, seatText } from '#domain';
import type { Database } from '../database.js';
import { newId } from '../ids.js';
import type { Opening } from './opening.js';
import type { CommandRequest, CommandResult, DoorAnswer } from './requests.js';

type StoredResult = { id: string; version: number; revision: number } | { id: string; rejection: Rejection };

/** The same key and body gets the first answer again, another body is refused; null: a new command. */
export function firstAnswer(opening: Opening, request: CommandRequest, command: string): DoorAnswer | null {
  const { earlier } = opening;
  if (!earlier || !request.key) return null;
  if (earlier.requestHash !== (request.requestHash ?? null)) {
    const rejection = refuse('COMMAND.KEY_REUSED', { key: request.key }).rejection;
    const results = request.commands.map(({ id }) => ({ ok: false as const, id, rejection, plan: null, version: 0 }));
    return { command, ok: false, results, at: opening.now, replayed: false };
  }
  const { streams } = earlier.outcome as { streams: StoredResult[] };
  const results = streams.map((stream): CommandResult =>
    'rejection' in stream
      ? { ok: false, id: stream.id, rejection: stream.rejection, plan: null, version: 0 }
      : { ok: true, ...stream, plan: { next: null }, events: [] },
  );
  return { command: earlier.id, ok: results.every((result) => result.ok), results, at: earlier.at, replayed: true };
}

/**
 * What was refused is kept too: with its key in the command table, and in the access stream, which locks nothing and
 * moves no version. A workflow's claim that came too early is no refusal worth keeping.
 */
export async function recordRefusal(db: Database, request: CommandRequest, command: string, at: number, results: readonly CommandResult[]): Promise<void> {
  if (request.origin === 'workflow') return;
  const refused = results.filter((result) => !result.ok);
  if (refused.length === 0) return;
  const { actor, key, requestHash, commands } = request;
  const type = commands[0]!.command.type;
  const streams = refused.map((result) => ({ id: result.id, rejection: (result as { rejection: Rejection }).rejection }));
  await db.query(
    'record-refusal',
    `WITH kept AS (
       INSERT INTO commands (id, actor, key, at, type, request_hash, outcome)
       SELECT $1, $2, $3, $4, $5, decode($6, 'hex'), $7 WHERE $3::text IS NOT NULL
       ON CONFLICT (actor, key) DO NOTHING)
     INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail) VALUES ($8, $4, $2, $9, 'refused', $10, $11)`,
    [
      command,
      actor.person,
      key ?? null,
      at,
      type,
      requestHash ?? null,
      JSON.stringify({ streams }),
      newId(),
      seatText(actor.seat),
      streams[0]!.id,
      JSON.stringify({ command: type, code: streams[0]!.rejection.code, count: streams.length }),
    ],
  );
}
