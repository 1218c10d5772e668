import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadRegistry, loadRoll, type Persistence } from '#persistence';
import { idNumber } from '../factories/id-numbers.js';
import { testPersistence } from '../factories/persistence.js';
import { COUNTY, SCHOOL, smallCounty, TOWNSHIP } from '../factories/small-county.js';

let persistence: Persistence;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ persistence, close } = await testPersistence());
  await smallCounty(persistence, 1);
}, 60_000);
afterAll(() => close());

const OPTIONS = { county: COUNTY, takenOn: '2026-09-02' };
const mother = { name: '沈秀', idNumber: idNumber('19880307', 701) };
const household = { householdNumber: 'H701', category: '建档立卡户', townshipCode: TOWNSHIP };
const birthDates = async () =>
  (
    await persistence.db.query<{ birthDate: string | null }>(
      't-birth-dates',
      'SELECT birth_date AS "birthDate" FROM persons WHERE name = $1',
      [mother.name],
    )
  ).map(({ birthDate }) => birthDate);

describe('A member of a household that was loaded before', () => {
  it('is given the birth date that was missing, and nobody is there twice', async () => {
    await loadRegistry(persistence, [{ ...household, ...mother }], OPTIONS);
    await persistence.db.query('t-forget', 'UPDATE persons SET birth_date = NULL WHERE name = $1', [mother.name]);
    await loadRegistry(persistence, [{ ...household, ...mother }], OPTIONS);
    expect(await birthDates()).toEqual(['1988-03-07']);
  });

  it('keeps the birth date and the name that the roll has', async () => {
    const schooling = { schoolCode: SCHOOL, schoolStage: 'primary', grade: '四年级', className: '1班' } as const;
    const pupil = { ...mother, ...schooling, rollNumber: 'G701', sex: '女', birthDate: '1988-03-08', boarding: true };
    await loadRoll(persistence, [pupil], OPTIONS);
    await loadRegistry(persistence, [{ ...household, ...mother, name: '沈 秀' }], OPTIONS);
    expect(await birthDates()).toEqual(['1988-03-08']);
  });
});
