import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseBankCard, passesLuhn, readBankCard } from './bank-card.js';
import { readBirthDate } from './birth-date.js';
import { idCheckCharacter, isValidIdNumber, normaliseIdNumber, readIdNumber } from './id-number.js';
import { idNumberOf } from './roster.fixtures.js';
import { isTelephone, normaliseTelephone } from './telephone.js';

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyId = fc.tuple(anyDay, fc.integer({ min: 0, max: 999 })).map(([day, serial]) => idNumberOf(day, serial));

describe('an ID number (GB 11643)', () => {
  it('with its check character and a real birth date is valid, and carries the date', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 999 }), (birthDate, serial) => {
        const idNumber = idNumberOf(birthDate, serial);
        expect(readIdNumber(idNumber)).toEqual({ kind: 'valid', idNumber, birthDate });
      }),
    );
  });

  it('with one digit changed is never valid', () => {
    fc.assert(
      fc.property(anyId, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const changed = id.slice(0, at) + String((Number(id[at]) + by) % 10) + id.slice(at + 1);
        expect(isValidIdNumber(changed)).toBe(false);
        expect(readIdNumber(changed).kind).not.toBe('valid');
      }),
    );
  });

  it('is read through full width, blanks, lower case and a TAB', () => {
    const idNumber = `99540320120319602${idCheckCharacter('99540320120319602')}`;
    for (const written of [
      '99540320120319602x',
      '９９５４０３２０１２０３１９６０２Ｘ',
      '995403 20120319602X',
      '99540320120319602X\t',
      "'99540320120319602×",
    ]) {
      expect(readIdNumber(written)).toMatchObject({ kind: 'valid', idNumber });
    }
  });

  it.each([
    ['9.94123E+17', 'scientific'],
    ['9.94E+17', 'scientific'],
    [994123201701200000, 'number'],
    [{ formula: 'A1&B1' }, 'formula'],
    ['="994123201701200000"', 'formula'],
    ['130503670401001', 'fifteen_digits'],
    ['9941232017', 'length'],
    ['9941********2806', 'characters'],
    ['99412X201701200001', 'characters'],
    ['990101201713010017', 'birth_date'],
    ['990101201702300017', 'birth_date'],
  ] as const)('%j is malformed: %s', (cell, cause) => {
    expect(readIdNumber(cell)).toMatchObject({ kind: 'malformed', cause });
  });

  it('shows a number cell as the spreadsheet does', () => {
    expect(readIdNumber(994123201701200000)).toMatchObject({ found: '9.94123E+17' });
  });

  it('that ends in 000 was probably changed by a spreadsheet', () => {
    expect(readIdNumber('990101201701200000')).toMatchObject({ kind: 'checksum', cause: 'zeros' });
  });

  it('is missing where there is nothing but blanks', () => {
    for (const cell of [null, '', ' 　\t', undefined]) expect(readIdNumber(cell)).toEqual({ kind: 'missing' });
  });
});

describe('a birth date', () => {
  it.each([
    ['2017.01.20', '2017-01-20'],
    ['2016-01-01', '2016-01-01'],
    ['2016-1-1', '2016-01-01'],
    ['2016/1/1 0:00:00', '2016-01-01'],
    ['2016年1月1日', '2016-01-01'],
    ['２０１６年１月１日', '2016-01-01'],
    ['20160101', '2016-01-01'],
    [20160101, '2016-01-01'],
    ['2016-01-01T00:00:00.000Z', '2016-01-01'],
    [42755, '2017-01-20'],
    ['2017年1月', '2017-01'],
    ['2017.01', '2017-01'],
  ])('written %j is %s', (cell, date) => {
    expect(readBirthDate(cell)).toEqual({ kind: 'date', date });
  });

  it.each(['2017-02-29', '2017.13.01', '不详', '17.1.20', '2017'])('%j is none', (cell) => {
    expect(readBirthDate(cell)).toMatchObject({ kind: 'unreadable' });
  });

  it('counted in days by a spreadsheet is the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30_000, max: 59_999 }), (days) => {
        const date = new Date((days - 25_569) * 86_400_000).toISOString().slice(0, 10);
        expect(readBirthDate(days)).toEqual({ kind: 'date', date });
      }),
    );
  });
});

describe('a bank card', () => {
  it('with one digit changed fails Luhn', () => {
    const digits = fc.stringMatching(/^\d{18}$/);
    fc.assert(
      fc.property(digits, fc.nat(17), fc.integer({ min: 1, max: 9 }), (first, at, by) => {
        const last = [...'0123456789'].find((check) => passesLuhn(first + check)) as string;
        const changed = first.slice(0, at) + String((Number(first[at]) + by) % 10) + first.slice(at + 1);
        expect(readBankCard(first + last)).toEqual({ kind: 'card', card: first + last });
        expect(readBankCard(changed + last)).toMatchObject({ kind: 'faulty', cause: 'checksum' });
      }),
    );
  });

  it('is read through blanks and hyphens, and never out of a number cell that lost its digits', () => {
    expect(readBankCard('9999 9916-1971 5046 233\t')).toEqual({ kind: 'card', card: '9999991619715046233' });
    expect(readBankCard(Number('9999991619715046233'))).toMatchObject({ kind: 'faulty', cause: 'number' });
    expect(readBankCard('9.99999E+18')).toMatchObject({ kind: 'faulty', cause: 'scientific' });
    expect(readBankCard('12345678')).toMatchObject({ kind: 'faulty', cause: 'length' });
    expect(readBankCard(' ')).toEqual({ kind: 'blank' });
  });
});

describe('a telephone', () => {
  it.each(['19903525996', '+86 199-0352-5996', '0311-8765 4321', '（０３１１）87654321'])('%s is one', (text) => {
    expect(isTelephone(normaliseTelephone(text))).toBe(true);
  });

  it.each(['1990352599', '87654321', '不详'])('%s is none', (text) => {
    expect(isTelephone(normaliseTelephone(text))).toBe(false);
  });
});

describe('numbers normalised twice', () => {
  it('are what they were normalised once', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(..."'+86 0-19x×３　") }));
    fc.assert(
      fc.property(text, (written) => {
        for (const normalise of [normaliseIdNumber, normaliseBankCard, normaliseTelephone]) {
          expect(normalise(normalise(written))).toBe(normalise(written));
        }
      }),
    );
  });
});
