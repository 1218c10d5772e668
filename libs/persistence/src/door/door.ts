import { type Rejection, refuse } from '#domain';
import type { DoorClock } from '../clock.js';
import { type Database, inOneFlight, isRefusedByPostgres, isUniqueViolation, type Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Reference } from '../reference.js';
import { ADAPTERS } from './adapters/index.js';
import { budgetRows, settle } from './budget.js';
import { firstAnswer } from './command-log.js';
import { KEY_TAKEN, rejectionOfConstraint } from './constraints.js';
import { beginAndLock, type Opening } from './opening.js';
import type { CommandRequest, DoorAnswer, Touched } from './requests.js';
import { Run } from './run.js';
import { mayShare, SharedTransactions } from './shared-transactions.js';
import { WriteSet } from './write-set.js';

export interface DoorOptions {
  readonly clock?: DoorClock;
  /** Called after a commit that left something in the outbox; must not throw and not wait. */
  readonly onCommit?: (touched: Touched) => void;
}

/**
 * The one door: whatever changes a stream goes through `execute`. One transaction: lock, load, decide, append,
 * project, commit. A decision, its audit record and its consequences are all there, or none is.
 *
 * Commands of people who come at the same moment share a transaction; each is decided by itself, and one that PostgreSQL
 * refuses does not harm the others.
 */
export class Door {
  private readonly shared = new SharedTransactions((requests) => this.together(requests));

  constructor(
    private readonly db: Database,
    private readonly reference: Reference,
    private readonly options: DoorOptions = {},
  ) {}

  execute(request: CommandRequest): Promise<DoorAnswer> {
    return mayShare(request) ? this.shared.ask(request) : this.alone(request);
  }

  /** Resolves once no person's command is under way in this process, or after so many ms. */
  quiet(withinMs: number): Promise<void> {
    return this.shared.quiet(withinMs);
  }

  /** Several requests in one transaction; where that cannot be, each in its own. */
  private async together(requests: readonly CommandRequest[]): Promise<PromiseSettledResult<DoorAnswer>[]> {
    try {
      const answers = await this.attempt(requests);
      return answers.map((value) => ({ status: 'fulfilled', value }));
    } catch (error) {
      // Only where nothing can have been committed: what was done must not be done again.
      if (isRefusedByPostgres(error) || error instanceof NothingSent)
        return Promise.allSettled(requests.map((request) => this.alone(request)));
      return requests.map(() => ({ status: 'rejected', reason: error }));
    }
  }

  private async alone(request: CommandRequest): Promise<DoorAnswer> {
    const first = await this.unlessForbidden(request);
    if (!(first instanceof Forbidden)) return first;
    // The same key at the same moment: the other one won, and its answer is the answer. Which constraint met it says
    // nothing: where both make something new, that of what they make may come before that of the key.
    const second = request.key ? await this.unlessForbidden(request) : first;
    if (!(second instanceof Forbidden)) return second;
    if (request.mode === 'each' && request.commands.length > 1) return this.oneByOne(request);
    return this.attemptOne(request, second.rejection ?? undefined);
  }

  private async unlessForbidden(request: CommandRequest): Promise<DoorAnswer | Forbidden> {
    try {
      return await this.attemptOne(request);
    } catch (error) {
      if (error instanceof NothingSent) throw error.cause;
      if (!isUniqueViolation(error)) throw error;
      const rejection = rejectionOfConstraint(error);
      if (!rejection && error.constraint !== KEY_TAKEN) throw error;
      return new Forbidden(rejection);
    }
  }

  private async attemptOne(request: CommandRequest, refusedWith?: Rejection): Promise<DoorAnswer> {
    const [answer] = await this.attempt([request], refusedWith);
    return answer!;
  }

  /** One transaction. `refusedWith`: what PostgreSQL forbade a moment ago, to be recorded as the refusal it is. */
  private async attempt(requests: readonly CommandRequest[], refusedWith?: Rejection): Promise<DoorAnswer[]> {
    const client = (await this.db.door.connect()) as Tx;
    let broken = false;
    let sent = false;
    try {
      const opening = await beginAndLock(client, ADAPTERS, requests);
      const answers = requests.map((request, i) => firstAnswer(opening.asked[i]!, request));
      const runs = await this.decide(client, requests, opening, answers, refusedWith);
      const writes = this.writesOf(runs);
      if (writes.isEmpty) await client.query('ROLLBACK');
      else {
        sent = true;
        const statement = writes.statement();
        const [, commit] = await Promise.all(
          inOneFlight(client, () => [client.query(statement), client.query('COMMIT')] as const),
        );
        // A transaction that failed before answers COMMIT with ROLLBACK, without an error.
        if (commit.command !== 'COMMIT') throw new Error(`the transaction was rolled back (${commit.command})`);
        for (const run of runs) if (run?.hasEvents) this.options.onCommit?.(run.touched());
      }
      return answers.map((answer, i) => answer ?? runs[i]!.answer());
    } catch (error) {
      // Leaves no transaction behind; a connection that cannot even roll back does not go back to the pool.
      broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      throw sent ? error : new NothingSent(error);
    } finally {
      client.release(broken);
    }
  }

  /** A run for each request that has not been answered before. */
  private async decide(
    tx: Tx,
    requests: readonly CommandRequest[],
    opening: Opening,
    answers: readonly (DoorAnswer | null)[],
    refusedWith: Rejection | undefined,
  ): Promise<(Run | null)[]> {
    const calendar = await this.reference.currentCalendar();
    const runs = requests.map((request, i) => {
      if (answers[i]) return null;
      const now = this.now(request, opening, opening.asked[i]!.now);
      return new Run(request, newId(), { actor: request.actor, now, calendar }, opening, this.reference);
    });
    const deciding: Run[] = [];
    for (const [i, run] of runs.entries()) {
      if (!run) continue;
      const rejection = opening.asked[i]!.postHeld ? refusedWith : refuse('ACCESS.POST_ENDED').rejection;
      if (rejection) run.refuseAll(rejection);
      else {
        await run.loadContexts(tx);
        deciding.push(run);
      }
    }
    for (const run of deciding) run.decideAll();
    const claims = deciding.flatMap((run) => run.claims);
    if (claims.length > 0) {
      // Money is promised: lock the lines, last of all locks, and decide again what they cannot cover.
      const short = await settle(tx, claims);
      if (short.size > 0) for (const run of deciding) run.decideAll(short);
    }
    return runs;
  }

  private writesOf(runs: readonly (Run | null)[]): WriteSet {
    const writes = new WriteSet();
    for (const run of runs) run?.addTo(writes);
    // One row per line over all runs: two changes of one row in one statement would lose the second.
    for (const row of budgetRows(runs.flatMap((run) => (run?.preview ? [] : (run?.claims ?? [])))))
      writes.add('budget', row);
    return writes;
  }

  /** PostgreSQL's clock, and never earlier than what the streams already hold: nothing can be back-dated. */
  private now({ commands }: CommandRequest, opening: Opening, databaseNow: number): number {
    const clock = this.options.clock ?? 'database';
    const now = clock === 'database' ? databaseNow : clock();
    return commands.reduce((latest, { id }) => Math.max(latest, opening.rows.get(id)?.last_at ?? 0), now);
  }

  /** A constraint failed somewhere in a chunk: each item gets its own transaction and its own answer. */
  private async oneByOne(request: CommandRequest): Promise<DoorAnswer> {
    const answers: DoorAnswer[] = [];
    for (const command of request.commands) {
      // Each under a key of its own, so that a chunk asked for again finds what of it was done.
      const key = request.key ? `${request.key}/${command.id}` : null;
      const texts = request.texts?.filter((text) => text.stream === command.id);
      const personalValues = request.personalValues?.filter((value) => value.owner === command.id);
      answers.push(await this.alone({ ...request, commands: [command], texts, personalValues, key }));
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
}

/** PostgreSQL itself forbids it; null: only because somebody had the same key at the same moment. */
class Forbidden {
  constructor(readonly rejection: Rejection | null) {}
}

/** Something failed before anything was written. */
class NothingSent extends Error {
  constructor(cause: unknown) {
    super('nothing was sent', { cause });
  }
}
