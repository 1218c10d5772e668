import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WorkingCalendar } from '../calendar/index.js';
import { DEFAULT_LADDER } from '../deadline/index.js';
import { checkProgramme } from './check-programme.js';
import { holds } from './condition.js';
import type { SubjectFacts } from './facts.js';
import { periodAt, periodOf, submissionWindow } from './period.js';

/** Whatever a file may hold: the point of these tests is that it may be wrong. */
type Json = ReturnType<typeof JSON.parse>;

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'));
const china: WorkingCalendar = read('calendars/cn.json');
const file = read('programmes/preschool-aid.json');
const inChina = (text: string) => Date.parse(`${text}+08:00`);

const child: SubjectFacts = {
  schoolStage: 'primary',
  grade: '三年级',
  boarding: true,
  ownership: '公办',
  householdType: null,
  specialCategory: null,
  other: { courses: 1 },
};

/** The paths of the faults found after one place of a good programme was changed. */
function faultsAfter(change: (programme: Json) => void): string[] {
  const candidate = structuredClone(file);
  change(candidate);
  const checked = checkProgramme(candidate);
  return checked.ok ? [] : checked.faults.map((fault) => fault.path);
}

describe('a programme that cannot be carried out is refused, and told where', () => {
  it.each<[string, string, (programme: Json) => void]>([
    ['has no title', '/title', (p) => delete p.title],
    ['has a number for a list', '/route', (p) => (p.route = 3)],
    ['is for pupils of no stage', '/schoolStages', (p) => (p.schoolStages = [])],
    [
      'misspells a fact',
      '/eligibility/0/when/fact',
      (p) => (p.eligibility[0].when = { fact: 'houshold', present: true }),
    ],
    [
      'misspells a grade',
      '/benefitItems/0/except/0/when/in/0',
      (p) => (p.benefitItems[0].except[0].when.in = ['大斑']),
    ],
    ['has a condition that is none', '/eligibility/0/when', (p) => (p.eligibility[0].when = { fact: 'grade' })],
    ['has an empty choice', '/eligibility/0/when/any', (p) => (p.eligibility[0].when = { any: [] })],
    ['pays half a fen', '/benefitItems/0/rates/0/amountFen', (p) => (p.benefitItems[0].rates[0].amountFen = 0.5)],
    ['pays less than nothing', '/benefitItems/0/rates/0/amountFen', (p) => (p.benefitItems[0].rates[0].amountFen = -1)],
    [
      'miscalculates what it pays',
      '/benefitItems/1/rates/0/amountFen',
      (p) => (p.benefitItems[1].rates[0].amountFen = 9200),
    ],
    [
      'has a rate nobody reaches',
      '/benefitItems/0/rates/1',
      (p) => p.benefitItems[0].rates.push({ amountFen: 1, per: 'month' }),
    ],
    ['pays nobody known', '/benefitItems/0/payee', (p) => (p.benefitItems[0].payee = 'teacher')],
    [
      'splits into less than the whole',
      '/benefitItems/0/instalments',
      (p) => (p.benefitItems[0].instalments = [{ percent: 30 }]),
    ],
    ['pays by month and does not say how many', '/monthsPerSemester', (p) => delete p.monthsPerSemester],
    ['dates a rule by no period', '/benefitItems/0/except/0/from', (p) => (p.benefitItems[0].except[0].from = 20253)],
    ['has two stages of one name', '/route/1/key', (p) => (p.route[1].key = p.route[0].key)],
    ['is decided by the township alone', '/route', (p) => p.route.splice(1, 1)],
    ['never pays', '/route', (p) => p.route.pop()],
    ['posts what nobody has seen', '/route/0', (p) => p.route.unshift(...p.route.splice(2, 1))],
    ['lets the paying office decide', '/route/1/role', (p) => (p.route[1].role = 'finance')],
    ['has a limit of nothing', '/route/0/limit/workingDays', (p) => (p.route[0].limit = { workingDays: 0 })],
    ['has a limit of a month', '/route/0/limit/duration', (p) => (p.route[0].limit = { duration: 'P1M' })],
    ['has two limits at once', '/route/0/limit', (p) => (p.route[0].limit = { workingDays: 1, duration: 'P1D' })],
    [
      'reminds nobody',
      '/route/0/ladder/atDeadline/audiences',
      (p) => (p.route[0].ladder = { atDeadline: { audiences: [] } }),
    ],
    ['closes before it opens', '/submissionWindow/closes', (p) => (p.submissionWindow.opens = { workingDays: 30 })],
    ['starts a semester on no day', '/semesters/0/startsOn', (p) => (p.semesters[0].startsOn = '02-30')],
    ['cannot be rejected', '/rejectReasons', (p) => (p.rejectReasons = [])],
    ['repeats a reason', '/rejectReasons/1/code', (p) => (p.rejectReasons[1].code = p.rejectReasons[0].code)],
    [
      'is funded by more than the whole',
      '/funding',
      (p) => (p.funding = [{ code: 'a', zh: 'a', en: 'a', percent: 101 }]),
    ],
    ['tells the village who is poor', '/publicTitle/zh', (p) => (p.publicTitle.zh = '建档立卡学生资助')],
  ])('where it %s', (_, path, change) => {
    expect(faultsAfter(change)).toEqual([path]);
  });

  it('with every fault at once', () => {
    const faults = faultsAfter((p) => {
      p.route.pop();
      p.rejectReasons = [];
    });
    expect(faults).toEqual(['/route', '/rejectReasons']);
  });

  it('without stumbling, whichever part of it is something else altogether', () => {
    const places: [Json, string][] = [];
    const visit = (node: Json): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node, key]);
        visit(node[key]);
      }
    };
    const candidate = structuredClone({
      ...file,
      route: file.route.map((stage: Json) => ({ ...stage, ladder: DEFAULT_LADDER })),
    });
    visit(candidate);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), ([node, key], value) => {
        const before = node[key];
        node[key] = value;
        try {
          expect(typeof checkProgramme(candidate).ok).toBe('boolean');
        } finally {
          node[key] = before;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('whatever it is', () => {
    for (const nonsense of [null, undefined, 3, 'programme', [], {}]) {
      expect(checkProgramme(nonsense).ok).toBe(false);
    }
  });
});

describe('a programme that leaves things out', () => {
  it('has the head confirm, nobody first, no papers and no exceptions', () => {
    const { options: _, priority: __, documents: ___, ...rest } = structuredClone(file);
    for (const item of rest.benefitItems) delete item.except;
    const checked = checkProgramme(rest);
    expect(checked).toMatchObject({
      ok: true,
      programme: {
        options: { headConfirms: true },
        priority: [],
        documents: [],
        benefitItems: [{ except: [] }, { except: [] }],
      },
    });
  });
});

describe('a condition', () => {
  it('asks for values, for presence, for bounds, and combines', () => {
    expect(holds({ fact: 'grade', in: ['三年级', '四年级'] }, child)).toBe(true);
    expect(holds({ fact: 'householdType', present: true }, child)).toBe(false);
    expect(holds({ fact: 'courses', atMost: 1 }, child)).toBe(true);
    expect(holds({ fact: 'courses', atLeast: 2 }, child)).toBe(false);
    expect(
      holds(
        {
          any: [
            { fact: 'householdType', present: true },
            { fact: 'boarding', in: [true] },
          ],
        },
        child,
      ),
    ).toBe(true);
    expect(holds({ not: { all: [{ fact: 'boarding', in: [true] }] } }, child)).toBe(false);
  });

  it('on a fact nobody looked up cannot be told, unless the rest decides it', () => {
    const unknown = { fact: 'certificate', in: [true] };
    const yes = { fact: 'boarding', in: [true] };
    const no = { fact: 'boarding', in: [false] };
    expect(holds(unknown, child)).toBeNull();
    expect(holds({ not: unknown }, child)).toBeNull();
    expect(holds({ all: [yes, unknown] }, child)).toBeNull();
    expect(holds({ all: [no, unknown] }, child)).toBe(false);
    expect(holds({ any: [yes, unknown] }, child)).toBe(true);
    expect(holds({ any: [no, unknown] }, child)).toBeNull();
    expect(holds({ fact: 'grade', atLeast: 1 }, child)).toBeNull();
  });
});

describe('a period', () => {
  it('is a semester of a school year that begins in autumn', () => {
    expect(periodOf(file, 20261)).toEqual({
      code: 20261,
      schoolYear: 2026,
      semester: 1,
      startsOn: '2026-09-01',
      endsOn: '2027-01-31',
    });
    expect(periodOf(file, 20262)).toEqual({
      code: 20262,
      schoolYear: 2026,
      semester: 2,
      startsOn: '2027-03-01',
      endsOn: '2027-07-31',
    });
  });

  it.each([
    ['2026-11-24', 20261],
    ['2027-01-15', 20261],
    ['2027-02-15', 20261],
    ['2027-03-01', 20262],
    ['2027-08-31', 20262],
    ['2027-09-01', 20271],
  ])('on %s is %d', (date, code) => {
    expect(periodAt(file, date).code).toBe(code);
  });
});

describe('the submission window', () => {
  it('opens with the semester and closes so many working days later', () => {
    expect(submissionWindow(file, periodOf(file, 20261), china)).toEqual({
      opensAt: inChina('2026-09-01T08:30:00'),
      dueAt: inChina('2026-09-29T17:30:00'),
      limit: { workingDays: 20 },
      calendarVersion: china.version,
      provisional: false,
    });
  });

  it('of a semester that starts on a holiday opens on the first working day', () => {
    const semesters = [{ startsOn: '10-03', endsOn: '01-31' }, file.semesters[1]] as const;
    const period = periodOf({ semesters }, 20261);
    expect(submissionWindow(file, period, china).opensAt).toBe(inChina('2026-10-08T08:30:00'));
  });

  it('within five working days after the semester starts (Huoshan)', () => {
    const huoshan = read('programmes/huoshan-preschool.json');
    expect(submissionWindow(huoshan, periodOf(huoshan, 20261), china).dueAt).toBe(inChina('2026-09-08T17:30:00'));
  });

  it('may be written in plain time', () => {
    const seconds = read('programmes/demo-seconds.json');
    expect(submissionWindow(seconds, periodOf(seconds, 20261), china).opensAt).toBe(inChina('2026-09-01T00:00:00'));
  });
});
