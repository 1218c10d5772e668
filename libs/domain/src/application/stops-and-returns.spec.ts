import { describe, expect, it } from '@jest/globals';
import { AID, AUTUMN, type Case, CHILD, DAY, inChina, PEOPLE, person, withFacts } from './application.fixtures.js';
import type { ApplicationCommand } from './commands.js';
import {
  approve,
  confirm,
  draft,
  hold,
  inCounty,
  inNotice,
  object,
  resolve,
  resubmit,
  resume,
  returnTo,
  submit,
} from './journeys.fixtures.js';
import { taskOf } from './projections.js';

const { system, reviewer, reviewer2, approver, approver2, clerk } = PEOPLE;
const stagesOf = (c: Case) => c.it.route.map((stage) => stage.stage);
const dueOn = (c: Case) => new Date(c.it.visit!.dueAt + 8 * 3_600_000).toISOString().slice(0, 16);

describe('a case that stops and goes on', () => {
  it('keeps, when held, the days that were left', () => {
    const c = inCounty({ now: inChina('2026-09-14T10:00:00') }).at('2026-09-16T10:00:00');
    hold(c);
    expect(c.it.clock).toEqual({ running: false, because: 'held', remainder: { workingDays: 3 } });
    resume(c.later(14 * DAY));
    expect(dueOn(c)).toBe('2026-10-10T17:30');
    expect(c.it).toMatchObject({ held: null, clock: { running: true }, visit: { no: 2 } });
  });

  it('is decided by nobody while it is held', () => {
    const c = hold(inCounty());
    expect(taskOf(c.it)).toMatchObject({ stopped: true, role: 'approver' });
    expect(c.refusal(approver, { type: 'ApproveApplication', revision: c.it.revision })).toBe('APPLICATION.ON_HOLD');
    expect(c.refusal(system, { type: 'MoveDeadline' })).toBe('APPLICATION.ON_HOLD');
  });

  it('stands still while an objection is heard, and goes on with the rest when it is dismissed', () => {
    const c = inNotice({ now: inChina('2026-09-14T10:00:00') }).at('2026-09-15T11:00:00');
    object(c);
    expect(c.it).toMatchObject({ clock: { because: 'objection', remainder: { workingDays: 4 } } });
    expect(c.next).toBeNull();
    c.at('2026-10-12T09:00:00');
    resolve(c, false);
    expect(c.it).toMatchObject({ phase: 'in-public-notice', objection: null, visit: { no: 3 }, reservedFen: 100_000 });
    expect(dueOn(c)).toBe('2026-10-16T17:30');
  });

  it('goes back to the last review, without its money, when the objection is upheld', () => {
    const c = resolve(object(inNotice()), true);
    expect(c.it).toMatchObject({
      phase: 'in-review',
      visit: { no: 4, stage: 'county-approval' },
      reservedFen: 0,
      objection: null,
    });
    approve(c, approver);
    expect(c.it).toMatchObject({ phase: 'in-public-notice', visit: { no: 5 }, reservedFen: 100_000 });
  });

  it('is resolved only for the objection that was raised', () => {
    const c = object(inNotice());
    expect(c.refusal(reviewer2, { type: 'ResolveObjection', objection: 'another', upheld: true })).not.toBeNull();
  });
});

describe('a returned application', () => {
  const returned = () =>
    returnTo(inCounty({ now: inChina('2026-09-14T10:00:00') }).at('2026-09-16T10:00:00'), approver);

  it('names items from the programme’s list, and at least one', () => {
    const c = inCounty();
    const command = (items: string[]) => ({ type: 'ReturnApplication', revision: c.it.revision, items }) as const;
    expect(c.refusal(approver, command([]))).toBe('APPLICATION.ITEMS_MISSING');
    expect(c.refusal(approver, command(['shoe-size']))).toBe('APPLICATION.ITEM_UNKNOWN');
  });

  it('waits at the school with its clock stopped, and the school changes only what was named', () => {
    const c = returned();
    expect(c.it.clock).toEqual({ running: false, because: 'returned', remainder: { workingDays: 3 } });
    expect(taskOf(c.it)).toMatchObject({ office: c.place.school, role: 'clerk', stage: 'correction' });
    expect(c.next).toBeNull();
    const command: ApplicationCommand = {
      type: 'ResubmitApplication',
      revision: c.it.revision,
      changed: ['bank-card'],
    };
    expect(c.refusal(clerk, command)).toBe('APPLICATION.ITEM_NOT_RETURNED');
  });

  it('comes back, with the same amount, to who returned it and with the time that was left', () => {
    const c = returned().at('2026-09-21T09:00:00');
    resubmit(c);
    expect(c.it).toMatchObject({
      phase: 'in-review',
      visit: { no: 3, stage: 'county-approval', limit: { workingDays: 3 } },
      returned: null,
    });
    expect(dueOn(c)).toBe('2026-09-24T17:30');
    approve(c, approver);
    expect(c.it.phase).toBe('in-public-notice');
  });

  it('with no time left is due at the next close of work, or at once where limits are plain time', () => {
    const late = inCounty().at('2026-09-22T09:00:00');
    resubmit(returnTo(late, approver).at('2026-09-26T09:00:00'));
    expect(dueOn(late)).toBe('2026-09-28T17:30');

    const route = AID.route.map((stage) => ({ ...stage, limit: { duration: 'PT10S' } }));
    const seconds = inCounty({ programme: { ...AID, route } }).later(60_000);
    resubmit(returnTo(seconds, approver).later(5_000));
    expect(seconds.it.visit!.dueAt).toBe(seconds.now);
    expect(seconds.next).toEqual({ key: '3/at-deadline', at: seconds.now });
  });

  it('with another amount goes through every stage again, the earlier people at their own', () => {
    const c = returned();
    c.subject = withFacts(CHILD, { boarding: false });
    resubmit(c, ['boarding']);
    expect(c.it).toMatchObject({
      phase: 'in-review',
      amountFen: 75_000,
      visit: { no: 3, stage: 'township-review', limit: { workingDays: 3 } },
    });
    approve(approve(c, reviewer), approver);
    expect(c.it.reservedFen).toBe(75_000);
  });

  it('comes back with what the school says of it, and with what roll and registry say by then', () => {
    const c = returned();
    c.subject = withFacts(CHILD, { boarding: false });
    const note = { id: 'text-1', commitment: 'c0ffee' };
    c.give(clerk, { type: 'ResubmitApplication', revision: c.it.revision, changed: ['boarding'], note });
    const { schoolStage, grade, householdType, specialCategory } = CHILD.facts;
    expect(c.history.at(-1)!.event).toMatchObject({
      type: 'ApplicationResubmitted',
      basis: { schoolStage, grade, boarding: false, householdType, specialCategory },
      note,
    });
  });

  it('with an amount that calls for another stage passes that stage', () => {
    const extra = { ...AID.route[1]!, key: 'large-amounts', when: { amountAboveFen: 80_000 } };
    const route = [...AID.route.slice(0, 2), extra, ...AID.route.slice(2)];
    const c = draft({ programme: { ...AID, route } });
    c.state = null;
    c.subject = withFacts(CHILD, { boarding: false });
    c.give(clerk, c.draftCommand());
    returnTo(confirm(submit(c)), reviewer);
    expect(stagesOf(c)).not.toContain('large-amounts');
    c.subject = CHILD;
    resubmit(c, ['boarding']);
    expect(stagesOf(c)).toContain('large-amounts');
    approve(approve(c, reviewer), approver);
    expect(c.it).toMatchObject({ phase: 'in-review', visit: { stage: 'large-amounts' }, reservedFen: 0 });
  });

  it('is not resubmitted where nothing is due any more, or the card for the new lines is missing', () => {
    const c = returned();
    c.subject = withFacts(CHILD, { boarding: false, grade: '四年级' });
    const command: ApplicationCommand = { type: 'ResubmitApplication', revision: c.it.revision, changed: [] };
    expect(c.refusal(clerk, command)).toBe('APPLICATION.NOT_ELIGIBLE');
    c.subject = { ...CHILD, hasCard: false };
    expect(c.refusal(clerk, command)).toBe('APPLICATION.CARD_MISSING');
  });
});

describe('what its author did not see', () => {
  it('is not decided on: the revision must be the current one', () => {
    const c = inCounty();
    const seen = c.it.revision;
    hold(c);
    resume(c);
    expect(c.refusal(approver, { type: 'ApproveApplication', revision: seen })).toBe('STREAM.REVISION_STALE');
  });

  it('does not include openings, reminders and a moved deadline: they leave a decision valid', () => {
    const c = inCounty();
    const seen = c.it.revision;
    c.give(approver2, { type: 'OpenApplication' }).reachNext();
    c.calendar = { ...AUTUMN, version: 'next', holidays: [...AUTUMN.holidays, '2026-09-17'] };
    c.give(system, { type: 'MoveDeadline' });
    expect(c.history.slice(-3).map((e) => e.event.type)).toEqual([
      'ApplicationOpened',
      'ReminderCameDue',
      'DeadlineMoved',
    ]);
    c.give(approver, { type: 'ApproveApplication', revision: seen });
  });

  it('is hidden from another office even when the revision is wrong', () => {
    const stranger = person('stranger', '990102', 'approver');
    expect(inCounty().refusal(stranger, { type: 'ApproveApplication', revision: 0 })).toBe(
      'ACCESS.OUT_OF_JURISDICTION',
    );
  });
});
