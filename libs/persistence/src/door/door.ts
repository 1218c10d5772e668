import type pg from 'pg';
import { type Rejection, refuse } from '#domain';
import { type DoorClock, databaseClock } from '../clock.js';
import { type Database, inOneFlight, isUniqueViolation, type Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Reference } from '../reference.js';
import type { BaseContext } from './adapter.js';
import { ADAPTERS } from './adapters/index.js';
import { firstAnswer, recordRefusal } from './command-log.js';
import { rejectionOfConstraint } from './constraints.js';
import { beginAndLock, type Opening } from './opening.js';
import type { CommandRequest, CommandResult, DoorAnswer, Touched } from './requests.js';
import { Run } from './run.js';

export interface DoorOptions {
  readonly clock?: DoorClock;
  /** Called after each commit; must not throw and not wait. */
  readonly onCommit?: (touched: Touched) => void;
}

/**
 * The one door: whatever changes a stream goes through `execute`. One transaction: lock, load, decide, append,
 * project, commit. A decision, its audit record and its consequences are all there, or none is.
 */
export class Door {
  constructor(
    private readonly db: Database,
    private readonly reference: Reference,
    private readonly options: DoorOptions = {},
  ) {}

  async execute(request: CommandRequest): Promise<DoorAnswer> {
    try {
      return await this.attempt(request);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      if (!request.key) return this.forbidden(request, error);
    }
    // The same key at the same moment: the other one won, and its answer is the answer. Which constraint met it says
    // nothing: where both make something new, that of what they make may come before that of the key.
    try {
      return await this.attempt(request);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return this.forbidden(request, error);
    }
  }

  /** PostgreSQL itself forbids it. */
  private async forbidden(request: CommandRequest, error: pg.DatabaseError): Promise<DoorAnswer> {
    const rejection = rejectionOfConstraint(error);
    if (!rejection) throw error;
    if (request.mode === 'each' && request.commands.length > 1) return this.oneByOne(request);
    const { clock = 'database' } = this.options;
    const at = clock === 'database' ? await databaseClock(this.db) : clock();
    return this.refuseAll(request, newId(), rejection, at);
  }

  private async attempt(request: CommandRequest): Promise<DoorAnswer> {
    const command = newId();
    const client = (await this.db.door.connect()) as Tx;
    let broken = false;
    try {
      const opening = await beginAndLock(client, ADAPTERS, request);
      const earlier = firstAnswer(opening, request, command);
      if (earlier) {
        await client.query('ROLLBACK');
        return earlier;
      }
      const now = this.now(opening);
      if (!opening.postHeld) {
        await client.query('ROLLBACK');
        return this.refuseAll(request, command, refuse('ACCESS.POST_ENDED').rejection, now);
      }
      const base: BaseContext = { actor: request.actor, now, calendar: await this.reference.currentCalendar() };
      const run = new Run(request, command, base, opening, this.reference);
      const results = await run.decideAll(client);
      const refused = results.some((result) => !result.ok);
      if (request.preview || !run.hasEvents || (refused && request.mode !== 'each')) {
        await client.query('ROLLBACK');
        if (!request.preview) await recordRefusal(this.db, request, command, now, results);
        return { command, ok: !refused, results, at: now, replayed: false };
      }
      const writes = run.writes(results);
      const { name, text, values } = writes.statement();
      const [, commit] = await Promise.all(
        inOneFlight(client, () => [client.query({ name, text, values }), client.query('COMMIT')] as const),
      );
      // A transaction that failed before answers COMMIT with ROLLBACK, without an error.
      if (commit.command !== 'COMMIT') throw new Error(`the transaction was rolled back (${commit.command})`);
      this.options.onCommit?.(run.touched());
      return { command, ok: !refused, results, at: now, replayed: false };
    } catch (error) {
      // Leaves no transaction behind; a connection that cannot even roll back does not go back to the pool.
      broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** PostgreSQL's clock, and never earlier than what the streams already hold: nothing can be back-dated. */
  private now(opening: Opening): number {
    const clock = this.options.clock ?? 'database';
    const now = clock === 'database' ? opening.now : clock();
    return opening.rows.reduce((latest, row) => Math.max(latest, row.last_at), now);
  }

  /** A constraint failed somewhere in a chunk: each item gets its own transaction and its own answer. */
  private async oneByOne(request: CommandRequest): Promise<DoorAnswer> {
    const answers: DoorAnswer[] = [];
    for (const command of request.commands) {
      // Each under a key of its own, so that a chunk asked for again finds what of it was done.
      const key = request.key ? `${request.key}/${command.id}` : null;
      const texts = request.texts?.filter((text) => text.stream === command.id);
      const personalValues = request.personalValues?.filter((value) => value.owner === command.id);
      answers.push(await this.execute({ ...request, commands: [command], texts, personalValues, key }));
    }
    const results = answers.flatMap((answer) => answer.results);
    return {
      command: answers[0]!.command,
      ok: results.every((r) => r.ok),
      results,
      at: answers.at(-1)!.at,
      replayed: false,
    };
  }

  private async refuseAll(
    request: CommandRequest,
    command: string,
    rejection: Rejection,
    at: number,
  ): Promise<DoorAnswer> {
    const results = request.commands.map(
      ({ id }): CommandResult => ({ ok: false, id, rejection, plan: null, version: 0 }),
    );
    if (!request.preview) await recordRefusal(this.db, request, command, at, results);
    return { command, ok: false, results, at, replayed: false };
  }
}
