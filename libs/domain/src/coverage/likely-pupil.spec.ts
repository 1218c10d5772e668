import { describe, expect, it } from '@jest/globals';
import { likelyPupils } from './likely-pupil.js';

const pupils = [
  { person: 'a', name: '段宏丽', birthDate: '2017-09-01' },
  { person: 'b', name: '阿依古丽·买买提', birthDate: '2016-05-04' },
  { person: 'c', name: '王芳', birthDate: '2015-03-02' },
  { person: 'd', name: '王芳', birthDate: '2016-11-20' },
];
const meant = (name: string | null, birthDate: string | null = null, idNumber: string | null = null) =>
  likelyPupils([{ line: 7, values: { name, birthDate, idNumber } }], pupils).get(7) ?? null;

describe('a row whose number is nobody’s', () => {
  it('means the school’s only pupil of that name', () => {
    expect(meant('段宏丽')).toBe('a');
    expect(meant('阿依古丽·买买提', '2016-05')).toBe('b');
  });

  it('means nobody where the name is missing, unknown, or the date of birth another’s', () => {
    expect([meant(null), meant('贺远'), meant('段宏丽', '2018-09-01')]).toEqual([null, null, null]);
  });

  it('means one of two namesakes only where its date of birth tells them apart', () => {
    expect(meant('王芳')).toBeNull();
    expect(meant('王芳', '2016-11-20')).toBe('d');
  });
});

it('a row with a valid number means whoever has that number, not a namesake', () => {
  expect(meant('段宏丽', null, '994116201709012806')).toBeNull();
});
