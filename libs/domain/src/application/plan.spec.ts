import { describe, expect, it } from '@jest/globals';
import { AID, AUTUMN, type Case, inChina, PEOPLE } from './application.fixtures.js';
import {
  approve,
  hold,
  inCounty,
  inNotice,
  inTownship,
  object,
  recall,
  resolve,
  resume,
  returnTo,
  WAYS,
} from './journeys.fixtures.js';
import { PHASES } from './state.js';

const { system, reviewer, approver } = PEOPLE;
const MONDAY = { now: inChina('2026-09-14T10:00:00') };

/** The next so many moments of the case, each as `key at local time`. */
function moments(c: Case, count: number): string[] {
  return Array.from({ length: count }, () => {
    const { key, at } = c.next!;
    c.reachNext();
    return `${key} ${new Date(at + 8 * 3_600_000).toISOString().slice(5, 16)}`;
  });
}

describe('what happens to an application by itself', () => {
  it('an office is reminded at half time, the day before, at the deadline and then each working day', () => {
    expect(moments(inCounty(MONDAY), 6)).toEqual([
      '2/half-time 09-17T08:30',
      '2/before-deadline 09-18T08:30',
      '2/at-deadline 09-20T17:30',
      '2/overdue:1 09-21T08:30',
      '2/escalated 09-22T08:30',
      '2/overdue:3 09-23T08:30',
    ]);
  });

  it('a reminder carries who is told, and changes nothing that is decided', () => {
    const c = inCounty(MONDAY).reachNext();
    expect(c.history.at(-1)).toMatchObject({
      actor: system.person,
      event: { type: 'ReminderCameDue', visit: 2, moment: 'half-time', audiences: ['office'] },
    });
  });

  it('after an outage one reminder comes, the latest, to everybody the missed ones were for', () => {
    const c = inCounty(MONDAY).at('2026-09-22T12:00:00');
    c.give(system, { type: 'ReachMoment', moment: c.next!.key });
    expect(c.history.at(-1)!.event).toMatchObject({
      moment: 'escalated',
      audiences: ['office', 'supervisor', 'level-above'],
    });
    expect(c.next!.key).toBe('2/overdue:3');
  });

  it('a public notice closes at its end, and nobody is reminded of it', () => {
    expect(moments(inNotice(MONDAY), 1)).toEqual(['3/close 09-20T17:30']);
  });

  it('nothing, in a phase that waits for a person outside or for the bank, and at the end', () => {
    const planned = PHASES.filter((phase) => WAYS[phase]().next !== null);
    expect(planned).toEqual(['in-review', 'in-public-notice', 'awaiting-payment']);
  });

  it('nothing while the clock stands still', () => {
    expect([hold(inCounty()).next, object(inNotice()).next, returnTo(inCounty(), approver).next]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a claim that a moment has come', () => {
  it('too early is refused, and says when', () => {
    const c = inCounty(MONDAY);
    const { key, at } = c.next!;
    c.now = at - 1;
    expect(c.ask(system, { type: 'ReachMoment', moment: key })).toEqual({
      ok: false,
      rejection: { code: 'PLAN.MOMENT_NOT_DUE', params: { moment: key, at } },
    });
  });

  it('of another moment, another visit or one that has passed is refused', () => {
    const c = inCounty(MONDAY);
    const { key } = c.next!;
    c.reachNext().at('2026-12-01T00:00:00');
    for (const moment of [key, '1/at-deadline', '2/close', '2/at-deadline', 'half-time', '']) {
      expect(c.refusal(system, { type: 'ReachMoment', moment })).toBe('PLAN.MOMENT_NOT_PLANNED');
    }
  });
});

describe('a moment comes due once per visit', () => {
  it('also after the visit was held and goes on with less time', () => {
    const c = inCounty(MONDAY).reachNext().reachNext();
    expect(c.it.lastMoment).toBe('before-deadline');
    hold(c.at('2026-09-18T09:00:00'));
    resume(c.at('2026-09-21T07:00:00'));
    expect(moments(c, 2)).toEqual(['2/at-deadline 09-22T17:30', '2/overdue:1 09-23T08:30']);
  });

  it('also after a late visit was held', () => {
    const c = inCounty(MONDAY).reachNext().reachNext().reachNext();
    resume(hold(c.at('2026-09-20T18:00:00')).at('2026-09-21T09:00:00'));
    expect(c.it.visit!.dueAt).toBe(inChina('2026-09-21T17:30:00'));
    expect(moments(c, 1)).toEqual(['2/overdue:1 09-22T08:30']);
  });

  it('also after a decision was taken back', () => {
    const c = inTownship(MONDAY).reachNext();
    expect(c.it.lastMoment).toBe('before-deadline');
    recall(approve(c, reviewer), reviewer);
    expect(c.next!.key).toBe('1/at-deadline');
  });

  it('and a notice that stood still closes once, later', () => {
    const c = resolve(object(inNotice(MONDAY).at('2026-09-18T10:00:00')).at('2026-09-28T10:00:00'), false);
    expect(moments(c, 1)).toEqual(['3/close 09-29T17:30']);
  });
});

describe('a newer calendar', () => {
  const newer = { ...AUTUMN, version: 'newer', holidays: [...AUTUMN.holidays, '2026-09-17'] };

  it('moves a running deadline by an event that names it, and only once', () => {
    const c = inCounty(MONDAY);
    c.calendar = newer;
    c.give(system, { type: 'MoveDeadline' });
    expect(c.it.visit).toMatchObject({
      dueAt: inChina('2026-09-21T17:30:00'),
      calendarVersion: 'newer',
      provisional: false,
    });
    const { version } = c.it;
    c.give(system, { type: 'MoveDeadline' });
    expect(c.it.version).toBe(version);
  });

  it('makes a provisional deadline a firm one', () => {
    const c = inCounty({ now: inChina('2026-12-29T09:00:00') });
    expect(c.it.visit).toMatchObject({ dueAt: inChina('2027-01-05T17:30:00'), provisional: true });
    c.calendar = {
      ...AUTUMN,
      version: 'with-2027',
      publishedYears: [2026, 2027],
      holidays: [...AUTUMN.holidays, '2027-01-01'],
    };
    c.give(system, { type: 'MoveDeadline' });
    expect(c.it.visit).toMatchObject({ dueAt: inChina('2027-01-06T17:30:00'), provisional: false });
  });

  it('that leaves the deadline where it was is no event', () => {
    const c = inCounty(MONDAY);
    const { version } = c.it;
    c.calendar = { ...AUTUMN, version: 'same-days' };
    expect(c.give(system, { type: 'MoveDeadline' }).it.version).toBe(version);
  });

  it('counts for a held case when it goes on', () => {
    const c = hold(inCounty(MONDAY).at('2026-09-15T09:00:00'));
    c.calendar = newer;
    resume(c);
    expect(c.it.visit).toMatchObject({ dueAt: inChina('2026-09-21T17:30:00'), calendarVersion: 'newer' });
  });

  it('brings no moment twice', () => {
    const c = inCounty(MONDAY).reachNext();
    c.calendar = newer;
    c.give(system, { type: 'MoveDeadline' });
    expect(moments(c, 2)).toEqual(['2/before-deadline 09-20T08:30', '2/at-deadline 09-21T17:30']);
  });
});

describe('limits in plain time', () => {
  it('are reminded in their own unit', () => {
    const route = AID.route.map((stage) => ({ ...stage, limit: { duration: 'PT8S' } }));
    const c = inCounty({ ...MONDAY, programme: { ...AID, route } });
    const openedAt = c.now;
    const seconds = Array.from({ length: 4 }, () => {
      const { key, at } = c.next!;
      c.reachNext();
      return [key, (at - openedAt) / 1_000];
    });
    expect(seconds).toEqual([
      ['2/half-time', 4],
      ['2/before-deadline', 6],
      ['2/at-deadline', 8],
      ['2/overdue:1', 16],
    ]);
  });
});
