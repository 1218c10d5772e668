import { conditionFaults } from './check-condition.js';
import { fault, notAWhole, type ProgrammeFault, repeatedKeys } from './fault.js';
import { isPeriodCode } from './period.js';
import type { BenefitItem, BenefitRate, Programme } from './programme.js';

/** Faults of the benefit items: amounts that are no whole fen, rates nobody can ever get. */
export function benefitFaults(programme: Programme): ProgrammeFault[] {
  const { benefitItems } = programme;
  const faults: ProgrammeFault[] = [];
  if (benefitItems.length === 0) {
    faults.push(fault('/benefitItems', '至少须有一项资助内容', 'is empty: a programme pays something'));
  }
  const monthly = benefitItems.some((item) => item.rates.some((rate) => rate.per === 'month'));
  if (monthly && programme.monthsPerSemester === undefined) {
    faults.push(
      fault(
        '/monthsPerSemester',
        '有按月标准，须写明每学期发放月数',
        'is needed by a rate per month: how many months each semester?',
      ),
    );
  }
  return [
    ...faults,
    ...repeatedKeys(
      '/benefitItems',
      benefitItems.map((item) => item.code),
    ),
    ...benefitItems.flatMap((item, index) => itemFaults(item, `/benefitItems/${index}`, programme)),
  ];
}

const PAYEES: readonly string[] = ['household-card', 'school-account'] satisfies BenefitItem['payee'][];

function itemFaults(item: BenefitItem, path: string, programme: Programme): ProgrammeFault[] {
  const faults = item.rates.flatMap((rate, index) => rateFaults(rate, `${path}/rates/${index}`, programme));
  if (!PAYEES.includes(item.payee)) {
    faults.push(fault(`${path}/payee`, `收款方应为 ${PAYEES.join('、')}`, `must be ${PAYEES.join(' or ')}`));
  }
  if (item.rates.length === 0) faults.push(fault(`${path}/rates`, '至少须有一个标准', 'needs at least one rate'));
  const catchAll = item.rates.findIndex((rate) => !rate.when && rate.from === undefined && rate.until === undefined);
  if (catchAll !== -1 && catchAll < item.rates.length - 1) {
    faults.push(
      fault(
        `${path}/rates/${catchAll + 1}`,
        '前一个标准没有条件，此标准永远不会用到，请调整顺序',
        'is never reached: the rate before it has no condition; change the order',
      ),
    );
  }
  const exceptions = item.except ?? [];
  faults.push(
    ...repeatedKeys(
      `${path}/except`,
      exceptions.map((rule) => rule.code),
    ),
  );
  for (const [index, rule] of exceptions.entries()) {
    faults.push(...conditionFaults(rule.when, `${path}/except/${index}/when`, programme.subject));
    faults.push(...rangeFaults(rule, `${path}/except/${index}`));
  }
  if (item.instalments) {
    faults.push(
      ...notAWhole(
        `${path}/instalments`,
        item.instalments.map((instalment) => instalment.percent),
      ),
    );
  }
  return faults;
}

const UNITS: readonly string[] = ['month', 'semester', 'school-year', 'once'] satisfies BenefitRate['per'][];

function rateFaults(rate: BenefitRate, path: string, programme: Programme): ProgrammeFault[] {
  const faults = [
    ...(rate.when ? conditionFaults(rate.when, `${path}/when`, programme.subject) : []),
    ...rangeFaults(rate, path),
    ...amountFaults(rate, path),
  ];
  if (!UNITS.includes(rate.per)) {
    faults.push(fault(`${path}/per`, `计算单位应为 ${UNITS.join('、')}`, `must be one of ${UNITS.join(', ')}`));
  }
  return faults;
}

function amountFaults({ amountFen, composition }: BenefitRate, path: string): ProgrammeFault[] {
  if (typeof amountFen === 'object' && amountFen !== null && typeof amountFen.fact === 'string') return [];
  if (!Number.isSafeInteger(amountFen) || (amountFen as number) <= 0) {
    return [
      fault(
        `${path}/amountFen`,
        '金额须为以分为单位的正整数（312.50元写作31250）',
        'must be a whole number of fen above zero (312.50 yuan is 31250)',
      ),
    ];
  }
  if (composition && composition.standardFen - composition.familyPaysFen !== amountFen) {
    return [
      fault(
        `${path}/amountFen`,
        '金额不等于标准减去家庭承担部分',
        'is not the standard less what the family pays; correct one of the three',
      ),
    ];
  }
  return [];
}

function rangeFaults({ from, until }: { from?: number; until?: number }, path: string): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  for (const [name, code] of Object.entries({ from, until })) {
    if (code === undefined || isPeriodCode(code)) continue;
    faults.push(
      fault(
        `${path}/${name}`,
        '学期代码应为学年加1（秋）或2（春），如20251',
        'must be a school year and 1 (autumn) or 2 (spring): 20251',
      ),
    );
  }
  if (from !== undefined && until !== undefined && until < from) {
    faults.push(fault(`${path}/until`, '结束学期早于开始学期', 'lies before "from"'));
  }
  return faults;
}
