import { isCalendarDate } from '../calendar/index.js';
import { millisecondsOf } from '../deadline/index.js';
import { benefitFaults } from './check-benefits.js';
import { conditionFaults } from './check-condition.js';
import { limitFaults, routeFaults } from './check-route.js';
import { SCHOOL_STAGES } from './facts.js';
import { fault, notAWhole, type ProgrammeFault, repeatedKeys } from './fault.js';
import type { EligibilityRule, Programme } from './programme.js';
import { shapeFaults } from './shape.js';

export type { ProgrammeFault };

type Checked = { ok: true; programme: Programme } | { ok: false; faults: ProgrammeFault[] };

/**
 * Reads a programme out of unknown data and checks what a JSON Schema cannot: that the parts agree with each other
 * and that it can be carried out. Either the programme, with everything optional filled in, or all of its faults.
 */
export function checkProgramme(candidate: unknown): Checked {
  const misshapen = shapeFaults(candidate);
  if (misshapen.length > 0) return { ok: false, faults: misshapen };
  const programme = withDefaults(candidate as Programme);
  const faults = [
    ...subjectFaults(programme),
    ...ruleFaults('/eligibility', programme.eligibility, programme.subject),
    ...ruleFaults('/priority', programme.priority, programme.subject),
    ...benefitFaults(programme),
    ...calendarFaults(programme),
    ...routeFaults(programme.route),
    ...listFaults(programme),
    ...publicTitleFaults(programme.publicTitle),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, programme };
}

function withDefaults(programme: Programme): Programme {
  return {
    ...programme,
    priority: programme.priority ?? [],
    documents: programme.documents ?? [],
    benefitItems: programme.benefitItems.map((item) => ({ ...item, except: item.except ?? [] })),
    options: { headConfirms: programme.options?.headConfirms ?? true },
  };
}

function subjectFaults({ version, subject, schoolStages }: Programme): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  if (!Number.isInteger(version) || version < 1) {
    faults.push(fault('/version', '版本号须为正整数', 'must be a whole number, at least 1'));
  }
  if (!['student', 'household', 'school'].includes(subject)) {
    faults.push(fault('/subject', '资助对象应为 student、household 或 school', 'must be student, household or school'));
  }
  if (subject === 'student' && schoolStages.length === 0) {
    faults.push(
      fault('/schoolStages', '学生项目须写明学段', 'is empty: name the stages of schooling whose pupils are meant'),
    );
  }
  for (const [index, stage] of schoolStages.entries()) {
    if (SCHOOL_STAGES.includes(stage)) continue;
    const known = SCHOOL_STAGES.join(', ');
    faults.push(fault(`/schoolStages/${index}`, `没有“${stage}”学段，可用：${known}`, `is none of ${known}`));
  }
  return faults;
}

function ruleFaults(path: string, rules: readonly EligibilityRule[], subject: string): ProgrammeFault[] {
  return [
    ...repeatedKeys(
      path,
      rules.map((rule) => rule.code),
    ),
    ...rules.flatMap((rule, index) => conditionFaults(rule.when, `${path}/${index}/when`, subject)),
  ];
}

function calendarFaults({ semesters, monthsPerSemester, submissionWindow }: Programme): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  if (semesters.length !== 2) {
    faults.push(fault('/semesters', '须写明秋季、春季两个学期', 'must be two: autumn, then spring'));
  }
  for (const [index, semester] of semesters.entries()) {
    for (const name of ['startsOn', 'endsOn'] as const) {
      // A year without 29 February, so that a semester has the same days every year.
      if (isCalendarDate(`2025-${semester[name]}`)) continue;
      faults.push(
        fault(`/semesters/${index}/${name}`, '日期应写作 MM-DD', 'must be a day of every year, written MM-DD'),
      );
    }
  }
  const months: readonly number[] = monthsPerSemester ?? [5, 5];
  if (months.length !== 2 || !months.every((count) => Number.isInteger(count) && count >= 0 && count <= 6)) {
    faults.push(fault('/monthsPerSemester', '须为两个0至6的整数', 'must be two whole numbers from 0 to 6'));
  }
  const { opens, closes } = submissionWindow;
  const windowFaults = [
    ...limitFaults(opens, '/submissionWindow/opens', 0),
    ...limitFaults(closes, '/submissionWindow/closes'),
  ];
  if (windowFaults.length === 0 && closesBeforeItOpens(opens, closes)) {
    windowFaults.push(fault('/submissionWindow/closes', '报送截止早于开始', 'lies before the window opens'));
  }
  return [...faults, ...windowFaults];
}

function closesBeforeItOpens(
  opens: Programme['submissionWindow']['opens'],
  closes: Programme['submissionWindow']['closes'],
): boolean {
  if ('duration' in opens && 'duration' in closes)
    return millisecondsOf(closes.duration) <= millisecondsOf(opens.duration);
  if ('workingDays' in opens && 'workingDays' in closes) return closes.workingDays < opens.workingDays;
  return false;
}

function listFaults({ funding, documents, rejectReasons, correctableItems }: Programme): ProgrammeFault[] {
  const faults = Object.entries({ documents, rejectReasons, correctableItems }).flatMap(([name, list]) =>
    repeatedKeys(
      `/${name}`,
      list.map((entry) => entry.code),
    ),
  );
  if (rejectReasons.length === 0) {
    faults.push(
      fault('/rejectReasons', '至少须有一个不予通过的理由', 'is empty: without a reason nothing can be rejected'),
    );
  }
  if (correctableItems.length === 0) {
    faults.push(
      fault('/correctableItems', '至少须有一个可补正事项', 'is empty: without an item nothing can be returned'),
    );
  }
  if (funding) {
    faults.push(
      ...repeatedKeys(
        '/funding',
        funding.map((share) => share.code),
      ),
    );
    faults.push(
      ...notAWhole(
        '/funding',
        funding.map((share) => share.percent),
      ),
    );
  }
  return faults;
}

/** Words that would tell a whole village about a child (教财厅函〔2017〕28号). */
const REVEALING =
  /建档立卡|贫困|困难|低保|特困|脱贫|孤儿|残疾|无人抚养|poor|poverty|hardship|orphan|disab|disadvantaged/i;

function publicTitleFaults(title: Programme['publicTitle']): ProgrammeFault[] {
  return (['zh', 'en'] as const).flatMap((language) => {
    const word = REVEALING.exec(title[language])?.[0];
    if (word === undefined) return [];
    return [
      fault(
        `/publicTitle/${language}`,
        `公示标题不得透露家庭情况，请去掉“${word}”`,
        `must not reveal a family's situation: leave out "${word}"`,
      ),
    ];
  });
}
