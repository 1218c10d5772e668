import { type Actor, type Place, SYSTEM } from '../access/index.js';
import type { WorkingCalendar } from '../calendar/index.js';
import { type Programme, periodOf } from '../programme/index.js';
import type { Decision } from '../rejection.js';
import type { Recorded } from '../stream/index.js';
import { benefitLines } from '../subsidy/index.js';
import type { ApplicationCommand } from './commands.js';
import type { ApplicationContext, SubjectToday } from './context.js';
import { AID, AUTUMN, CHILD, inChina, PERIOD, PLACE } from './county.fixtures.js';
import { decideApplication } from './decide.js';
import type { ApplicationEvent } from './events.js';
import { evolveApplication } from './evolve.js';
import { planApplication } from './plan.js';
import type { ApplicationState } from './state.js';

export * from './county.fixtures.js';

/** A value as PostgreSQL's jsonb gives it back: absent members gone, keys in an order of its own. */
export function asStored<T>(value: T): T {
  const inOrder = (_: string, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)))
      : v;
  return JSON.parse(JSON.stringify(value, inOrder));
}

export interface Surroundings {
  readonly place?: Place;
  readonly programme?: Programme;
  readonly calendar?: WorkingCalendar;
  readonly now?: number;
}

/** One application's life as the door would lead it: commands in, events kept as they are stored, state folded on. */
export class Case {
  readonly place: Place;
  programme: Programme;
  calendar: WorkingCalendar;
  now: number;
  subject: SubjectToday | null;
  fundsShort = false;
  state: ApplicationState | null = null;
  readonly history: Recorded<ApplicationEvent>[] = [];

  constructor({
    place = PLACE,
    programme = AID,
    calendar = AUTUMN,
    now = inChina('2026-09-14T10:00:00'),
  }: Surroundings = {}) {
    this.place = place;
    this.programme = programme;
    this.calendar = calendar;
    this.now = now;
    this.subject = { ...CHILD, enrolledAt: place.school };
  }

  get it(): ApplicationState {
    if (!this.state) throw new Error('nothing has been drafted yet');
    return this.state;
  }

  context(actor: Actor): ApplicationContext {
    const { now, calendar, programme, subject, fundsShort } = this;
    return { actor, now, calendar, programme, subject, fundsShort };
  }

  /** What the law would say; changes nothing. */
  ask(actor: Actor, command: ApplicationCommand): Decision<ApplicationEvent> {
    return decideApplication(this.state, command, this.context(actor));
  }

  /** The code of the refusal; null where the command would be accepted. */
  refusal(actor: Actor, command: ApplicationCommand): string | null {
    const decision = this.ask(actor, command);
    return decision.ok ? null : decision.rejection.code;
  }

  /** Gives the command and keeps what happened. */
  attempt(actor: Actor, command: ApplicationCommand): Decision<ApplicationEvent> {
    const decision = this.ask(actor, command);
    if (!decision.ok) return decision;
    for (const event of decision.events) {
      const seat = actor.seat ? `${actor.seat.office}/${actor.seat.role}` : 'system';
      const recorded = {
        event: asStored(event),
        at: this.now,
        actor: actor.person,
        onBehalfOf: actor.onBehalfOf,
        seat,
      };
      this.history.push(recorded);
      this.state = evolveApplication(this.state, recorded);
    }
    return decision;
  }

  /** For the way there: a refusal is a mistake of the test. */
  give(actor: Actor, command: ApplicationCommand): this {
    const decision = this.attempt(actor, command);
    if (!decision.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decision.rejection)}`);
    return this;
  }

  later(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }

  at(text: string): this {
    this.now = inChina(text);
    return this;
  }

  get next() {
    return planApplication(this.it, this).next;
  }

  /** Waits for the next planned moment and lets the machinery report it. */
  reachNext(): this {
    const { next } = this;
    if (!next) throw new Error('nothing is planned');
    this.now = Math.max(this.now, next.at);
    return this.give(SYSTEM, { type: 'ReachMoment', moment: next.key });
  }

  draftCommand(): ApplicationCommand {
    const { programme, place, subject } = this;
    const facts = (subject ?? CHILD).facts;
    return {
      type: 'DraftApplication',
      programme: { code: programme.code, version: programme.version },
      period: PERIOD,
      subject: '01980000-0000-7000-8000-0000000000aa',
      place,
      items: benefitLines(programme, facts, periodOf(programme, PERIOD)),
      basis: {
        schoolStage: 'primary',
        grade: facts.grade ?? '',
        boarding: facts.boarding === true,
        householdType: facts.householdType,
        specialCategory: null,
      },
      checkedAgainst: {
        roll: '01980000-0000-7000-8000-0000000000b1',
        registry: '01980000-0000-7000-8000-0000000000b2',
      },
      flags: ['grade_differs'],
    };
  }
}
