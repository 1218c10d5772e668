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
  const results = streams.map(
    (stream): CommandResult =>
      'rejection' in stream
        ? { ok: false, id: stream.id, rejection: stream.rejection, plan: null, version: 0 }
        : { ok: true, ...stream, plan: { next: null }, events: [] },
  );
  return { command: earlier.id, ok: results.every((result) => result.ok), results, at: earlier.at, replayed: true };
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

/**
 * What was refused is kept too: with its key in the command table, and in the access stream, which locks nothing and
 * moves no version.
 */
export async function recordRefusal(
  db: Database,
  request: CommandRequest,
  command: string,
  at: number,
  results: readonly CommandResult[],
): Promise<void> {
  const row = refusalRow(request, at, results);
  if (!row) return;
  const { actor, key, requestHash, commands } = request;
  const streams = results.flatMap((result) => (result.ok ? [] : [{ id: result.id, rejection: result.rejection }]));
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
      commands[0]!.command.type,
      requestHash ?? null,
      JSON.stringify({ streams }),
      row.id,
      row.seat,
      row.subject,
      JSON.stringify(row.detail),
    ],
  );
}
