import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRoster, type RollEntry, type RosterReference, rosterIdNumbers } from './check-roster.js';
import { findOtherSchool } from './other-school.js';
import { confirmAsPassbook, REJECT_CODES, type RejectCode } from './outcome.js';
import {
  CARD,
  type Child,
  child,
  idNumberOf,
  OTHER_SCHOOL,
  OWN_SCHOOL,
  referenceWith,
  rowsOf,
} from './roster.fixtures.js';

const WRONG_CARD = `${CARD.slice(0, -1)}4`;

function check(changes: Partial<Child>, reference: Partial<RosterReference> = {}) {
  const [outcome] = checkRoster(rowsOf(child(changes)), referenceWith(reference));
  if (!outcome) throw new Error('no outcome');
  return outcome;
}

const entry = (changes: Partial<RollEntry> = {}): RollEntry => ({
  ...{ rollNumber: 'G1', name: '沈成娥', schoolCode: OWN_SCHOOL, grade: '三年级', boarding: true },
  ...changes,
});

describe('a child on the roll and in the registry', () => {
  it('is accepted, and known by roll number, household and category', () => {
    const { outcome, subject, household, values } = check({});
    expect(outcome).toBe('accept');
    expect(subject).toEqual({ rollNumber: 'G1' });
    expect(household).toEqual({ householdNumber: 'H1', category: '建档立卡户' });
    expect(values).toMatchObject({ name: '沈成娥', birthDate: '2017-01-20', boarding: true, category: '建档立卡户' });
  });

  it.each(['建档立卡户', '脱贫户', '原建档立卡户', '建档立卡贫困户', ' 脱贫户 ', '建档立卡户（脱贫）'])(
    'is plainly accepted under the synonym %s',
    (category) => {
      expect(check({ category }).outcome).toBe('accept');
    },
  );

  it('is accepted as normalised when name or ID had to be put right, and both are shown', () => {
    const idNumber = idNumberOf('2017-01-20');
    const written = ` ${idNumber}`;
    const { outcome, repairs } = check({ name: '沈　成娥', idNumber: written });
    expect(outcome).toBe('accept:normalised');
    expect(repairs).toEqual([
      { field: 'name', from: '沈　成娥', to: '沈成娥' },
      { field: 'idNumber', from: written, to: idNumber },
    ]);
  });

  it('is plainly accepted when only the telephone or the card was written with blanks', () => {
    const { outcome, repairs } = check({ telephone: '199 0352 5996', bankCard: '9999 9916 1971 5046 233' });
    expect(outcome).toBe('accept');
    expect(repairs.map(({ field }) => field)).toEqual(['bankCard', 'telephone']);
  });

  it('is accepted when only the month of birth is asked for, and it agrees', () => {
    expect(check({ birthDate: '2017年1月' }).outcome).toBe('accept');
    expect(check({ birthDate: '2017年2月' }).outcome).toBe('reject:birth_date_mismatch');
    expect(check({ birthDate: null }).outcome).toBe('accept');
  });

  it.each(['3年级', '小学三年级', '三（1）班', '三年级2班'])('is in the same grade under the name %s', (grade) => {
    expect(check({ grade }).outcome).toBe('accept');
  });
});

describe('a difference that rejects nothing is flagged', () => {
  it.each([
    ['household_type_differs', { category: '低保户' }],
    ['household_type_differs', { category: '一般户' }],
    ['boarding_differs', { boarding: '走读' }],
    ['grade_differs', { grade: '四年级' }],
  ] as const)('%s', (code, changes) => {
    expect(check(changes).outcome).toBe(`accept:flagged:${code}`);
  });

  it('card_shared on both rows, when two households give the same card', () => {
    const second = child({ idNumber: idNumberOf('2017-01-20', 2) });
    const households = (id: string) => ({ householdNumber: id, category: '建档立卡户' });
    const outcomes = checkRoster(rowsOf(child(), second), referenceWith({ householdMember: households }));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'accept:flagged:card_shared',
      'accept:flagged:card_shared',
    ]);
    expect(outcomes[0]?.flags).toEqual([{ code: 'card_shared', lines: [3] }]);
  });

  it('never between brothers and sisters', () => {
    const second = child({ idNumber: idNumberOf('2017-01-20', 2) });
    expect(checkRoster(rowsOf(child(), second), referenceWith()).map(({ outcome }) => outcome)).toEqual([
      'accept',
      'accept',
    ]);
  });

  it('never for a child whose special category is what the school wrote', () => {
    const reference = { specialChild: () => ({ category: '孤儿' }) };
    expect(check({ category: '孤儿' }, reference).outcome).toBe('accept');
    expect(check({ category: '残疾' }, reference).outcome).toBe('accept:flagged:household_type_differs');
  });
});

describe('a row is rejected', () => {
  const cases: readonly [RejectCode, Partial<Child>, Partial<RosterReference>][] = [
    ['name_missing', { name: ' 　' }, {}],
    ['name_missing', { name: { formula: 'A1' } }, {}],
    ['id_missing', { idNumber: null }, {}],
    ['id_malformed', { idNumber: '9.94123E+17' }, {}],
    ['id_checksum', { idNumber: '990101201701200021' }, {}],
    ['birth_date_mismatch', { birthDate: '2001-01-01' }, {}],
    ['birth_date_mismatch', { birthDate: '不详' }, {}],
    ['not_enrolled', {}, { rollEntry: () => null }],
    ['enrolled_elsewhere', {}, { rollEntry: () => entry({ schoolCode: OTHER_SCHOOL }) }],
    ['name_mismatch', { name: '沈成成' }, {}],
    ['not_registered', {}, { householdMember: () => null }],
    ['bank_card_checksum', { bankCard: WRONG_CARD }, {}],
  ];

  it.each(cases)('%s', (code, changes, reference) => {
    expect(check(changes, reference).outcome).toBe(`reject:${code}`);
  });

  it('as a duplicate when its ID number stands further up, and the first one goes through', () => {
    const outcomes = checkRoster(rowsOf(child(), child()), referenceWith());
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accept', 'reject:duplicate_in_file']);
    expect(outcomes[1]?.faults).toEqual([{ code: 'duplicate_in_file', firstLine: 2 }]);
  });

  it('with all of its faults, of which the first in order is its outcome', () => {
    const { outcome, faults } = check(
      { name: null, birthDate: '2001-01-01', bankCard: WRONG_CARD },
      { rollEntry: () => null },
    );
    expect(outcome).toBe('reject:name_missing');
    const codes = faults.map(({ code }) => code);
    expect(codes).toEqual(['name_missing', 'birth_date_mismatch', 'not_enrolled', 'bank_card_checksum']);
    expect(codes).toEqual(REJECT_CODES.filter((code) => codes.includes(code)));
  });

  it('without telling the name or the registers’ facts of another school’s pupil', () => {
    const { faults, flags, subject, household } = check(
      { name: '某某', category: '低保户' },
      { rollEntry: () => entry({ schoolCode: OTHER_SCHOOL }) },
    );
    expect(faults).toContainEqual({ code: 'name_mismatch', found: '某某', expected: null });
    expect({ flags, subject, household }).toEqual({ flags: [] });
  });
});

describe('a card fault alone', () => {
  it('may be confirmed as a passbook, and the row then goes through', () => {
    const outcome = check({ bankCard: WRONG_CARD });
    expect(outcome.confirmable).toBe('passbook');
    expect(confirmAsPassbook(outcome)).toMatchObject({
      outcome: 'accept',
      faults: [],
      values: { bankCard: WRONG_CARD },
    });
  });

  it('may not, when the row has another fault, or a spreadsheet lost the digits', () => {
    expect(check({ bankCard: WRONG_CARD, name: null }).confirmable).toBeUndefined();
    expect(check({ bankCard: '9.99999E+18' }).confirmable).toBeUndefined();
    expect(confirmAsPassbook(check({}))).toBeNull();
  });
});

describe('a formula', () => {
  it('is never believed: where it matters it is a fault, elsewhere it is ignored and said', () => {
    expect(check({ idNumber: { formula: 'B1' } }).outcome).toBe('reject:id_malformed');
    expect(check({ bankCard: { formula: 'B1' } }).outcome).toBe('reject:bank_card_checksum');
    const { outcome, remarks } = check({ grade: { formula: 'B1' } });
    expect(outcome).toBe('accept');
    expect(remarks).toEqual([{ code: 'formula_ignored', field: 'grade', found: '=B1' }]);
  });
});

describe('the ID numbers to look up', () => {
  it('are the valid ones, once each, as they will be asked for', () => {
    const idNumber = idNumberOf('2017-01-20');
    const rows = rowsOf(child(), child({ idNumber: ` ${idNumber}` }), child({ idNumber: '9.9E+17' }));
    expect(rosterIdNumbers(rows)).toEqual([idNumber]);
    const asked: string[] = [];
    const remember = (id: string) => {
      asked.push(id);
      return null;
    };
    checkRoster(rows, referenceWith({ householdMember: remember }));
    expect(new Set(asked)).toEqual(new Set([idNumber]));
  });
});

describe('a file of another school', () => {
  const own = { code: OWN_SCHOOL, name: '寨坪中心小学' };
  const name = () => '清水中心小学';
  const elsewhere = entry({ schoolCode: OTHER_SCHOOL });

  it('is refused when most of its children are enrolled there', () => {
    const enrolled = [elsewhere, elsewhere, elsewhere, entry(), null];
    expect(findOtherSchool({ declaredSchool: '寨坪中心小学' }, enrolled, own, name)).toMatchObject({
      weight: 'refuse',
      otherSchool: '清水中心小学',
      rowsElsewhere: 3,
      rowsEnrolled: 4,
    });
  });

  it('is only asked about when no more than its title says so', () => {
    const enrolled = [entry(), entry(), elsewhere];
    expect(findOtherSchool({ declaredSchool: '清水中心小学' }, enrolled, own, name)).toMatchObject({ weight: 'warn' });
    for (const declaredSchool of ['云岭县寨坪中心小学', null]) {
      expect(findOtherSchool({ declaredSchool }, enrolled, own, name)).toBeNull();
    }
  });
});

it('every valid ID number of an enrolled, registered child is accepted', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.constantFrom('2016-02-29', '2017-01-20', '2020-12-31'), (serial, birthDate) => {
      const changes = { idNumber: idNumberOf(birthDate, serial), birthDate };
      expect(check(changes).outcome).toBe('accept');
    }),
  );
});
