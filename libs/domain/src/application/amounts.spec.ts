import { describe, expect, it } from '@jest/globals';
import { PEOPLE, withFacts } from './application.fixtures.js';
import { awaitingPayment, BATCH, draft, freeze, submit } from './journeys.fixtures.js';

describe('an amount', () => {
  it('is what roll and registry of the day of submission make it, not of the day of the draft', () => {
    const c = draft();
    const drafted = c.it.amountFen;
    c.subject = withFacts(c.subject!, { boarding: !c.subject!.facts.boarding });
    submit(c);
    expect(c.it.amountFen).not.toBe(drafted);
    expect(c.it.items.reduce((sum, line) => sum + line.amountFen, 0)).toBe(c.it.amountFen);
  });

  it('that is no longer what the child is due is not paid', () => {
    const c = awaitingPayment();
    c.subject = withFacts(c.subject!, { boarding: !c.subject!.facts.boarding });
    expect(c.ask(PEOPLE.system, { type: 'FreezeForPayment', batch: BATCH })).toMatchObject({
      rejection: { code: 'APPLICATION.NOT_ELIGIBLE', params: { reasons: ['amount-changed'] } },
    });
    c.subject = withFacts(c.subject!, { boarding: !c.subject!.facts.boarding });
    expect(freeze(c).it.phase).toBe('paying');
  });
});
