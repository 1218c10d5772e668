import { type Actor, type Place, type Role, SYSTEM } from '../access/index.js';
import type { WorkingCalendar } from '../calendar/index.js';
import type { Programme } from '../programme/index.js';
import type { SubjectToday } from './context.js';

/** An instant on the county's wall clock. */
export const inChina = (text: string): number => Date.parse(`${text}+08:00`);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The autumn of 2026: Mid-Autumn and National Day off, two days worked in exchange. */
export const AUTUMN: WorkingCalendar = {
  version: 'autumn-2026',
  utcOffsetMinutes: 480,
  openOfWork: '08:30',
  closeOfWork: '17:30',
  publishedYears: [2026],
  holidays: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  makeUpDays: ['2026-09-20', '2026-10-10'],
};

const COUNTY = '990101';
const TOWNSHIP = '99010101';
export const PLACE: Place = { school: '99010101002', township: TOWNSHIP, county: COUNTY };
/** A school directly under the county: no township above it. */
export const DIRECT: Place = { school: '99010190001', township: null, county: COUNTY };

export const person = (name: string, office: string, role: Role, onBehalfOf: string | null = null): Actor => ({
  person: name,
  onBehalfOf,
  seat: { office, role },
});

/** One person per seat, a second one where the law asks for other people, and strangers. */
export const PEOPLE = {
  clerk: person('clerk', PLACE.school, 'clerk'),
  clerk2: person('clerk-2', PLACE.school, 'clerk'),
  head: person('head', PLACE.school, 'head'),
  schoolSupervisor: person('school-supervisor', PLACE.school, 'supervisor'),
  reviewer: person('reviewer', TOWNSHIP, 'reviewer'),
  reviewer2: person('reviewer-2', TOWNSHIP, 'reviewer'),
  townshipSupervisor: person('township-supervisor', TOWNSHIP, 'supervisor'),
  approver: person('approver', COUNTY, 'approver'),
  approver2: person('approver-2', COUNTY, 'approver'),
  countySupervisor: person('county-supervisor', COUNTY, 'supervisor'),
  finance: person('finance', COUNTY, 'finance'),
  auditor: person('auditor', COUNTY, 'auditor'),
  administrator: person('administrator', COUNTY, 'administrator'),
  otherClerk: person('other-clerk', '99010101003', 'clerk'),
  otherReviewer: person('other-reviewer', '99010102', 'reviewer'),
  otherApprover: person('other-approver', '990102', 'approver'),
  otherFinance: person('other-finance', '990102', 'finance'),
  system: SYSTEM,
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;

const text = (zh: string) => ({ zh, en: zh });
const coded = (code: string) => ({ code, ...text(code) });

/** Boarders 500 yuan, others 250, to the household's card; 100 yuan a month of meals to the school. */
export const AID: Programme = {
  code: 'aid',
  version: 1,
  title: text('生活补助'),
  publicTitle: text('学生资助'),
  source: '—',
  subject: 'student',
  schoolStages: ['primary'],
  eligibility: [{ ...coded('registered'), when: { fact: 'householdType', present: true } }],
  priority: [],
  benefitItems: [
    {
      code: 'living',
      title: text('生活补助'),
      source: '—',
      payee: 'household-card',
      rates: [
        { when: { fact: 'boarding', in: [true] }, amountFen: 50_000, per: 'semester' },
        { when: { fact: 'grade', in: ['一年级', '二年级', '三年级'] }, amountFen: 25_000, per: 'semester' },
      ],
      except: [],
    },
    {
      code: 'meals',
      title: text('伙食补助'),
      source: '—',
      payee: 'school-account',
      rates: [{ when: { fact: 'grade', in: ['一年级', '二年级', '三年级'] }, amountFen: 10_000, per: 'month' }],
      except: [],
    },
  ],
  monthsPerSemester: [5, 5],
  semesters: [
    { startsOn: '09-01', endsOn: '01-20' },
    { startsOn: '02-20', endsOn: '07-10' },
  ],
  route: [
    {
      key: 'township-review',
      kind: 'review',
      level: 'township',
      role: 'reviewer',
      title: text('审核'),
      limit: { workingDays: 3 },
    },
    {
      key: 'county-approval',
      kind: 'review',
      level: 'county',
      role: 'approver',
      title: text('审批'),
      limit: { workingDays: 5 },
    },
    {
      key: 'public-notice',
      kind: 'notice',
      level: 'county',
      role: 'approver',
      title: text('公示'),
      limit: { workingDays: 5 },
    },
    {
      key: 'payment',
      kind: 'payment',
      level: 'county',
      role: 'finance',
      title: text('发放'),
      limit: { workingDays: 10 },
    },
  ],
  submissionWindow: { opens: { workingDays: 0 }, closes: { workingDays: 20 } },
  documents: [],
  rejectReasons: [coded('not-poor'), coded('already-subsidised')],
  correctableItems: [coded('documents'), coded('boarding'), coded('bank-card')],
  options: { headConfirms: true },
};

/** A third-grader of a registered household who boards, with a card on file. */
export const CHILD: SubjectToday = {
  facts: {
    schoolStage: 'primary',
    grade: '三年级',
    boarding: true,
    ownership: '公办',
    householdType: '建档立卡户',
    specialCategory: null,
  },
  enrolledAt: PLACE.school,
  hasCard: true,
};
export const withFacts = (child: SubjectToday, facts: Partial<SubjectToday['facts']>): SubjectToday => ({
  ...child,
  facts: { ...child.facts, ...facts },
});

export const PERIOD = 20261;
export const TEXT = { id: '01980000-0000-7000-8000-000000000001', commitment: 'c0ffee' };
