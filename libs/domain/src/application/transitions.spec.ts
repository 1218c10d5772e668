import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../access/index.js';
import { type Case, PEOPLE, type PersonName } from './application.fixtures.js';
import {
  APPLICATION_COMMANDS,
  APPLICATION_RULES,
  type ApplicationCommandType,
  type By,
  type CommandRule,
  FINAL_PHASES,
} from './commands.js';
import { availableCommands } from './decide.js';
import { hold, inNotice, inTownship, object, WAYS, WELL_FORMED } from './journeys.fixtures.js';
import { PHASES, type Phase } from './state.js';

/** Situations, each reached by commands: every phase, and what may stand beside one. */
const SITUATIONS: Record<Phase | 'first stage' | 'opened' | 'held' | 'objected', () => Case> = {
  ...WAYS,
  'first stage': () => inTownship(),
  opened: () => WAYS['in-review']().give(PEOPLE.approver, { type: 'OpenApplication' }),
  held: () => hold(WAYS['in-review']()),
  objected: () => object(inNotice()),
};

/** Whom each kind of giver stands for, in words of the case at hand. The reviewers and approvers include fresh ones. */
const WHO: Record<By, (c: Case) => readonly PersonName[]> = {
  'school-clerk': () => ['clerk', 'clerk2'],
  'school-head': () => ['head'],
  'visit-seat': (c) => seatOf(c),
  'task-seat': (c) => (c.it.phase === 'returned' ? ['clerk', 'clerk2'] : seatOf(c)),
  'last-decider': (c) =>
    (Object.keys(PEOPLE) as PersonName[]).filter((name) => PEOPLE[name].person === c.it.lastDecision?.person),
  supervisor: (c) =>
    c.it.visit?.role === 'reviewer' ? ['townshipSupervisor', 'countySupervisor'] : ['countySupervisor'],
  'objection-office': () => ['reviewer', 'reviewer2'],
  finance: () => ['finance'],
  system: () => ['system'],
};

function seatOf(c: Case): readonly PersonName[] {
  switch (c.it.visit?.stage) {
    case 'township-review':
      return ['reviewer', 'reviewer2'];
    case 'county-approval':
    case 'public-notice':
      return ['approver', 'approver2'];
    case 'payment':
      return ['finance'];
    default:
      return [];
  }
}

/** What a command needs besides its phase; what is not named here needs nothing. */
const NEEDS: Partial<Record<ApplicationCommandType, (c: Case) => boolean>> = {
  RecallApplication: (c) => c.it.openedBy === null,
  ResumeApplication: (c) => c.it.held !== null,
  ResolveObjection: (c) => c.it.objection !== null,
};

function lawful(c: Case, type: ApplicationCommandType, name: PersonName): boolean {
  const rule: CommandRule = APPLICATION_RULES[type];
  if (!rule.from.includes(c.it.phase)) return false;
  if (!rule.whileStopped && (c.it.held || c.it.objection)) return false;
  if (NEEDS[type] && !NEEDS[type](c)) return false;
  return WHO[rule.by](c).includes(name);
}

/** The machinery reports a moment when it has come; people act at once. */
const due = (c: Case, type: ApplicationCommandType) =>
  type === 'ReachMoment' && c.next ? c.later(Math.max(0, c.next.at - c.now)) : c;

const NAMES = Object.keys(PEOPLE) as PersonName[];

describe.each(Object.keys(SITUATIONS) as (keyof typeof SITUATIONS)[])('an application: %s', (situation) => {
  it.each(APPLICATION_COMMANDS)('%s is accepted from exactly those the table names', (type) => {
    const c = due(SITUATIONS[situation](), type);
    const command = WELL_FORMED[type](c);
    const accepted = NAMES.filter((name) => c.ask(PEOPLE[name], command).ok);
    expect(accepted).toEqual(NAMES.filter((name) => lawful(c, type, name)));
  });

  it('offers each person exactly the commands they may give', () => {
    const c = SITUATIONS[situation]();
    for (const name of NAMES.filter((n) => n !== 'system')) {
      const offered = availableCommands(c.it, PEOPLE[name], c.context(PEOPLE[name]));
      const opened = c.it.openedBy === PEOPLE[name].person;
      const expected = APPLICATION_COMMANDS.filter(
        (type) => lawful(c, type, name) && !(type === 'OpenApplication' && opened),
      );
      expect([name, offered]).toEqual([name, expected]);
    }
  });
});

describe('before there is an application', () => {
  const nothing = () => {
    const c = WAYS.draft();
    c.state = null;
    return c;
  };

  it('only the school’s own clerk drafts one', () => {
    const c = nothing();
    expect(NAMES.filter((name) => c.ask(PEOPLE[name], c.draftCommand()).ok)).toEqual(['clerk', 'clerk2']);
  });

  it('whatever else is asked for is not there', () => {
    const c = nothing();
    for (const type of APPLICATION_COMMANDS.filter((t) => t !== 'DraftApplication')) {
      const command = WELL_FORMED[type](c);
      expect(NAMES.map((name) => c.refusal(PEOPLE[name], command))).toEqual(NAMES.map(() => 'STREAM.NOT_FOUND'));
    }
  });
});

describe('the table', () => {
  it('leads out of every phase but the three last ones', () => {
    expect(FINAL_PHASES).toEqual(['paid', 'withdrawn', 'discarded']);
  });

  it('leads into every phase', () => {
    expect(PHASES.map((phase) => WAYS[phase]().it.phase)).toEqual(PHASES);
  });

  it('lets a seat of nobody do nothing', () => {
    const nobody: Actor = { person: 'nobody', onBehalfOf: null, seat: null };
    for (const situation of Object.values(SITUATIONS)) {
      const c = situation();
      expect(APPLICATION_COMMANDS.filter((type) => c.ask(nobody, WELL_FORMED[type](c)).ok)).toEqual([]);
    }
  });

  it('tells a stranger nothing of the case: the refusal is the same in every phase', () => {
    for (const type of ['ApproveApplication', 'OpenApplication', 'HoldApplication', 'RecallApplication'] as const) {
      const codes = PHASES.map((phase) => {
        const c = WAYS[phase]();
        return c.refusal(PEOPLE.otherApprover, WELL_FORMED[type](c));
      });
      expect(new Set(codes)).toEqual(new Set(['ACCESS.OUT_OF_JURISDICTION']));
    }
  });
});
