import { setTimeout as pause } from 'node:timers/promises';
import type { CommandRequest, DoorAnswer } from './requests.js';

/** Transactions under way at once: while PostgreSQL writes one, the next is decided, and a lock stops only its own. */
const LANES = 3;
/** Requests in one transaction: beyond this they share no cost worth waiting for. */
const MOST = 16;

interface Waiting {
  readonly request: CommandRequest;
  readonly resolve: (answer: DoorAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One command of a person on one application. What a workflow claims can wait and must hold nobody up; what freezes for
 * payment locks its batch too. Those have a transaction for themselves.
 */
export const mayShare = ({ commands, preview, origin }: CommandRequest): boolean =>
  !preview &&
  origin !== 'workflow' &&
  commands.length === 1 &&
  commands[0]!.kind === 'application' &&
  commands[0]!.command.type !== 'FreezeForPayment';

/**
 * Lets requests that come at the same moment share a transaction: what a transaction costs by itself (round trips, the
 * write statement, the commit) is then paid once for all. Nobody waits for company: who finds a lane free leaves at once,
 * with whoever came in the same turn of the event loop.
 */
export class SharedTransactions {
  private readonly waiting: Waiting[] = [];
  /** Streams, and keys by actor, of what is under way: two of the same never meet in one transaction, nor in two. */
  private readonly busy = new Set<string>();
  private lanes = LANES;
  private called = false;

  constructor(
    private readonly carry: (requests: readonly CommandRequest[]) => Promise<PromiseSettledResult<DoorAnswer>[]>,
  ) {}

  ask(request: CommandRequest): Promise<DoorAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      if (this.called) return;
      this.called = true;
      setImmediate(() => {
        this.called = false;
        this.depart();
      });
    });
  }

  /** Resolves once nobody's request is under way here, or after so many ms: for work that lets people go first. */
  async quiet(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while ((this.lanes < LANES || this.waiting.length > 0) && performance.now() < until) await pause(2);
  }

  private depart(): void {
    while (this.lanes > 0) {
      const party = this.board();
      if (party.length === 0) return;
      this.lanes -= 1;
      void this.travel(party);
    }
  }

  /** Those who wait longest first, passing over whoever wants what is busy. */
  private board(): Waiting[] {
    const party: Waiting[] = [];
    for (let i = 0; i < this.waiting.length && party.length < MOST; ) {
      const names = namesOf(this.waiting[i]!.request);
      if (names.some((name) => this.busy.has(name))) i += 1;
      else {
        for (const name of names) this.busy.add(name);
        party.push(...this.waiting.splice(i, 1));
      }
    }
    return party;
  }

  private async travel(party: readonly Waiting[]): Promise<void> {
    const settled = await this.carry(party.map(({ request }) => request));
    for (const [i, { request, resolve, reject }] of party.entries()) {
      for (const name of namesOf(request)) this.busy.delete(name);
      const result = settled[i]!;
      if (result.status === 'fulfilled') resolve(result.value);
      else reject(result.reason);
    }
    this.lanes += 1;
    this.depart();
  }
}

const namesOf = ({ commands, actor, key }: CommandRequest): string[] => [
  ...commands.map(({ id }) => id),
  ...(key ? [`${actor.person} ${key}`] : []),
];
