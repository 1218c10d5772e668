import { type ApplicationCommand, type Rejection, refuse, type TextRef } from '#domain';
import type { Door } from '../door/door.js';
import type { CommandResult, NewText, StreamCommand } from '../door/requests.js';
import { newId } from '../ids.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import type { Bulk, BulkCreation, BulkItem, BulkRequest } from './bulk.js';
import * as rows from './bulk-rows.js';
import { selectApplications } from './select-applications.js';

/** What bulks need of the vault. */
type Vault = Pick<Persistence, 'db' | 'texts'> & { readonly door: Pick<Door, 'execute' | 'quiet'> };

export interface BulksOptions {
  /** Applications per transaction: short enough that nobody waits for its locks, long enough to share its cost. */
  readonly chunkSize?: number;
  /** After this long without a sign of life another process takes over, ms. */
  readonly leaseMs?: number;
  /** Before a chunk, people's own decisions go first; a bulk waits no longer than this for a quiet moment, ms. */
  readonly patienceMs?: number;
}

const DEFAULTS = { chunkSize: 100, leaseMs: 30_000, patienceMs: 5 } as const satisfies BulksOptions;

/**
 * Bulk decisions (批量办理): a resource that is decided in the background, chunk by chunk, through the one door. It needs
 * nothing but PostgreSQL. Any process may go on with it once the lease of the one before has run out: a chunk's
 * idempotency key makes the door give its first answer again, so nothing is decided twice.
 */
export class Bulks {
  private readonly options: Required<BulksOptions>;
  private readonly running = new Map<string, Promise<void>>();
  /**
   * Two chunks at a time in this process, so that one is decided while PostgreSQL writes the other; the rest wait their
   * turn: ten bulks burden people no more than two do.
   */
  private readonly lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  private turns = 0;
  private closing = false;

  constructor(
    private readonly persistence: Vault,
    options: BulksOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Makes the resource; `start` lets it run. The same key and body gives the same bulk again. */
  async create(request: BulkRequest): Promise<BulkCreation> {
    const { db } = this.persistence;
    const earlier = await this.earlier(request);
    if (earlier) return earlier;
    const selected = await selectApplications(db, request.actor, request.selection);
    if (!selected.ok) return selected;
    const id = newId();
    const { opinion: text, ...command } = request.command;
    const opinion = this.persistence.texts.commit(id, text);
    const row = await rows.insertBulk(db, {
      id,
      request,
      command: opinion ? { ...command, opinion: opinion.ref } : command,
      opinion: opinion?.row ?? null,
      applications: selected.applications,
      chunkSize: this.options.chunkSize,
    });
    // Null: the same key at the same moment, and the other one won.
    return row ? { ok: true, bulk: toBulk(row), replayed: false } : (await this.earlier(request))!;
  }

  private async earlier({ actor, key, requestHash }: BulkRequest): Promise<BulkCreation | null> {
    const row = key ? await rows.findBulkByKey(this.persistence.db, actor.person, key) : null;
    if (!row) return null;
    return row.requestHash === requestHash
      ? { ok: true, bulk: toBulk(row), replayed: true }
      : refuse('COMMAND.KEY_REUSED', { key });
  }

  async find(staffId: string, id: string): Promise<Bulk | null> {
    const row = await rows.findBulkRow(this.persistence.db, staffId, id);
    return row && toBulk(row);
  }

  /** One page of a bulk's items after the given ordinal (-1: from the first). */
  items(bulk: Bulk, after: number, limit: number, refusedOnly = false): Promise<BulkItem[]> {
    return rows.bulkItems(this.persistence.db, bulk.id, after, limit, refusedOnly);
  }

  /**
   * Works on a bulk until it is done, unless another process holds its lease. Resolves at its end; rejects where the
   * database cannot be reached, and then the lease runs out and the next `resume` goes on.
   */
  run(id: string): Promise<void> {
    const already = this.running.get(id);
    if (already) return already;
    const run = this.work(id).finally(() => this.running.delete(id));
    this.running.set(id, run);
    return run;
  }

  /** Like `run`, for those who do not wait: what fails here is taken up again by `resume`. */
  start(id: string): void {
    this.run(id).catch(() => {});
  }

  /** Goes on with every bulk whose process died; returns their ids at once. */
  async resume(): Promise<string[]> {
    const ids = await rows.abandonedBulks(this.persistence.db);
    for (const id of ids) this.start(id);
    return ids;
  }

  /** Finishes the chunks at work and hands the rest back, for another process to take at once. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running.values());
  }

  private async work(id: string): Promise<void> {
    const { db } = this.persistence;
    let bulk = await rows.takeBulk(db, id, this.options.leaseMs);
    if (!bulk) return;
    const opinion = await this.opinionOf(bulk);
    while (bulk?.state === 'running') {
      if (this.closing) return rows.releaseBulk(db, bulk);
      bulk = await this.inTurn(bulk, opinion);
    }
  }

  private inTurn(bulk: rows.BulkRow, opinion: string | null): Promise<rows.BulkRow | null> {
    const lane = this.turns++ % this.lanes.length;
    const chunk = this.lanes[lane]!.then(async () => {
      await this.persistence.door.quiet(this.options.patienceMs);
      return this.decideChunk(bulk, opinion);
    });
    this.lanes[lane] = chunk.catch(() => {});
    return chunk;
  }

  /** The next chunk through the door, then its outcomes. A crash between the two repeats the chunk under the same key. */
  private async decideChunk(bulk: rows.BulkRow, opinion: string | null): Promise<rows.BulkRow | null> {
    const { db, door } = this.persistence;
    const items = await rows.bulkItems(db, bulk.id, bulk.done - 1, bulk.chunkSize);
    const texts: NewText[] = [];
    const commands = items.map(({ id, revision }): StreamCommand => {
      const text = this.persistence.texts.commit(id, opinion);
      if (text) texts.push(text.row);
      return { kind: 'application', id, command: commandOf(bulk.command, revision, text?.ref) };
    });
    const key = `bulk:${bulk.id}:${bulk.done}`;
    const { results } = await door.execute({
      actor: bulk.actor,
      post: bulk.postId,
      key: bulk.preview ? null : key,
      requestHash: sha256Hex(key), // the bulk is immutable, so its chunk is the same each time, whatever its salts
      commands,
      texts,
      mode: 'each',
      preview: bulk.preview,
    });
    const outcomes = items.map(({ ordinal, amountFen }, i) => ({
      ordinal,
      amountFen,
      rejection: rejectionOf(results[i]!),
    }));
    return rows.writeOutcomes(db, bulk, outcomes, this.options.leaseMs);
  }

  private async opinionOf({ command }: rows.BulkRow): Promise<string | null> {
    if (!command.opinion) return null;
    const read = await this.persistence.texts.read(this.persistence.db, [command.opinion.id]);
    return read.get(command.opinion.id)?.text ?? null;
  }
}

function commandOf(command: rows.StoredCommand, revision: number, opinion: TextRef | undefined): ApplicationCommand {
  const said = opinion && { opinion };
  switch (command.type) {
    case 'approve':
      return { type: 'ApproveApplication', revision, ...said };
    case 'return':
      return { type: 'ReturnApplication', revision, items: [...(command.items ?? [])], ...said };
    case 'reject':
      return { type: 'RejectApplication', revision, reason: command.reason ?? '', ...said };
  }
}

const rejectionOf = (result: CommandResult): Rejection | null => (result.ok ? null : result.rejection);

function toBulk(row: rows.BulkRow): Bulk {
  const { id, preview, at, total, totalFen, done, accepted, acceptedFen, state, selection } = row;
  const { opinion: _, ...command } = row.command;
  return { id, command, preview, at, total, totalFen, done, accepted, acceptedFen, state, selection };
}

/** For api start-up and the worker's sweep: goes on with bulks whose process died; resolves to how many, once they are done. */
export async function resumeBulks(persistence: Vault, options: BulksOptions = {}): Promise<number> {
  const bulks = new Bulks(persistence, options);
  const ids = await rows.abandonedBulks(persistence.db);
  await Promise.all(ids.map((id) => bulks.run(id)));
  return ids.length;
}
