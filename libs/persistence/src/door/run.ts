import { type Plan, type Recorded, type Rejection, type StreamState, seatText } from '#domain';
import type { Tx } from '../database.js';
import type { Reference } from '../reference.js';
import type { BaseContext, LockedRow, StreamAdapter } from './adapter.js';
import { ADAPTERS, adapterOf } from './adapters/index.js';
import type { BudgetClaim } from './budget.js';
import { refusalRow } from './command-log.js';
import { type ChainedEvent, chain, NO_EVENT_BEFORE } from './envelope.js';
import type { Opening, StoredEvent } from './opening.js';
import type { CommandRequest, CommandResult, DoorAnswer, StreamCommand, Touched } from './requests.js';
import type { WriteSet } from './write-set.js';

/** One stream inside the transaction: as it was locked, and as far as this command has taken it. */
interface OpenStream {
  readonly adapter: StreamAdapter;
  readonly id: string;
  readonly row: LockedRow | null;
  readonly before: StreamState | null;
  state: StreamState | null;
  period: number;
  readonly appended: ChainedEvent[];
  context: BaseContext | null;
  /** Of the state as it is now; null: not asked yet. */
  plan: Plan | null;
}

const NONE: ReadonlySet<string> = new Set();

/** One request's run through the door: decides in memory, gathers what to write. */
export class Run {
  private readonly streams = new Map<string, OpenStream>();
  /** What the decisions take from budget lines. */
  claims: BudgetClaim[] = [];
  private results: readonly CommandResult[] = [];
  private outbox = false;
  private reminders = false;

  constructor(
    private readonly request: CommandRequest,
    private readonly command: string,
    private readonly base: BaseContext,
    opening: Opening,
    private readonly reference: Reference,
  ) {
    for (const { kind, id, command } of request.commands) {
      if (this.streams.has(id)) continue;
      const adapter = adapterOf(kind);
      const row = opening.rows.get(id) ?? null;
      // Without the lock its events do not count: it was made while this command was on its way to the door, and nothing
      // may be appended to what is not held.
      const known = row ? (opening.events.get(id) ?? []) : [];
      const state = known.reduce<StreamState | null>((s, e) => adapter.law.evolve(s, recorded(e)), null);
      this.streams.set(id, {
        adapter,
        id,
        row,
        before: state,
        state,
        period: row?.period ?? adapter.periodOf(command),
        appended: [],
        context: null,
        plan: null,
      });
    }
  }

  get hasEvents(): boolean {
    return [...this.streams.values()].some((stream) => stream.appended.length > 0);
  }

  get preview(): boolean {
    return this.request.preview ?? false;
  }

  /** Decides all commands from the start; `short`: streams whose budget line cannot cover them. */
  decideAll(short: ReadonlySet<string> = NONE): void {
    this.reset();
    this.results = this.request.commands.map((command) => this.decide(command, short.has(command.id)));
    if (this.refusedAsAWhole) this.reset();
  }

  private get refusedAsAWhole(): boolean {
    return this.request.mode !== 'each' && this.results.some((result) => !result.ok);
  }

  refuseAll(rejection: Rejection): void {
    this.reset();
    this.results = this.request.commands.map(({ id }) => ({ ok: false, id, rejection, plan: null, version: 0 }));
  }

  answer(): DoorAnswer {
    const { command, results, base } = this;
    return { command, ok: results.every((result) => result.ok), results, at: base.now, replayed: false };
  }

  async loadContexts(tx: Tx): Promise<void> {
    for (const adapter of ADAPTERS as unknown as StreamAdapter[]) {
      const mine = this.request.commands.filter((c) => c.kind === adapter.kind);
      if (mine.length === 0) continue;
      const requests = mine.map(({ id, command }) => ({
        id,
        command,
        state: this.streams.get(id)!.state,
        brings: this.broughtFor(id),
      }));
      const contexts = await adapter.contexts(tx, requests, this.base, this.reference);
      mine.forEach(({ id }, i) => {
        this.streams.get(id)!.context = contexts[i]!;
      });
    }
  }

  private broughtFor(id: string): string[] {
    return (this.request.personalValues ?? []).flatMap(({ owner, kind, cipher }) =>
      owner === id && cipher ? [kind] : [],
    );
  }

  private decide({ id, command }: StreamCommand, fundsShort = false): CommandResult {
    const stream = this.streams.get(id)!;
    const { adapter } = stream;
    const context = fundsShort ? adapter.withFundsShort!(stream.context!) : stream.context!;
    const decision = adapter.law.decide(stream.state, command, context);
    if (!decision.ok) {
      const plan = stream.state ? adapter.law.plan(stream.state, context) : null;
      return { ok: false, id, rejection: decision.rejection, plan, version: stream.state?.version ?? 0 };
    }
    for (const event of decision.events) this.append(stream, event);
    const state = stream.state!;
    return {
      ok: true,
      id,
      version: state.version,
      revision: state.revision,
      plan: this.planOf(stream),
      events: decision.events.map((e) => e.type),
      amountFen: adapter.amountFen?.(state),
    };
  }

  private append(stream: OpenStream, event: { type: string }): void {
    const { adapter } = stream;
    const { actor, now } = this.base;
    const { type, ...payload } = event;
    const chained = chain({
      stream: stream.id,
      period: stream.period,
      kind: adapter.kind,
      version: (stream.state?.version ?? 0) + 1,
      type,
      schema: adapter.schemas[type]!,
      at: now,
      actor: actor.person,
      onBehalfOf: actor.onBehalfOf,
      seat: seatText(actor.seat),
      command: this.command,
      payload: JSON.parse(JSON.stringify(payload)), // undefined members are not part of the record
      previous: stream.appended.at(-1)?.hash ?? stream.row?.last_hash ?? NO_EVENT_BEFORE,
    });
    stream.state = adapter.law.evolve(stream.state, recorded(chained));
    stream.plan = null;
    stream.appended.push(chained);
    const claim = adapter.budget?.(stream.state, event);
    if (claim && (claim.reserved !== 0 || claim.paid !== 0))
      this.claims.push({ stream: stream.id, period: stream.period, ...claim });
  }

  private reset(): void {
    this.claims = [];
    for (const stream of this.streams.values()) {
      stream.state = stream.before;
      stream.plan = null;
      stream.appended.length = 0;
    }
  }

  private planOf(stream: OpenStream): Plan {
    stream.plan ??= stream.adapter.law.plan(stream.state!, stream.context!);
    return stream.plan;
  }

  /** Everything this request changes, what was refused of it included; nothing of a preview. */
  addTo(writes: WriteSet): void {
    if (this.preview) return;
    // A workflow whose claim came too early comes again with the same key, and is then to be heard.
    if (this.request.key && (this.hasEvents || this.request.origin !== 'workflow'))
      writes.add('commands', this.commandRow());
    const refusal = refusalRow(this.request, this.base.now, this.results);
    if (refusal) writes.add('refusals', refusal);
    if (this.hasEvents) this.addChangesTo(writes);
  }

  private addChangesTo(writes: WriteSet): void {
    const refused = new Set(this.results.flatMap((result) => (result.ok ? [] : [result.id])));
    for (const stream of this.streams.values()) {
      if (stream.appended.length === 0) continue;
      for (const event of stream.appended) writes.add('events', { ...event, on_behalf_of: event.onBehalfOf });
      const plan = this.planOf(stream);
      const draw = {
        id: stream.id,
        period: stream.period,
        before: stream.before,
        after: stream.state!,
        events: stream.appended,
        plan,
      };
      stream.adapter.project(draw, writes);
      if (this.request.origin !== 'workflow' && stream.adapter.concernsWorkflow(draw)) {
        this.outbox = true;
        writes.add('outbox', {
          stream: stream.id,
          kind: stream.adapter.kind,
          version: stream.state!.version,
          ready_at: this.base.now,
        });
      }
    }
    for (const text of this.request.texts ?? []) {
      if (!refused.has(text.stream))
        writes.add('texts', {
          id: text.id,
          stream: text.stream,
          salt: text.salt.toString('hex'),
          cipher: text.cipher.toString('hex'),
        });
    }
    for (const { owner, kind, cipher } of this.request.personalValues ?? []) {
      if (refused.has(owner)) continue;
      if (cipher) writes.add('personalValues', { owner, kind, cipher: cipher.toString('hex') });
      else writes.add('personalValuesGone', { owner, kind });
    }
    this.reminders = writes.has('reminders');
  }

  private commandRow(): object {
    const { actor, key, requestHash, commands } = this.request;
    // Of a request that was refused as a whole only the refusals stand: nothing of it happened.
    const streams = this.results.flatMap((r): object[] => {
      if (!r.ok) return [{ id: r.id, rejection: r.rejection }];
      return this.refusedAsAWhole ? [] : [{ id: r.id, version: r.version, revision: r.revision }];
    });
    return {
      id: this.command,
      actor: actor.person,
      key,
      at: this.base.now,
      type: commands[0]!.command.type,
      request_hash: requestHash ?? null,
      outcome: { streams },
    };
  }

  touched(): Touched {
    const changed = [...this.streams.values()].filter(({ appended }) => appended.length > 0);
    const offices = new Set(changed.flatMap(({ adapter, state }) => adapter.officesOf(state!)));
    return { outbox: this.outbox, reminders: this.reminders, offices };
  }
}

const recorded = (e: StoredEvent | ChainedEvent): Recorded<never> =>
  ({
    event: { ...e.payload, type: e.type },
    at: e.at,
    actor: e.actor,
    onBehalfOf: e.onBehalfOf,
    seat: e.seat,
  }) as never;
