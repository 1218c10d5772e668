import { describe, expect, it } from '@jest/globals';
import {
  barredByFourEyes,
  hasJurisdiction,
  isSystem,
  type Place,
  type Role,
  requireSeat,
  SYSTEM,
  seatText,
} from './index.js';
import { reminderSeats, submissionReminderSeats } from './recipients.js';

const PLACE: Place = { school: '99010101002', township: '99010101', county: '990101' };
const DIRECT: Place = { school: '99010190001', township: null, county: '990101' };
const seat = (office: string, role: Role) => ({ office, role });
const actor = (office: string, role: Role) => ({ person: 'wang', onBehalfOf: null, seat: seat(office, role) });

describe('jurisdiction', () => {
  it('is the subtree: the school, its township and its county see it, nobody beside them', () => {
    const offices = ['99010101002', '99010101', '990101', '99010101003', '99010102', '990102', '9901', ''];
    expect(offices.filter((office) => hasJurisdiction(seat(office, 'auditor'), PLACE))).toEqual([
      '99010101002',
      '99010101',
      '990101',
    ]);
  });

  it('of a school directly under the county has no township in it', () => {
    expect(hasJurisdiction(seat('99010101', 'reviewer'), DIRECT)).toBe(false);
    expect(hasJurisdiction(seat('990101', 'approver'), DIRECT)).toBe(true);
  });
});

describe('the wrong seat', () => {
  it('is told in which of three ways it is wrong, the stranger first', () => {
    const asked = (office: string, role: Role) => {
      const answer = requireSeat(actor(office, role), PLACE, '99010101', 'reviewer');
      return answer.ok ? null : answer.rejection.code;
    };
    expect(asked('99010102', 'reviewer')).toBe('ACCESS.OUT_OF_JURISDICTION');
    expect(asked('990101', 'reviewer')).toBe('ACCESS.WRONG_LEVEL');
    expect(asked('99010101', 'supervisor')).toBe('ACCESS.WRONG_ROLE');
    expect(asked('99010101', 'reviewer')).toBeNull();
  });

  it('is also none at all: the machinery takes nobody’s place, and nobody takes the machinery’s', () => {
    expect(requireSeat(SYSTEM, PLACE, '99010101', 'reviewer').ok).toBe(false);
    expect(isSystem({ ...SYSTEM, person: 'wang' })).toBe(false);
    expect(isSystem({ ...SYSTEM, seat: seat('990101', 'administrator') })).toBe(false);
    expect([seatText(null), seatText(seat('99010101', 'reviewer'))]).toEqual(['system', '99010101/reviewer']);
  });
});

describe('four eyes', () => {
  const acts = [
    { person: 'wang', stage: 'township-review' },
    { person: 'li', stage: 'school-submission' },
  ];
  const barred = (person: string, onBehalfOf: string | null, stage: string) =>
    barredByFourEyes(acts, { person, onBehalfOf, seat: null }, stage)?.stage ?? null;

  it('count the person and the one they stand in for, at every other stage', () => {
    expect(barred('wang', null, 'county-approval')).toBe('township-review');
    expect(barred('wang', null, 'township-review')).toBeNull();
    expect(barred('zhao', 'li', 'township-review')).toBe('school-submission');
    expect(barred('wang', 'li', 'township-review')).toBe('school-submission');
    expect(barred('zhao', null, 'county-approval')).toBeNull();
  });
});

describe('who hears of a reminder', () => {
  const ALL = ['office', 'supervisor', 'level-above'] as const;
  const texts = (seats: { office: string; role: Role }[]) => seats.map((s) => `${s.office}/${s.role}`);

  it('is the seat with the task, its supervisor and the level above', () => {
    expect(texts(reminderSeats(PLACE, seat('99010101', 'reviewer'), ALL))).toEqual([
      '99010101/reviewer',
      '99010101/supervisor',
      '990101/supervisor',
    ]);
    expect(texts(reminderSeats(PLACE, seat(PLACE.school, 'clerk'), ['level-above']))).toEqual(['99010101/supervisor']);
  });

  it('is nobody twice: above the county there is its own supervisor', () => {
    expect(texts(reminderSeats(PLACE, seat('990101', 'approver'), ALL))).toEqual([
      '990101/approver',
      '990101/supervisor',
    ]);
  });

  it('of a hand-in is the school’s clerk and head, at the deadline also its township, or its county', () => {
    expect(texts(submissionReminderSeats(PLACE, ALL))).toEqual([
      '99010101002/clerk',
      '99010101002/head',
      '99010101/reviewer',
      '99010101/supervisor',
      '990101/supervisor',
    ]);
    expect(texts(submissionReminderSeats(DIRECT, ALL))).toEqual([
      '99010190001/clerk',
      '99010190001/head',
      '990101/approver',
      '990101/supervisor',
    ]);
  });
});
