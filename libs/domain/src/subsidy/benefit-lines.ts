import {
  type BenefitItem,
  type BenefitRate,
  holds,
  type Instalment,
  type Payee,
  type Period,
  type Programme,
  type SubjectFacts,
} from '../programme/index.js';

/** One amount that one subject is to receive in a period. */
export interface BenefitLine {
  /** The benefit item's code. */
  readonly item: string;
  /** From 1. */
  readonly instalment: number;
  /** Integer fen, above zero. */
  readonly amountFen: number;
  readonly payee: Payee;
}

/**
 * What a programme pays a subject in a period, by item and instalment. Nothing of an item whose condition does not
 * hold or cannot be told. Who is entitled at all is `isEligible`'s question.
 */
export function benefitLines(
  programme: Programme,
  facts: SubjectFacts,
  period: Pick<Period, 'code' | 'semester'>,
): BenefitLine[] {
  return programme.benefitItems.flatMap((item) => {
    const total = amountOf(programme, item, facts, period);
    return split(total, item.instalments)
      .map((amountFen, index) => ({ item: item.code, instalment: index + 1, amountFen, payee: item.payee }))
      .filter((line) => line.amountFen > 0);
  });
}

function amountOf(
  programme: Programme,
  item: BenefitItem,
  facts: SubjectFacts,
  period: Pick<Period, 'code' | 'semester'>,
): number {
  // An exception that cannot be told excludes: money is paid only on what is known.
  const excluded = item.except.some((rule) => covers(rule, period.code) && holds(rule.when, facts) !== false);
  if (excluded) return 0;
  const rate = item.rates.find(
    (candidate) => covers(candidate, period.code) && (!candidate.when || holds(candidate.when, facts) === true),
  );
  if (!rate) return 0;
  const amountFen = baseOf(rate, facts);
  switch (rate.per) {
    case 'month':
      return amountFen * (programme.monthsPerSemester?.[period.semester - 1] ?? 0);
    case 'school-year':
      // The odd fen of a year is paid in autumn.
      return period.semester === 1 ? Math.ceil(amountFen / 2) : Math.floor(amountFen / 2);
    case 'semester':
    case 'once':
      return amountFen;
  }
}

function baseOf({ amountFen }: BenefitRate, facts: SubjectFacts): number {
  if (typeof amountFen === 'number') return amountFen;
  const value = facts.other?.[amountFen.fact];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function covers({ from, until }: { from?: number; until?: number }, period: number): boolean {
  return (from === undefined || period >= from) && (until === undefined || period <= until);
}

/** Splits by percentages, down to whole fen; the last instalment takes what rounding left, so nothing is lost. */
function split(total: number, instalments: readonly Instalment[] = [{ percent: 100 }]): number[] {
  let left = total;
  return instalments.map(({ percent }, index) => {
    const part = index === instalments.length - 1 ? left : Math.floor((total * percent) / 100);
    left -= part;
    return part;
  });
}
