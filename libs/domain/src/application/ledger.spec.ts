import { describe, expect, it } from '@jest/globals';
import { AID, type Case, DIRECT, PEOPLE } from './application.fixtures.js';
import {
  appeal,
  approve,
  awaitingPayment,
  freeze,
  inCounty,
  inNotice,
  inTownship,
  object,
  paying,
  recall,
  reject,
  resolve,
  settle,
  WAYS,
  withdraw,
} from './journeys.fixtures.js';
import { ledgerEffect } from './ledger.js';

const { approver, approver2, reviewer, finance, system } = PEOPLE;

/** What each event did to the budget line, in hundreds of yuan, where it did anything. */
const entries = (c: Case) =>
  c.history.flatMap(({ event }) => {
    const { reserved, paid } = ledgerEffect(event);
    return reserved || paid ? [[reserved / 10_000, paid / 10_000]] : [];
  });
const balance = (c: Case) => {
  const effects = c.history.map(({ event }) => ledgerEffect(event));
  return {
    reserved: effects.reduce((sum, e) => sum + e.reserved, 0),
    paid: effects.reduce((sum, e) => sum + e.paid, 0),
  };
};
const SPENT = { reserved: 0, paid: 100_000 };
const NOTHING = { reserved: 0, paid: 0 };

describe('the budget line', () => {
  it('is reserved with the last approval and becomes paid with the money', () => {
    const c = settle(paying(), 'paid');
    expect(entries(c)).toEqual([
      [10, 0],
      [-10, 10],
    ]);
    expect(balance(c)).toEqual(SPENT);
  });

  it('is reserved once where a notice stands between the reviews', () => {
    const [township, county, notice, payment] = AID.route;
    const programme = { ...AID, route: [township!, { ...notice!, key: 'first-notice' }, county!, notice!, payment!] };
    const c = approve(inTownship({ programme }), reviewer);
    expect(balance(c)).toEqual(NOTHING);
    approve(c.reachNext(), approver);
    expect(balance(c).reserved).toBe(100_000);
    settle(freeze(c.reachNext()), 'paid');
    expect(balance(c)).toEqual(SPENT);
  });

  it('is not touched by an objection upheld before the last review', () => {
    const [township, county, notice, payment] = AID.route;
    const programme = { ...AID, route: [township!, { ...notice!, key: 'first-notice' }, county!, notice!, payment!] };
    const c = resolve(object(approve(inTownship({ programme }), reviewer)), true);
    expect(c.it.visit!.stage).toBe('township-review');
    expect(balance(c)).toEqual(NOTHING);
  });

  it('gets back what an upheld objection frees, and then gives it once more', () => {
    const c = resolve(object(inNotice()), true);
    expect(balance(c)).toEqual(NOTHING);
    settle(freeze(approve(c, approver).reachNext()), 'paid');
    expect(entries(c)).toEqual([
      [10, 0],
      [-10, 0],
      [10, 0],
      [-10, 10],
    ]);
  });

  it.each<[string, () => Case]>([
    ['a recall of the last approval', () => recall(inNotice(), approver)],
    ['a recall while it waits for money', () => recall(WAYS['awaiting-funds'](), approver)],
    ['a withdrawal during the notice', () => withdraw(inNotice())],
    ['a withdrawal under an objection', () => withdraw(object(inNotice()))],
    ['a withdrawal from review after an upheld objection', () => withdraw(resolve(object(inNotice()), true))],
    ['a withdrawal while it waits for money', () => withdraw(WAYS['awaiting-funds']())],
    ['a withdrawal while it waits for payment', () => withdraw(awaitingPayment())],
    ['a withdrawal after the bank sent the money back', () => withdraw(settle(paying(), 'failed'))],
    ['a withdrawal of a returned one', () => withdraw(WAYS.returned())],
    ['a rejection after an upheld objection', () => reject(resolve(object(inNotice()), true), approver)],
    ['a second rejection, after the appeal', () => reject(appeal(reject(inCounty(), approver)), approver2)],
  ])('holds nothing after %s', (_, way) => {
    const c = way();
    expect(balance(c)).toEqual(NOTHING);
    expect(c.it.reservedFen).toBe(0);
  });

  it('keeps its promise through a bank return and pays once', () => {
    const c = settle(paying(), 'failed');
    expect(balance(c)).toEqual({ reserved: 100_000, paid: 0 });
    c.give(finance, { type: 'ReissuePayment' });
    settle(freeze(c, 'second'), 'paid');
    expect(balance(c)).toEqual(SPENT);
  });

  it('pays what arrived, and the rest with the next batch', () => {
    const c = paying();
    c.give(system, {
      type: 'SettlePayment',
      batch: c.it.batch!,
      outcome: 'failed',
      reason: 'account-closed',
      arrived: [{ item: 'meals', instalment: 1 }],
    });
    expect(balance(c)).toEqual({ reserved: 50_000, paid: 50_000 });
    c.give(finance, { type: 'ReissuePayment' });
    settle(freeze(c, 'second'), 'paid');
    expect(entries(c)).toEqual([
      [10, 0],
      [-5, 5],
      [-5, 5],
    ]);
    expect(balance(c)).toEqual(SPENT);
  });

  it('keeps its promise when a batch is called off', () => {
    const c = paying();
    c.give(system, { type: 'Unfreeze', batch: c.it.batch! });
    expect(balance(c)).toEqual({ reserved: 100_000, paid: 0 });
  });

  it('is the same for a school directly under the county', () => {
    const c = approve(inCounty({ place: DIRECT }), approver).reachNext();
    expect(balance(settle(freeze(c), 'paid'))).toEqual(SPENT);
  });
});
