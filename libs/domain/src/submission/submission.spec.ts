import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, SYSTEM } from '../access/index.js';
import {
  AID,
  AUTUMN,
  asStored,
  DAY,
  inChina,
  PEOPLE,
  PERIOD,
  PLACE,
  TEXT,
} from '../application/application.fixtures.js';
import { fold, type Recorded } from '../stream/index.js';
import {
  availableSubmissionCommands,
  SUBMISSION_LAW,
  SUBMISSION_PHASES,
  SUBMISSION_TRANSITIONS,
  type SubmissionCommand,
  type SubmissionEvent,
  type SubmissionPhase,
  type SubmissionState,
} from './submission.js';

type CommandType = SubmissionCommand['type'];
const { clerk, clerk2, head, reviewer, otherClerk, system } = PEOPLE;
const IDENTITY = { programme: { code: 'aid', version: 1 }, period: PERIOD, place: PLACE, number: 1 };
const WINDOW = {
  opensAt: inChina('2026-09-01T08:30:00'),
  limit: { workingDays: 20 },
  dueAt: inChina('2026-09-30T17:30:00'),
  calendarVersion: AUTUMN.version,
  provisional: false,
};

class HandIn {
  state: SubmissionState | null = null;
  now = inChina('2026-09-14T10:00:00');
  programme = AID;
  readonly history: Recorded<SubmissionEvent>[] = [];

  ask(actor: Actor, command: SubmissionCommand) {
    return SUBMISSION_LAW.decide(this.state, command, {
      actor,
      now: this.now,
      calendar: AUTUMN,
      programme: this.programme,
    });
  }

  refusal(actor: Actor, command: SubmissionCommand): string | null {
    const decision = this.ask(actor, command);
    return decision.ok ? null : decision.rejection.code;
  }

  attempt(actor: Actor, command: SubmissionCommand): boolean {
    const decision = this.ask(actor, command);
    if (!decision.ok) return false;
    for (const event of decision.events) {
      const recorded = {
        event: asStored(event),
        at: this.now,
        actor: actor.person,
        onBehalfOf: actor.onBehalfOf,
        seat: '',
      };
      this.history.push(recorded);
      this.state = SUBMISSION_LAW.evolve(this.state, recorded);
    }
    return true;
  }

  give(actor: Actor, type: CommandType): this {
    if (!this.attempt(actor, this.command(type)))
      throw new Error(`${type}: ${this.refusal(actor, this.command(type))}`);
    return this;
  }

  /** A command of each type whose content is in order. */
  command(type: CommandType): SubmissionCommand {
    switch (type) {
      case 'OweSubmission':
        return { type, ...IDENTITY, window: WINDOW };
      case 'PrepareSubmission':
        return { type, ...IDENTITY, count: 3, totalFen: 300_000, digest: 'd' };
      case 'ConfirmSubmission':
        return { type, meetingOn: '2026-09-10', members: TEXT };
      case 'SendBackSubmission':
        return { type, reason: TEXT };
      case 'ReachMoment':
        return { type, moment: this.next?.key ?? 'none' };
    }
  }

  get next() {
    return this.state
      ? SUBMISSION_LAW.plan(this.state, { actor: SYSTEM, now: this.now, calendar: AUTUMN, programme: AID }).next
      : null;
  }

  reachNext(): this {
    this.now = Math.max(this.now, this.next!.at);
    return this.give(system, 'ReachMoment');
  }
}

const owed = () => new HandIn().give(system, 'OweSubmission');
const prepared = () => owed().give(clerk, 'PrepareSubmission');
const confirmed = () => prepared().give(head, 'ConfirmSubmission');
const WAYS: Record<SubmissionPhase, () => HandIn> = { owed, prepared, confirmed };
const BY: Record<CommandType, readonly string[]> = {
  OweSubmission: ['system'],
  PrepareSubmission: ['clerk', 'clerk2'],
  ConfirmSubmission: ['head'],
  SendBackSubmission: ['head'],
  ReachMoment: ['system'],
};
const TYPES = Object.keys(SUBMISSION_TRANSITIONS) as CommandType[];
const NAMES = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];

describe.each([null, ...SUBMISSION_PHASES])('a submission: %s', (phase) => {
  it.each(TYPES)('%s is accepted from exactly those the table names', (type) => {
    const s = phase ? WAYS[phase]() : new HandIn();
    if (type === 'ReachMoment' && s.next) s.now = Math.max(s.now, s.next.at);
    const from: readonly (SubmissionPhase | null)[] = SUBMISSION_TRANSITIONS[type];
    const accepted = NAMES.filter((name) => s.ask(PEOPLE[name], s.command(type)).ok);
    expect(accepted).toEqual(from.includes(phase) ? NAMES.filter((name) => BY[type].includes(name)) : []);
  });
});

describe.each(SUBMISSION_PHASES)('a submission that is %s, as buttons', (phase) => {
  it.each(NAMES.filter((name) => name !== 'system'))('%s is offered exactly what the law would accept', (name) => {
    const s = WAYS[phase]();
    expect(availableSubmissionCommands(s.state!, PEOPLE[name])).toEqual(
      TYPES.filter((type) => s.ask(PEOPLE[name], s.command(type)).ok),
    );
  });

  it('offers whoever prepared it no confirmation, in whichever post', () => {
    const commands = availableSubmissionCommands(WAYS[phase]().state!, { ...clerk, seat: head.seat });
    expect(commands).not.toContain('ConfirmSubmission');
  });
});

describe('what a school hands in', () => {
  it('is prepared by its clerk and confirmed by its head, with the review meeting', () => {
    const s = prepared();
    expect(s.state).toMatchObject({
      phase: 'prepared',
      contents: { count: 3, totalFen: 300_000 },
      preparedBy: ['clerk'],
    });
    expect(s.refusal(head, { type: 'ConfirmSubmission', meetingOn: '2026-09-10', members: null })).toBe(
      'SUBMISSION.MEETING_MISSING',
    );
    expect(s.give(head, 'ConfirmSubmission').state!.phase).toBe('confirmed');
  });

  it('is handed in at once where the programme asks no confirmation', () => {
    const s = owed();
    s.programme = { ...AID, options: { headConfirms: false } };
    expect(s.give(clerk, 'PrepareSubmission').state!.phase).toBe('confirmed');
  });

  it('may be more than the school owed: a later submission was never owed and has no window', () => {
    const s = new HandIn().give(clerk, 'PrepareSubmission');
    expect(s.state).toMatchObject({ phase: 'prepared', window: null });
    expect(s.next).toBeNull();
  });

  it('is owed again when the head sends it back', () => {
    const s = prepared().give(head, 'SendBackSubmission');
    expect(s.state).toMatchObject({ phase: 'owed', contents: null, preparedBy: [] });
    expect(s.give(clerk2, 'PrepareSubmission').state).toMatchObject({ phase: 'prepared', preparedBy: ['clerk-2'] });
  });

  it('is never nothing, never of another school or number, and never before its time', () => {
    const s = owed();
    const command = s.command('PrepareSubmission') as Extract<SubmissionCommand, { type: 'PrepareSubmission' }>;
    expect(s.refusal(clerk, { ...command, count: 0 })).toBe('SUBMISSION.EMPTY');
    expect(s.refusal(clerk, { ...command, number: 2 })).toBe('COMMAND.INVALID');
    expect(s.refusal(clerk, { ...command, place: { ...PLACE, school: otherClerk.seat!.office } })).toBe(
      'COMMAND.INVALID',
    );
    expect(s.refusal(reviewer, command)).toBe('ACCESS.WRONG_LEVEL');
    s.now = WINDOW.opensAt - 1;
    expect(s.refusal(clerk, command)).toBe('SUBMISSION.WINDOW_NOT_OPEN');
  });
});

describe('four eyes at the school', () => {
  const confirmBy = (s: HandIn, person: string, onBehalfOf: string | null = null) =>
    s.refusal({ person, onBehalfOf, seat: head.seat }, s.command('ConfirmSubmission'));

  it('whoever prepared does not confirm, not even in the head’s post or as the head’s stand-in', () => {
    expect(confirmBy(prepared(), 'clerk')).toBe('ACCESS.FOUR_EYES');
    expect(confirmBy(prepared(), 'clerk', 'head')).toBe('ACCESS.FOUR_EYES');
    expect(confirmBy(prepared(), 'deputy', 'clerk')).toBe('ACCESS.FOUR_EYES');
    expect(confirmBy(prepared(), 'deputy', 'head')).toBeNull();
  });

  it('nor does the one for whom it was prepared', () => {
    const s = owed().give({ person: 'deputy', onBehalfOf: 'clerk', seat: clerk.seat }, 'PrepareSubmission');
    expect([confirmBy(s, 'deputy'), confirmBy(s, 'clerk'), confirmBy(s, 'head')]).toEqual([
      'ACCESS.FOUR_EYES',
      'ACCESS.FOUR_EYES',
      null,
    ]);
  });
});

describe('a school that has not handed in', () => {
  it('is reminded like a late reviewer, until its head has confirmed', () => {
    const s = owed();
    const moments = Array.from({ length: 4 }, () => {
      const { key } = s.next!;
      s.reachNext();
      return key;
    });
    expect(moments).toEqual(['half-time', 'before-deadline', 'at-deadline', 'overdue:1']);
    expect(s.history.at(-2)!.event).toMatchObject({ audiences: ['office', 'supervisor'], dueAt: WINDOW.dueAt });
    s.give(clerk, 'PrepareSubmission');
    expect(s.next).not.toBeNull();
    expect(s.give(head, 'ConfirmSubmission').next).toBeNull();
  });

  it('is reminded of nothing too early, and of nothing twice', () => {
    const s = owed();
    const { key, at } = s.next!;
    s.now = at - 1;
    expect(s.refusal(system, { type: 'ReachMoment', moment: key })).toBe('PLAN.MOMENT_NOT_DUE');
    s.reachNext();
    expect(s.refusal(system, { type: 'ReachMoment', moment: key })).toBe('PLAN.MOMENT_NOT_PLANNED');
  });

  it('is not made to read its page again by a reminder', () => {
    const s = owed();
    const { revision } = s.state!;
    expect(s.reachNext().state!.revision).toBe(revision);
  });
});

describe('whatever is tried, in whichever order', () => {
  const steps = fc.array(
    fc.record({ type: fc.constantFrom(...TYPES), who: fc.constantFrom(...NAMES), days: fc.nat(6) }),
    { maxLength: 40 },
  );

  it('the state stays whole and is the fold of its events', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const s = owed();
        for (const { type, who, days } of plan) {
          s.now += days * DAY;
          const before = s.state;
          if (!s.attempt(PEOPLE[who], s.command(type))) expect(s.state).toBe(before);
          const { phase, contents, preparedBy, version, revision } = s.state!;
          expect((phase === 'owed') === (contents === null)).toBe(true);
          expect((phase === 'owed') === (preparedBy.length === 0)).toBe(true);
          expect([version, revision <= version]).toEqual([s.history.length, true]);
          expect(fold(SUBMISSION_LAW, s.history)).toEqual(s.state);
        }
      }),
    );
  });
});
