import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AID, DIRECT, PLACE } from '../application/county.fixtures.js';
import { checkProgramme, type StageSpec } from '../programme/index.js';
import { resolveRoute } from './index.js';

const [TOWNSHIP, COUNTY, NOTICE, PAYMENT] = AID.route as [StageSpec, StageSpec, StageSpec, StageSpec];
const keys = (route: readonly StageSpec[], place = PLACE, amountFen = 100_000) =>
  resolveRoute({ ...AID, route }, place, amountFen).map((stage) => stage.stage);

describe('a route', () => {
  it('names the office that will act at each stage', () => {
    expect(resolveRoute(AID, PLACE, 100_000).map(({ kind, office, role }) => `${kind} ${office}/${role}`)).toEqual([
      'review 99010101/reviewer',
      'review 990101/approver',
      'notice 990101/approver',
      'payment 990101/finance',
    ]);
  });

  it('of a school directly under the county has no township stage', () => {
    expect(keys(AID.route, DIRECT)).toEqual(['county-approval', 'public-notice', 'payment']);
  });

  it('passes a stage for large amounts only above the amount', () => {
    const large = { ...COUNTY, key: 'large', when: { amountAboveFen: 50_000 } };
    const route = [TOWNSHIP, large, COUNTY, NOTICE, PAYMENT];
    expect(keys(route, PLACE, 50_000)).not.toContain('large');
    expect(keys(route, PLACE, 50_001)).toContain('large');
  });

  it('posts nothing that nobody has reviewed', () => {
    expect(keys([TOWNSHIP, NOTICE, COUNTY, PAYMENT], DIRECT)).toEqual(['county-approval', 'payment']);
    expect(keys([TOWNSHIP, NOTICE, COUNTY, PAYMENT])).toEqual([
      'township-review',
      'public-notice',
      'county-approval',
      'payment',
    ]);
  });

  it('of any programme that passes its check begins with a review and ends with its one payment, for every school and amount', () => {
    const stage = fc.record({
      spec: fc.constantFrom(TOWNSHIP, COUNTY, NOTICE, PAYMENT),
      above: fc.option(fc.constantFrom(0, 50_000), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(stage, { maxLength: 5 }),
        fc.boolean(),
        fc.constantFrom(1, 60_000),
        (stages, direct, amountFen) => {
          const middle = stages.map(
            ({ spec, above }, i): StageSpec => ({
              ...spec,
              key: `s${i}`,
              ...(above !== undefined && { when: { amountAboveFen: above } }),
            }),
          );
          const route = [...middle, PAYMENT];
          if (!checkProgramme({ ...structuredClone(AID), route }).ok) return;
          const resolved = resolveRoute({ ...AID, route }, direct ? DIRECT : PLACE, amountFen);
          expect([resolved[0]!.kind, resolved.at(-1)!.kind]).toEqual(['review', 'payment']);
          expect(resolved.filter((r) => r.kind === 'payment')).toHaveLength(1);
        },
      ),
      { numRuns: 500 },
    );
    expect(checkProgramme(structuredClone(AID)).ok).toBe(true);
  });
});
