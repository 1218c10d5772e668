import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../access/index.js';
import { type Case, CHILD, PEOPLE, PLACE, person, withFacts } from './application.fixtures.js';
import {
  appeal,
  approve,
  awaitingPayment,
  confirm,
  draft,
  inCounty,
  inTownship,
  reject,
  resubmit,
  returnTo,
  submit,
} from './journeys.fixtures.js';
import { taskOf } from './projections.js';

const { clerk, head, reviewer, reviewer2, approver, approver2 } = PEOPLE;
/** The same person in another of their posts. */
const also = (who: Actor, in_: Actor): Actor => ({ ...who, seat: in_.seat });
/** The person acts in the seat of the one they stand in for. */
const standingIn = (name: string, for_: Actor): Actor => ({ person: name, onBehalfOf: for_.person, seat: for_.seat });
const approving = (c: Case, by: Actor) => c.refusal(by, { type: 'ApproveApplication', revision: c.it.revision });
const FOUR_EYES = 'ACCESS.FOUR_EYES';

describe('nobody acts at two stages of one application, in whichever post', () => {
  it('the clerk who handed in neither confirms nor reviews', () => {
    expect(
      submit(draft()).refusal(also(clerk, head), {
        type: 'ConfirmApplication',
        submission: submit(draft()).it.submission!,
      }),
    ).toBe(FOUR_EYES);
    expect(approving(inTownship(), also(clerk, reviewer))).toBe(FOUR_EYES);
    expect(approving(inCounty(), also(clerk, approver))).toBe(FOUR_EYES);
  });

  it('the head who confirmed does not review', () => {
    expect(approving(inTownship(), also(head, reviewer))).toBe(FOUR_EYES);
  });

  it('the township’s reviewer does not approve, return or reject for the county', () => {
    const c = inCounty();
    const twice = also(reviewer, approver);
    const { revision } = c.it;
    expect(approving(c, twice)).toBe(FOUR_EYES);
    expect(c.refusal(twice, { type: 'ReturnApplication', revision, items: ['documents'] })).toBe(FOUR_EYES);
    expect(c.refusal(twice, { type: 'RejectApplication', revision, reason: 'not-poor' })).toBe(FOUR_EYES);
    expect(approving(c, approver)).toBeNull();
  });

  it('the refusal says at which stage they had acted, and whose task it is now', () => {
    const c = inCounty();
    expect(c.ask(also(reviewer, approver), { type: 'ApproveApplication', revision: c.it.revision })).toEqual({
      ok: false,
      rejection: {
        code: FOUR_EYES,
        params: { stage: 'county-approval', earlier: 'township-review', office: '990101', role: 'approver' },
      },
    });
  });

  it('the task says beforehand who may not take it', () => {
    expect(taskOf(inCounty().it)!.barred).toEqual(['clerk', 'head', 'reviewer']);
  });

  it('a draft, an opening, a hold and its end count for nothing', () => {
    const c = inTownship();
    c.give(also(approver, reviewer), { type: 'OpenApplication' });
    c.give(also(approver, PEOPLE.townshipSupervisor), {
      type: 'HoldApplication',
      reason: { id: 'x', commitment: 'y' },
    });
    c.give(also(approver, PEOPLE.townshipSupervisor), { type: 'ResumeApplication' });
    expect(approving(approve(c, reviewer), approver)).toBeNull();
  });
});

describe('acting again at the same stage is allowed', () => {
  it('to the one who returned the case', () => {
    expect(approving(resubmit(returnTo(inCounty(), approver)), approver)).toBeNull();
  });

  it('to everybody when it goes through all stages again, and still to nobody at another one', () => {
    const c = returnTo(inCounty(), approver);
    c.subject = withFacts(CHILD, { boarding: false });
    resubmit(c, ['boarding']);
    expect(approving(c, reviewer)).toBeNull();
    expect(approving(c, also(approver, reviewer))).toBe(FOUR_EYES);
    expect(approving(approve(c, reviewer2), also(reviewer2, approver))).toBe(FOUR_EYES);
  });
});

describe('a delegate counts as both persons', () => {
  it('whoever acted before cannot stand in for somebody at another stage', () => {
    expect(approving(inCounty(), standingIn('reviewer', approver))).toBe(FOUR_EYES);
  });

  it('nobody stands in for somebody who acted at another stage', () => {
    const c = inTownship();
    approve(c, standingIn('deputy', also(approver, reviewer)));
    expect(approving(c, approver)).toBe(FOUR_EYES);
    expect(approving(c, standingIn('fresh', approver))).toBe(FOUR_EYES);
    expect(approving(c, also(person('deputy', '', 'clerk'), approver))).toBe(FOUR_EYES);
    expect(approving(c, approver2)).toBeNull();
  });

  it('the earlier act is kept under both names', () => {
    const c = approve(inTownship(), standingIn('deputy', reviewer));
    expect(c.it.acts.filter((act) => act.stage === 'township-review').map((act) => act.person)).toEqual([
      'deputy',
      'reviewer',
    ]);
  });

  it('a delegate may take back what they decided for somebody, in that seat', () => {
    const deputy = standingIn('deputy', reviewer);
    const c = approve(inTownship(), deputy);
    expect(c.refusal(deputy, { type: 'RecallApplication' })).toBeNull();
    expect(c.refusal(person('deputy', PLACE.school, 'clerk'), { type: 'RecallApplication' })).toBe(
      'ACCESS.WRONG_LEVEL',
    );
  });
});

describe('an appeal is heard by other people', () => {
  const BARRED = 'ACCESS.BARRED_BY_APPEAL';

  it('than whoever decided at that stage, and than those who stand in for them', () => {
    const c = appeal(reject(inCounty(), approver));
    expect(approving(c, approver)).toBe(BARRED);
    expect(approving(c, standingIn('deputy', approver))).toBe(BARRED);
    expect(approving(c, standingIn('approver', approver2))).toBe(BARRED);
    expect(approving(c, approver2)).toBeNull();
  });

  it('than a delegate who rejected, and the one they rejected for', () => {
    const c = appeal(reject(inCounty(), standingIn('deputy', approver)));
    expect(approving(c, approver)).toBe(BARRED);
    expect(approving(c, standingIn('deputy', approver2))).toBe(BARRED);
  });

  it('also when the case comes back to that stage later', () => {
    const c = resubmit(returnTo(appeal(reject(inCounty(), approver)), approver2));
    expect(approving(c, approver)).toBe(BARRED);
    expect(approving(c, approver2)).toBeNull();
  });

  it('but those of other stages decide at theirs: a rejection by the township leaves the county free', () => {
    const c = approve(appeal(reject(inTownship(), reviewer)), reviewer2);
    expect(approving(c, approver)).toBeNull();
    expect(confirm(submit(draft())).it.barredFromAppeal).toEqual([]);
  });
});

describe('payment', () => {
  it('is the machinery’s: no person freezes, settles or frees an application', () => {
    const c = awaitingPayment();
    expect(c.refusal(PEOPLE.finance, { type: 'FreezeForPayment', batch: 'b' })).toBe('ACCESS.WRONG_ROLE');
  });
});
