import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError, NamespaceNotFoundError } from '@temporalio/client';
import { CHANNELS } from '#contracts';
import { type Database, Outbox, type OutboxEntry, type Pacing, Watch } from '#persistence';
import { Bell } from '../bell.js';
import { Teller, type Telling } from './teller.js';

/** Entries read at once; they are told within a fraction of a second, so their plans are not old. */
const CHUNK = 64;
const IN_FLIGHT = 8;
/**
 * Being told costs Temporal and the worker 15 ms of a core for each stream, ten times what the decision did, and what
 * was told cannot be taken back when people come. So what is not urgent is told at a walking pace, and while streams
 * change faster than people alone could, a trickle of it.
 */
const CALM = { others: 20, rest: 500 };
const RUSH = { others: 4, rest: 1_000 };
const RUSH_BEGINS_AT = { changes: 24, within: 1_500 };
const PACING: Pacing = { urgentWithin: 60_000, coalesce: 1_500 };
/** The poll is the truth; a notification only shortens the wait, and not below the pause. */
const POLL = 1_000;
const PAUSE = 50;
const LONGEST_BACKOFF = 10_000;
const REFUSED_FOR = 60_000;
const DEADLINE = 5_000;

export interface RelayOptions {
  readonly db: Database;
  readonly client: Client;
  readonly note: (text: string) => void;
  readonly taskQueue?: string;
}

/**
 * Carries word of changed plans from the outbox to Temporal. Holds no transaction while it speaks; a row goes only
 * when it was told and has not changed since. With Temporal away the rows stay, and are told when it is back.
 */
export class Relay {
  readonly outbox: Outbox;
  private readonly teller: Teller;
  private readonly watch: Watch;
  private readonly bell = new Bell();

  constructor(private readonly options: RelayOptions) {
    this.outbox = new Outbox(options.db);
    this.teller = new Teller(options.db, options.client, options.taskQueue);
    this.watch = new Watch(options.db, { lock: 'relay', channels: [CHANNELS.outbox] }, this.bell.ring);
  }

  /** Runs until aborted. Of several workers one relays, the others stand by. */
  async run(stopping: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stopping.aborted) {
      try {
        const leads = await this.watch.leads();
        const rush = leads && (await this.outbox.changedWithin(RUSH_BEGINS_AT.within)) > RUSH_BEGINS_AT.changes;
        const pace = rush ? RUSH : CALM;
        const told = leads ? await this.pass(pace.others) : 0;
        if (failures > 0) this.options.note('relay: Temporal hears again');
        failures = 0;
        if (rush || told >= pace.others) await sleep(pace.rest, undefined, { signal: stopping }).catch(() => {});
        else {
          await this.bell.rest(POLL, stopping);
          await sleep(PAUSE);
        }
      } catch (error) {
        if (failures === 0)
          this.options.note(`relay: nothing can be told now, it is kept: ${(error as Error).message}`);
        failures += 1;
        await sleep(Math.min(250 * 2 ** failures, LONGEST_BACKOFF), undefined, { signal: stopping }).catch(() => {});
      }
    }
    await this.watch.close();
  }

  /** Tells what is ready, at most a chunk, of what is not urgent at most `others`; resolves to how many it dealt with. */
  async pass(others = CHUNK): Promise<number> {
    const ready = await this.outbox.ready(CHUNK, PACING); // urgent ones first
    const entries = ready.slice(0, ready.filter(({ urgent }) => urgent).length + others);
    const tellings = await this.teller.prepare(entries);
    const told: OutboxEntry[] = [];
    const refused: OutboxEntry[] = [];
    let outage: unknown = null;
    let next = 0;
    const speak = async () => {
      while (next < entries.length && !outage) {
        const index = next++;
        try {
          await this.tell(tellings[index]!);
          told.push(entries[index]!);
        } catch (error) {
          if (isOutage(error)) outage = error;
          else {
            refused.push(entries[index]!);
            this.options.note(
              `relay: ${entries[index]!.kind}/${entries[index]!.stream} is put off: ${(error as Error).message}`,
            );
          }
        }
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, speak));
    await this.outbox.delivered(told);
    await this.outbox.postpone(refused, REFUSED_FOR);
    if (outage) throw outage;
    return entries.length;
  }

  private tell(telling: Telling): Promise<void> {
    return this.options.client.withDeadline(Date.now() + DEADLINE, telling);
  }
}

const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;
const PASSING = new Set([CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE]);

/** Temporal does not answer, as opposed to: it has answered and does not want this one. */
function isOutage(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return error instanceof NamespaceNotFoundError || (isGrpcServiceError(cause) && PASSING.has(cause.code));
}
