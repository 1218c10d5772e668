import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { type BatchSignal, type PlanSignal, workflowId } from '#contracts';
import type { RunningWorkflows } from '#persistence';
import {
  callOffBatch,
  freeBatch,
  freezeBatch,
  StepFailedForGood,
  Sweep,
  settleBank,
  writeBankFiles,
} from '#persistence';
import { momentActivities } from '../../../apps/worker/src/activities/reach-moment.activities.js';
import { Relay } from '../../../apps/worker/src/relay/relay.js';
import type { World } from './world.js';

type Run =
  | { readonly kind: 'application' | 'submission'; readonly id: string; readonly known: PlanSignal }
  | { readonly kind: 'payment-batch'; readonly id: string; readonly known: BatchSignal };

/** In the order in which the machinery goes through what it has: each run gets a turn before any gets a second one. */
const TURNS = 40;

/**
 * Stands in for Temporal, whose clock cannot be the county's: it keeps of each workflow what the workflow keeps (the
 * newest it has heard), and takes its steps when they are due. Relay, claims at the door and a batch's steps are the
 * real ones. That the real workflows keep just this is what test/workflows shows.
 */
export class Patience {
  private readonly runs = new Map<string, Run>();
  private readonly relay: Relay;
  /** As long as this many steps the relay is down. */
  relayRests = 0;

  constructor(private readonly world: World) {
    const db = () => world.persistence.db;
    this.relay = new Relay({
      get db() {
        return db();
      },
      client: this.client(),
      note: () => {},
    });
  }

  readonly running: RunningWorkflows = async (ids) => new Set(ids.filter((id) => this.runs.has(id)));

  /** The four calls the relay makes. */
  private client(): Client {
    const hear = (id: string, known: PlanSignal | BatchSignal) => {
      const run = this.runs.get(id);
      if (run && known.seq > run.known.seq) this.runs.set(id, { ...run, known } as Run);
    };
    const started = (workflowId: string, signal: PlanSignal | BatchSignal) => {
      const [kind, id] = workflowId.split('/') as [Run['kind'], string];
      if (this.runs.has(workflowId)) hear(workflowId, signal);
      else this.runs.set(workflowId, { kind, id, known: signal } as Run);
    };
    return {
      withDeadline: (_: number, work: () => Promise<void>) => work(),
      workflow: {
        signalWithStart: async (_: string, given: { workflowId: string; signalArgs: [PlanSignal | BatchSignal] }) =>
          started(given.workflowId, given.signalArgs[0]),
        getHandle: (id: string) => ({
          signal: async (_: string, known: PlanSignal | BatchSignal) => {
            if (!this.runs.has(id)) throw new WorkflowNotFoundError('no such run', id, undefined);
            hear(id, known);
          },
        }),
      },
    } as unknown as Client;
  }

  /** Temporal's database is deleted; `recover` fills a new one. */
  async emptied(): Promise<void> {
    this.runs.clear();
    for await (const _ of new Sweep(this.world.persistence.db).everything(50));
  }

  /** The relay tells what it has to tell, and whatever has become due is done. */
  async pass(): Promise<void> {
    if (this.relayRests > 0) this.relayRests -= 1;
    else await this.tell();
    for (let turn = 0; turn < TURNS; turn++) {
      const due = [...this.runs.values()].filter((run) => this.isDue(run));
      if (due.length === 0) return;
      for (const run of due) await this.turn(run);
    }
  }

  private async tell(): Promise<void> {
    const { db } = this.world.persistence;
    // The outbox goes by PostgreSQL's clock and rests a moment; the county's is elsewhere.
    for (;;) {
      await db.query('d-ready', 'UPDATE outbox SET ready_at = 0');
      if ((await this.relay.pass()) === 0) return;
    }
  }

  private isDue(run: Run): boolean {
    if (run.kind === 'payment-batch') return stepOf(run.known) !== null;
    return run.known.next !== null && run.known.next.at <= this.world.now;
  }

  /** One step of a workflow. What fails is tried again at the next pass, as an activity would be. */
  private async turn(run: Run): Promise<void> {
    const known = run.kind === 'payment-batch' ? await this.step(run.id, run.known) : await this.claim(run);
    const key = workflowId(run.kind, run.id);
    if (isOver(known)) this.runs.delete(key);
    else this.runs.set(key, { ...run, known } as Run);
  }

  private async claim({ kind, id, known }: Run & { kind: 'application' | 'submission' }): Promise<PlanSignal> {
    const { reachMoment } = momentActivities(this.world.persistence);
    const { plan } = await reachMoment({ kind, id, moment: known.next!.key });
    return plan.seq >= known.seq ? plan : known;
  }

  private async step(id: string, known: BatchSignal): Promise<BatchSignal> {
    const { persistence } = this.world;
    const step = { freezeBatch, writeBankFiles, settleBank, freeBatch }[stepOf(known)!];
    try {
      const now = await step(persistence, id, known.returned[0]! as never);
      return now.seq > known.seq ? now : known;
    } catch (error) {
      if (!(error instanceof StepFailedForGood)) throw error;
      return callOffBatch(persistence, id);
    }
  }
}

/** What the machinery does next with a batch; null: it is a person's turn, or the bank's. */
function stepOf({ phase, returned }: BatchSignal) {
  if (phase === 'freezing') return 'freezeBatch';
  if (phase === 'released') return 'writeBankFiles';
  if (phase === 'cancelling') return 'freeBatch';
  return phase === 'sent' && returned.length > 0 ? 'settleBank' : null;
}

const isOver = (known: PlanSignal | BatchSignal): boolean =>
  'returned' in known ? known.phase === 'settled' || known.phase === 'cancelled' : known.next === null;
