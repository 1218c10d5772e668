import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../stream/index.js';
import { type Case, CHILD, PEOPLE } from './application.fixtures.js';
import { APPLICATION_COMMANDS, APPLICATION_RULES, FINAL_PHASES } from './commands.js';
import { APPLICATION_LAW, availableCommands } from './decide.js';
import type { ApplicationEvent } from './events.js';
import { brokenInvariants } from './invariants.fixtures.js';
import { WELL_FORMED } from './journeys.fixtures.js';
import { ledgerEffect } from './ledger.js';
import { castOf, type Step, start, type Tried, take } from './random-life.fixtures.js';
import type { ApplicationState } from './state.js';

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('onward', 'onward', 'onward', 'any', 'any', 'wild'),
    pick: fc.nat(1_000),
    who: fc.nat(1_000),
    ends: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    wait: fc.nat(6),
    weather: fc.nat(40),
    variant: fc.nat(7),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

type Before = ApplicationState | null;

/** Lives any number of random lives and looks at each after every step. */
function inEveryLife(look: (c: Case, before: Before, tried: Tried | null) => void, numRuns = 70, seed?: number): void {
  fc.assert(
    fc.property(steps, fc.nat(3), fc.boolean(), (plan, programme, direct) => {
      const c = start(programme, direct);
      c.give(castOf(c)[0]!, c.draftCommand());
      for (const step of plan) {
        const before = c.state;
        look(c, before, take(c, step));
      }
    }),
    { numRuns, ...(seed && { seed }) },
  );
}

describe('whatever people and the machinery do, in whichever order', () => {
  it('no application reaches an illegal state', () => {
    inEveryLife((c) => expect(brokenInvariants(c.it)).toEqual([]), 150);
  });

  it('a refusal changes nothing, and what is accepted moves the version by its events', () => {
    inEveryLife((c, before, tried) => {
      if (!tried) return;
      if (!tried.decision.ok) expect(c.state).toBe(before);
      else expect(c.it.version - before!.version).toBe(tried.decision.events.length);
      expect(c.it.version).toBe(c.history.length);
    });
  });

  it('folding the events gives the very state that they led to, from the start or from any point', () => {
    inEveryLife((c, before, tried) => {
      const appended = tried?.decision.ok ? tried.decision.events.length : 0;
      expect(fold(APPLICATION_LAW, c.history)).toEqual(c.state);
      expect(fold(APPLICATION_LAW, c.history.slice(c.history.length - appended), before)).toEqual(c.state);
    }, 60);
  });

  it('the law answers, and never throws, also where nothing is known of the child or of the application', () => {
    inEveryLife((c) => {
      for (const actor of castOf(c).slice(0, 12)) {
        for (const type of APPLICATION_COMMANDS) {
          if (typeof c.ask(actor, WELL_FORMED[type](c)).ok !== 'boolean') throw new Error(`no answer to ${type}`);
        }
      }
    }, 10);
  });

  it('the budget line is never below nothing, and holds nothing in the end but what was paid', () => {
    inEveryLife((c) => {
      let reserved = 0;
      let paid = 0;
      for (const { event } of c.history) {
        const effect = ledgerEffect(event);
        reserved += effect.reserved;
        paid += effect.paid;
        expect(reserved).toBeGreaterThanOrEqual(0);
      }
      expect(reserved).toBe(c.it.reservedFen);
      if (c.it.phase === 'paid') expect([reserved, paid]).toEqual([0, c.it.amountFen]);
      else expect(paid).toBeLessThan(c.it.amountFen);
      if (FINAL_PHASES.includes(c.it.phase) || c.it.phase === 'rejected') expect(reserved).toBe(0);
    });
  });

  it('a person is offered exactly what the law would accept from them', () => {
    inEveryLife((c) => {
      const knows = { ...c.context(PEOPLE.clerk), subject: { ...CHILD, enrolledAt: c.place.school } };
      for (const actor of castOf(c).filter((who) => who.seat)) {
        const offered = availableCommands(c.it, actor, knows);
        const accepted = APPLICATION_COMMANDS.filter((type) => {
          if (APPLICATION_RULES[type].by === 'system') return false;
          const decision = APPLICATION_LAW.decide(c.it, WELL_FORMED[type](c), { ...knows, actor });
          return decision.ok && decision.events.length > 0;
        });
        expect(offered).toEqual(accepted);
      }
    }, 25);
  });

  it('only the machinery’s own commands come from it, and people’s from people', () => {
    inEveryLife((_, __, tried) => {
      if (!tried?.decision.ok) return;
      const { by } = APPLICATION_RULES[tried.command.type];
      expect(by === 'system').toBe(tried.actor.seat === null);
    });
  });
});

/** At which stage an event counts as an act, read from the record alone. */
function actOf({ event, actor, onBehalfOf }: Case['history'][number]) {
  const stage = stageOf(event);
  return stage ? { stage, people: onBehalfOf ? [actor, onBehalfOf] : [actor] } : null;
}

function stageOf(event: ApplicationEvent): string | null {
  switch (event.type) {
    case 'ApplicationSubmitted':
      return 'handed in';
    case 'ApplicationConfirmed':
      return 'confirmed';
    case 'ApplicationApproved':
    case 'ApplicationReturned':
    case 'ApplicationRejected':
      return event.stage;
    default:
      return null;
  }
}

describe('by the record alone', () => {
  it('nobody acted at two stages, neither in person nor through others', () => {
    inEveryLife((c) => {
      const since = c.history.findLastIndex(({ event }) => event.type === 'ApplicationSentBackToDraft');
      const stages = new Map<string, string>();
      for (const act of c.history.slice(since + 1).map(actOf)) {
        for (const person of act?.people ?? []) {
          expect(stages.get(person) ?? act!.stage).toBe(act!.stage);
          stages.set(person, act!.stage);
        }
      }
    });
  });

  it('nobody heard an appeal against what they, or somebody through them, had decided', () => {
    inEveryLife((c) => {
      const appealed = c.history.findIndex(({ event }) => event.type === 'ApplicationAppealed');
      if (appealed === -1) return;
      const acts = (from: number, to?: number) =>
        c.history.slice(from, to).flatMap((recorded) => actOf(recorded) ?? []);
      const rejected = acts(0, appealed).at(-1)!.stage;
      const before = acts(0, appealed).flatMap((act) => (act.stage === rejected ? act.people : []));
      const after = acts(appealed).flatMap((act) => (act.stage === rejected ? act.people : []));
      expect(after.filter((person) => before.includes(person))).toEqual([]);
    });
  });

  it('a decision was taken back by its author only, and only while nobody had dealt with the case after it', () => {
    const between = ['ReminderCameDue', 'DeadlineMoved', 'ApplicationHeld', 'ApplicationResumed', 'FundsReserved'];
    inEveryLife((c) => {
      const last = c.history.at(-1)!;
      if (last.event.type !== 'ApplicationRecalled') return;
      const earlier = c.history
        .slice(0, -1)
        .filter(({ event }) => !between.includes(event.type))
        .at(-1)!;
      expect(['ApplicationApproved', 'ApplicationReturned', 'ApplicationRejected']).toContain(earlier.event.type);
      expect(earlier.actor).toBe(last.actor);
    });
  });
});

describe('time', () => {
  it('plans nothing before the current visit was opened, nothing while the clock stands, nothing in the end', () => {
    inEveryLife((c) => {
      const { visit, clock, phase } = c.it;
      if (!visit || !clock.running || FINAL_PHASES.includes(phase)) expect(c.next).toBeNull();
      else expect(c.next!.at).toBeGreaterThanOrEqual(visit.openedAt);
    });
  });

  it('lets a moment come once per visit, and in the order of the ladder', () => {
    const rank = (moment: string) => {
      const [rung, n] = moment.split(':');
      return (
        ['half-time', 'before-deadline', 'at-deadline'].indexOf(rung!) +
        (n ? 10 + Number(n) : rung === 'escalated' ? 12 : 0)
      );
    };
    inEveryLife((c) => {
      const fired = c.history.flatMap(({ event }) => (event.type === 'ReminderCameDue' ? [event] : []));
      const keys = fired.map((e) => `${e.visit}/${e.moment}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const [i, event] of fired.entries()) {
        const earlier = fired.slice(0, i).findLast((e) => e.visit === event.visit);
        if (earlier && event.rung !== 'escalated' && earlier.rung !== 'escalated') {
          expect(rank(event.moment)).toBeGreaterThan(rank(earlier.moment));
        }
      }
      const closed = c.history.flatMap(({ event }) => (event.type === 'PublicNoticeClosed' ? [event.visit] : []));
      expect(new Set(closed).size).toBe(closed.length);
    });
  });

  it('a claim too early or of another moment changes nothing', () => {
    inEveryLife((c) => {
      const claim = (moment: string, now = c.now) =>
        APPLICATION_LAW.decide(c.it, { type: 'ReachMoment', moment }, { ...c.context(PEOPLE.system), now });
      expect(claim('99/at-deadline').ok).toBe(false);
      if (!c.next) return;
      expect(claim(c.next.key, c.next.at - 1).ok).toBe(false);
      expect(claim(c.next.key, c.next.at).ok).toBe(true);
    });
  });
});

describe('the random lives themselves', () => {
  it('are lived to the full: every event happens, every phase is reached', () => {
    const events = new Set<string>();
    const phases = new Set<string>();
    inEveryLife(
      (c) => {
        phases.add(c.it.phase);
        events.add(c.history.at(-1)!.event.type);
      },
      600,
      20_261,
    );
    expect([...phases].sort()).toHaveLength(13);
    expect([...events].sort()).toHaveLength(26);
  });
});
