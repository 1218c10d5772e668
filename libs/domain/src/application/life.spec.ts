import { describe, expect, it } from '@jest/globals';
import { AID, type Case, CHILD, DIRECT, inChina, PEOPLE, withFacts } from './application.fixtures.js';
import {
  appeal,
  approve,
  awaitingPayment,
  BATCH,
  confirm,
  draft,
  freeze,
  hold,
  inCounty,
  inNotice,
  inTownship,
  paying,
  reject,
  settle,
  submit,
  WAYS,
  withdraw,
} from './journeys.fixtures.js';
import { taskOf } from './projections.js';

const { system, reviewer, approver, approver2, clerk, head, finance } = PEOPLE;
const stagesOf = (c: Case) => c.it.route.map((stage) => stage.stage);
const dueOn = (c: Case) => new Date(c.it.visit!.dueAt + 8 * 3_600_000).toISOString().slice(0, 16);

describe('an application travels from school to paid', () => {
  it('through each office in turn, and the money follows', () => {
    const c = draft();
    expect(c.it).toMatchObject({ phase: 'draft', amountFen: 100_000, submission: null, visit: null });
    submit(c);
    expect(c.it.phase).toBe('submitted');
    confirm(c);
    expect(c.it).toMatchObject({
      phase: 'in-review',
      visit: { no: 1, stage: 'township-review', office: '99010101', role: 'reviewer' },
    });
    approve(c, reviewer);
    expect(c.it).toMatchObject({
      phase: 'in-review',
      visit: { no: 2, stage: 'county-approval', office: '990101' },
      reservedFen: 0,
    });
    approve(c, approver);
    expect(c.it).toMatchObject({ phase: 'in-public-notice', visit: { no: 3 }, reservedFen: 100_000 });
    expect(taskOf(c.it)).toBeNull();
    c.reachNext();
    expect(c.it).toMatchObject({ phase: 'awaiting-payment', visit: { no: 4, role: 'finance' } });
    freeze(c);
    expect(c.it).toMatchObject({ phase: 'paying', batch: BATCH, visit: null });
    settle(c, 'paid');
    expect(c.it).toMatchObject({ phase: 'paid', reservedFen: 0, batch: BATCH });
    expect(c.history.map((e) => e.event.type)).toEqual([
      'ApplicationDrafted',
      'ApplicationSubmitted',
      'ApplicationConfirmed',
      'ApplicationApproved',
      'ApplicationApproved',
      'PublicNoticeClosed',
      'ApplicationFrozenForPayment',
      'ApplicationPaid',
    ]);
  });

  it('by deadlines that count working days: three for the township, five for the county', () => {
    const c = inTownship({ now: inChina('2026-09-18T10:00:00') });
    expect(dueOn(c)).toBe('2026-09-22T17:30');
    c.at('2026-09-23T10:00:00');
    approve(c, reviewer);
    expect(dueOn(c)).toBe('2026-10-08T17:30');
    expect(c.history.at(-1)!.event).toMatchObject({ late: true });
  });

  it('of a school directly under the county without the township', () => {
    const c = inTownship({ place: DIRECT });
    expect(stagesOf(c)).toEqual(['county-approval', 'public-notice', 'payment']);
    approve(c, approver).reachNext();
    expect(c.it.phase).toBe('awaiting-payment');
  });

  it('at once into review where the programme asks no confirmation of the head', () => {
    const c = draft({ programme: { ...AID, options: { headConfirms: false } } });
    submit(c);
    expect(c.it).toMatchObject({ phase: 'in-review', visit: { no: 1, stage: 'township-review' } });
    expect(c.it.acts).toEqual([{ person: 'clerk', stage: 'school-submission' }]);
  });

  it('past stages that only large amounts pass', () => {
    const route = AID.route.map((s) => (s.key === 'township-review' ? { ...s, when: { amountAboveFen: 100_000 } } : s));
    expect(stagesOf(inTownship({ programme: { ...AID, route } }))).not.toContain('township-review');
  });

  it('and is not posted before a review that fell away', () => {
    const [township, county, notice, payment] = AID.route;
    const programme = { ...AID, route: [township!, notice!, county!, payment!] };
    expect(stagesOf(inTownship({ programme, place: DIRECT }))).toEqual(['county-approval', 'payment']);
  });
});

describe('the school', () => {
  it('cannot hand in a child that has left, is not entitled, has no card, or cannot be looked up', () => {
    const c = draft();
    const refused = (subject: Case['subject']) => {
      c.subject = subject;
      const decision = c.ask(clerk, { type: 'SubmitApplication', submission: BATCH });
      return decision.ok ? null : [decision.rejection.code, decision.rejection.params?.reasons];
    };
    expect(refused(null)).toEqual(['APPLICATION.NOT_ENROLLED', undefined]);
    expect(refused({ ...CHILD, enrolledAt: '99010101003' })).toEqual(['APPLICATION.NOT_ENROLLED', undefined]);
    expect(refused(withFacts(CHILD, { householdType: null }))).toEqual(['APPLICATION.NOT_ELIGIBLE', ['registered']]);
    expect(refused({ ...CHILD, hasCard: false })).toEqual(['APPLICATION.CARD_MISSING', undefined]);
    expect(refused(CHILD)).toBeNull();
  });

  it('cannot hand in an application for nothing', () => {
    const c = draft();
    c.subject = withFacts(CHILD, { boarding: false, grade: '六年级' });
    expect(c.ask(clerk, { type: 'SubmitApplication', submission: BATCH })).toMatchObject({
      ok: false,
      rejection: { code: 'APPLICATION.NOT_ELIGIBLE', params: { reasons: ['nothing-due'] } },
    });
  });

  it('’s head sends a submission back: it is a draft again, and nobody has acted', () => {
    const c = submit(draft());
    c.give(head, { type: 'SendApplicationBackToDraft', submission: c.it.submission! });
    expect(c.it).toMatchObject({ phase: 'draft', submission: null, route: [], acts: [] });
    confirm(submit(c));
    expect(c.it.phase).toBe('in-review');
  });

  it('’s head confirms only what is part of the submission before them', () => {
    const c = submit(draft());
    for (const type of ['ConfirmApplication', 'SendApplicationBackToDraft'] as const) {
      expect(c.refusal(head, { type, submission: 'another' })).toBe('APPLICATION.NOT_IN_THIS_SUBMISSION');
    }
  });

  it('withdraws until the application is frozen for payment, and nothing of it stays open', () => {
    const c = withdraw(hold(inNotice()));
    expect(c.it).toMatchObject({
      phase: 'withdrawn',
      visit: null,
      held: null,
      clock: { running: true },
      reservedFen: 0,
    });
    expect(paying().refusal(clerk, { type: 'WithdrawApplication' })).toBe('APPLICATION.NOT_AT_THIS_STAGE');
  });
});

describe('a rejected application', () => {
  it('needs a reason from the programme’s list', () => {
    const c = inCounty();
    const command = { type: 'RejectApplication', revision: c.it.revision, reason: 'does not please me' } as const;
    expect(c.refusal(approver, command)).toBe('APPLICATION.REASON_UNKNOWN');
  });

  it('is appealed once, to other people of the stage that rejected it', () => {
    const c = appeal(reject(inCounty(), approver));
    expect(c.it).toMatchObject({ phase: 'in-review', visit: { no: 3, stage: 'county-approval' }, appealed: true });
    expect(c.refusal(approver, { type: 'ApproveApplication', revision: c.it.revision })).toBe(
      'ACCESS.BARRED_BY_APPEAL',
    );
    expect(taskOf(c.it)!.barred).toContain('approver');
    reject(c, approver2);
    expect(c.refusal(head, { type: 'AppealApplication' })).toBe('APPLICATION.ALREADY_APPEALED');
  });

  it('goes on to paid where the appeal succeeds', () => {
    const c = approve(appeal(reject(inCounty(), approver)), approver2).reachNext();
    settle(freeze(c), 'paid');
    expect(c.it.phase).toBe('paid');
  });
});

describe('money', () => {
  it('that is short lets the application wait; it is posted when the line has money again', () => {
    const c = WAYS['awaiting-funds']();
    expect(c.it).toMatchObject({ phase: 'awaiting-funds', visit: null, reservedFen: 0 });
    expect(c.next).toBeNull();
    c.fundsShort = true;
    expect(c.refusal(system, { type: 'ReserveFunds' })).not.toBeNull();
    c.fundsShort = false;
    c.give(system, { type: 'ReserveFunds' });
    expect(c.it).toMatchObject({ phase: 'in-public-notice', visit: { no: 3 }, reservedFen: 100_000 });
  });

  it('that the bank sent back is issued again in another batch', () => {
    const c = settle(paying(), 'failed');
    expect(c.it).toMatchObject({ phase: 'payment-failed', reservedFen: 100_000 });
    c.give(finance, { type: 'ReissuePayment' });
    expect(c.it).toMatchObject({ phase: 'awaiting-payment', batch: null });
    settle(freeze(c, 'second'), 'paid');
    expect(c.it).toMatchObject({ phase: 'paid', batch: 'second', reservedFen: 0 });
  });

  it('is not sent for a child who left after approval', () => {
    const c = awaitingPayment();
    c.subject = { ...CHILD, enrolledAt: null };
    expect(c.refusal(system, { type: 'FreezeForPayment', batch: BATCH })).toBe('APPLICATION.NOT_ENROLLED');
  });

  it('is settled and freed only by the batch that holds it', () => {
    const c = paying();
    expect(c.refusal(system, { type: 'SettlePayment', batch: 'another', outcome: 'paid' })).toBe(
      'APPLICATION.NOT_IN_THIS_BATCH',
    );
    expect(c.refusal(system, { type: 'Unfreeze', batch: 'another' })).toBe('APPLICATION.NOT_IN_THIS_BATCH');
    c.give(system, { type: 'Unfreeze', batch: BATCH });
    expect(c.it).toMatchObject({ phase: 'awaiting-payment', batch: null, visit: { no: 5 } });
  });
});
