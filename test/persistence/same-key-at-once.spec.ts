import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type CommandRequest, newId, Persistence, sha256Hex } from '#persistence';
import { testPersistence } from '../factories/persistence.js';
import { COUNTY, PERIOD, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';

jest.setTimeout(60_000);

/** As often as the two have to meet for each to have come first at every statement. */
const MEETINGS = 30;

describe('something new, asked for twice at once under one key of two processes', () => {
  let one: Persistence;
  let other: Persistence;
  let county: SmallCounty;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const opened = await testPersistence();
    one = opened.persistence;
    other = new Persistence({ url: opened.database.url, keys: process.env.ZHUDAO_KEYS! });
    close = async () => {
      await other.close();
      await opened.close();
    };
    county = await smallCounty(one, MEETINGS);
  });
  afterAll(() => close());

  async function bothTimes(requests: (again: number) => readonly [CommandRequest, CommandRequest]) {
    for (let again = 0; again < MEETINGS; again++) {
      const [first, second] = requests(again);
      const answers = await Promise.all([one.door.execute(first), other.door.execute(second)]);
      expect(answers.map(({ results }) => results[0])).toMatchObject([{ ok: true }, { ok: true }]);
      expect(answers[0].command).toBe(answers[1].command);
      expect(answers.filter(({ replayed }) => replayed)).toHaveLength(1);
    }
  }

  it('is made once, and both get the first answer, where both know its id', async () => {
    const { actor, postId: post } = county.staff.finance;
    const { code, version } = county.programme();
    await bothTimes(() => {
      const id = newId();
      const command = {
        type: 'CreatePaymentBatch' as const,
        programme: { code, version },
        period: PERIOD,
        office: COUNTY,
      };
      const request = {
        actor,
        post,
        key: id,
        requestHash: sha256Hex(id),
        commands: [{ kind: 'payment-batch', id, command }],
      } as const;
      return [request, request];
    });
  });

  it('is made once, and both get the first answer, where each has made up an id', async () => {
    const { actor, postId: post } = county.staff.clerk;
    const { code, version } = county.programme();
    const children = county.children.filter((child) => child.school === SCHOOL);
    await bothTimes((again) => {
      const command = {
        type: 'DraftApplication' as const,
        programme: { code, version },
        period: PERIOD,
        subject: children[again]!.personId,
        place: county.place(SCHOOL),
        items: [{ item: 'boarding', instalment: 1, amountFen: 50_000, payee: 'household-card' as const }],
        basis: {
          schoolStage: 'primary' as const,
          grade: '四年级',
          boarding: true,
          householdType: null,
          specialCategory: null,
        },
        checkedAgainst: { roll: county.rollSnapshot, registry: county.registrySnapshot },
        flags: [],
      };
      const key = `child ${again}`;
      const request = (id: string): CommandRequest => ({
        actor,
        post,
        key,
        requestHash: sha256Hex(key),
        commands: [{ kind: 'application', id, command }],
      });
      return [request(newId()), request(newId())];
    });
  });
});
