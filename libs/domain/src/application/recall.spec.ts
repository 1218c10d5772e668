import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../access/index.js';
import { AID, type Case, PEOPLE, person } from './application.fixtures.js';
import { availableCommands } from './decide.js';
import {
  appeal,
  approve,
  awaitingPayment,
  hold,
  inCounty,
  inNotice,
  inTownship,
  object,
  recall,
  reject,
  resolve,
  resubmit,
  resume,
  returnTo,
  WAYS,
} from './journeys.fixtures.js';

const { reviewer, approver, approver2, clerk } = PEOPLE;
const refused = (c: Case, by: Actor) => c.refusal(by, { type: 'RecallApplication' });
const openedBy = (c: Case, by: Actor) => c.give(by, { type: 'OpenApplication' });

describe('a decision is taken back by whoever made it', () => {
  it('an approval: the visit goes on as it was, with its number and its deadline', () => {
    const c = inTownship();
    const before = c.it.visit;
    approve(c, reviewer);
    recall(c, reviewer);
    expect(c.it).toMatchObject({ phase: 'in-review', visit: before, lastDecision: null });
    approve(c, reviewer);
    expect(c.it.visit!.no).toBe(3);
  });

  it('the last approval: what it had reserved is released', () => {
    const c = recall(inNotice(), approver);
    expect(c.it).toMatchObject({ phase: 'in-review', reservedFen: 0, visit: { stage: 'county-approval' } });
  });

  it('an approval that waits for money: there is nothing to release', () => {
    const c = recall(WAYS['awaiting-funds'](), approver);
    expect(c.it).toMatchObject({ phase: 'in-review', reservedFen: 0 });
    expect(c.history.at(-1)!.event).not.toHaveProperty('releases');
  });

  it('a return, until the school’s clerk has opened it', () => {
    expect(recall(WAYS.returned(), approver).it).toMatchObject({
      phase: 'in-review',
      returned: null,
      clock: { running: true },
    });
    expect(refused(openedBy(WAYS.returned(), clerk), approver)).toBe('APPLICATION.ALREADY_OPENED_BY_NEXT');
  });

  it('a rejection, until it is appealed', () => {
    expect(recall(WAYS.rejected(), approver).it).toMatchObject({ phase: 'in-review', rejected: null });
    expect(refused(appeal(WAYS.rejected()), approver)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
  });

  it('a second rejection, after which the one appeal stays spent and its people stay barred', () => {
    const c = recall(reject(appeal(WAYS.rejected()), approver2), approver2);
    expect(c.it).toMatchObject({ phase: 'in-review', appealed: true, barredFromAppeal: ['approver'] });
  });

  it('also after a hold that has ended', () => {
    const c = resume(hold(inCounty()));
    expect(recall(c, reviewer).it.visit!.stage).toBe('township-review');
  });
});

describe('a decision is not taken back', () => {
  it('by anybody else, and not by its author from another post', () => {
    expect(refused(inCounty(), PEOPLE.reviewer2)).toBe('APPLICATION.NOT_THE_DECIDER');
    expect(refused(inCounty(), person('reviewer', '990101', 'auditor'))).toBe('ACCESS.WRONG_LEVEL');
    expect(refused(inCounty(), person('reviewer', '990102', 'approver'))).toBe('ACCESS.OUT_OF_JURISDICTION');
  });

  it('once the next office has opened it, also when it is held and resumed after that', () => {
    const c = openedBy(inCounty(), approver);
    expect(refused(c, reviewer)).toBe('APPLICATION.ALREADY_OPENED_BY_NEXT');
    expect(refused(resume(hold(c)), reviewer)).toBe('APPLICATION.ALREADY_OPENED_BY_NEXT');
  });

  it('while somebody has stopped the case', () => {
    expect(refused(hold(inCounty()), reviewer)).toBe('APPLICATION.ON_HOLD');
    expect(refused(object(inNotice()), approver)).toBe('APPLICATION.UNDER_OBJECTION');
  });

  it('after the school answered a return', () => {
    const c = resubmit(returnTo(inCounty(), approver));
    expect(refused(c, approver)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
  });

  it('after an objection to it was heard, whichever way', () => {
    expect(refused(resolve(object(inNotice()), true), approver)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
    expect(refused(resolve(object(inNotice()), false), approver)).toBe('APPLICATION.ALREADY_OPENED_BY_NEXT');
  });

  it('twice', () => {
    expect(refused(recall(inCounty(), reviewer), reviewer)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
  });

  it('after the notice has ended, also where another review follows it', () => {
    expect(refused(awaitingPayment(), approver)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
    const [township, county, notice, payment] = AID.route;
    const programme = { ...AID, route: [township!, notice!, county!, payment!] };
    const c = approve(inTownship({ programme }), reviewer).reachNext();
    expect(c.it.visit!.stage).toBe('county-approval');
    expect(refused(c, reviewer)).toBe('APPLICATION.NOT_AT_THIS_STAGE');
  });
});

describe('opening a case', () => {
  it('is recorded once per person, and offered no more', () => {
    const c = openedBy(inCounty(), approver);
    const { version } = c.it;
    openedBy(c, approver);
    expect(c.it.version).toBe(version);
    expect(availableCommands(c.it, approver, c.context(approver))).not.toContain('OpenApplication');
    openedBy(c, approver2);
    expect(c.it).toMatchObject({ version: version + 1, openedBy: 'approver-2' });
  });

  it('is possible while it is held, and is forgotten when the case moves on', () => {
    const c = openedBy(hold(inTownship()), reviewer);
    approve(resume(c), reviewer);
    expect(c.it.openedBy).toBeNull();
  });
});
