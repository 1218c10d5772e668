import { describe, expect, it } from '@jest/globals';
import { applicationOutcome, type CarriedItem } from './application-outcome.js';

const item = (name: string, state: CarriedItem['state'], reason: string | null = null): CarriedItem => ({
  item: name,
  instalment: 1,
  state,
  reason,
});

describe('what an application comes to', () => {
  it('paid only when all its lines are paid', () => {
    expect(applicationOutcome([item('care', 'paid'), item('living', 'paid')])).toEqual({ outcome: 'paid' });
  });

  it('nothing yet while one line is unknown, even if another failed', () => {
    expect(applicationOutcome([item('care', 'failed'), item('living', 'unknown')])).toBeNull();
    expect(applicationOutcome([item('care', 'paid'), item('living', 'pending')])).toBeNull();
  });

  it('failed when one came back, naming what arrived so that it is not paid again', () => {
    expect(applicationOutcome([item('care', 'failed', 'name-differs'), item('living', 'paid')])).toEqual({
      outcome: 'failed',
      reason: 'name-differs',
      arrived: [{ item: 'living', instalment: 1 }],
    });
  });
});
