import { type Audience, isDuration, type Ladder, type Limit, millisecondsOf } from '../deadline/index.js';
import { fault, type ProgrammeFault, repeatedKeys } from './fault.js';
import type { Programme, StageSpec } from './programme.js';

/** Faults of the route: an application must be able to travel it from end to end, and be decided on the way. */
export function routeFaults(route: Programme['route']): ProgrammeFault[] {
  return [
    ...repeatedKeys(
      '/route',
      route.map((stage) => stage.key),
      'key',
    ),
    ...orderFaults(route),
    ...route.flatMap((stage, index) => stageFaults(stage, `/route/${index}`)),
  ];
}

/** Which role may hold which kind of stage: who decides does not pay, who pays does not decide. */
const ROLES_OF_KIND: Readonly<Record<StageSpec['kind'], readonly StageSpec['role'][]>> = {
  review: ['reviewer', 'approver'],
  notice: ['reviewer', 'approver'],
  payment: ['finance'],
};

function orderFaults(route: Programme['route']): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  // A township stage falls away for a school under the county, a conditional one for small amounts.
  const always = route.filter((stage) => stage.kind === 'review' && stage.level !== 'township' && !stage.when);
  if (always.length === 0) {
    faults.push(
      fault(
        '/route',
        '至少须有一个县级（或以上）审核环节对所有申请都适用',
        'needs one review above the township that every application passes through',
      ),
    );
  }
  const payments = route.flatMap((stage, index) => (stage.kind === 'payment' ? [index] : []));
  if (payments.length !== 1 || payments[0] !== route.length - 1) {
    faults.push(
      fault('/route', '须有且只有一个发放环节，并放在最后', 'needs exactly one payment stage, as the last one'),
    );
  }
  const firstReview = route.findIndex((stage) => stage.kind === 'review');
  const firstNotice = route.findIndex((stage) => stage.kind === 'notice');
  if (firstNotice !== -1 && firstNotice < firstReview) {
    faults.push(
      fault(
        `/route/${firstNotice}`,
        '公示须在审核之后',
        'a public notice must come after a review: nothing unseen is posted',
      ),
    );
  }
  return faults;
}

function stageFaults(stage: StageSpec, path: string): ProgrammeFault[] {
  const faults = [...limitFaults(stage.limit, `${path}/limit`), ...ladderFaults(stage.ladder ?? {}, `${path}/ladder`)];
  const roles = ROLES_OF_KIND[stage.kind] as readonly string[] | undefined;
  if (!roles) {
    faults.push(fault(`${path}/kind`, '环节类型应为 review、notice 或 payment', 'must be review, notice or payment'));
  } else if (!roles.includes(stage.role)) {
    faults.push(
      fault(
        `${path}/role`,
        `${stage.kind} 环节的角色应为 ${roles.join('、')}`,
        `a ${stage.kind} stage is held by ${roles.join(' or ')}`,
      ),
    );
  }
  const above = stage.when?.amountAboveFen;
  if (above !== undefined && !(Number.isSafeInteger(above) && above >= 0)) {
    faults.push(
      fault(
        `${path}/when/amountAboveFen`,
        '金额须为以分为单位的非负整数',
        'must be a whole number of fen, zero or more',
      ),
    );
  }
  return faults;
}

/** Faults of a limit. `least` is 1, except where no waiting at all makes sense. */
export function limitFaults(limit: Limit, path: string, least = 1): ProgrammeFault[] {
  const { workingDays, duration } = limit as { workingDays?: unknown; duration?: unknown };
  if ((workingDays === undefined) === (duration === undefined)) {
    return [fault(path, '须填写 workingDays 或 duration 之一', 'needs either workingDays or duration')];
  }
  if (duration === undefined) {
    if (Number.isInteger(workingDays) && (workingDays as number) >= least) return [];
    return [
      fault(`${path}/workingDays`, `工作日数须为不小于${least}的整数`, `must be a whole number, at least ${least}`),
    ];
  }
  if (typeof duration === 'string' && isDuration(duration) && millisecondsOf(duration) >= least) return [];
  return [
    fault(
      `${path}/duration`,
      '须为大于零的 ISO 8601 时长，如 PT8S、P2D（不能用年、月）',
      'must be an ISO 8601 duration longer than nothing, like PT8S or P2D (no years or months)',
    ),
  ];
}

function ladderFaults(ladder: Partial<Ladder>, path: string): ProgrammeFault[] {
  const { halfTime, beforeDeadline, overdue, escalated } = ladder;
  const faults = Object.entries(ladder).flatMap(([rung, rule]) => audienceFaults(rule, `${path}/${rung}`));
  const demand = (holds: boolean, place: string, zh: string, en: string) => {
    if (!holds) faults.push(fault(`${path}/${place}`, zh, en));
  };
  const wholeDays = (days: number, place: string) =>
    demand(Number.isInteger(days) && days >= 1, place, '须为正整数', 'must be a whole number, at least 1');
  const duration = (text: string, place: string) =>
    demand(typeof text === 'string' && isDuration(text), place, '须为 ISO 8601 时长', 'must be an ISO 8601 duration');
  if (halfTime) {
    wholeDays(halfTime.fromWorkingDays, 'halfTime/fromWorkingDays');
    duration(halfTime.fromDuration, 'halfTime/fromDuration');
  }
  if (beforeDeadline) {
    const { workingDays, share } = beforeDeadline;
    wholeDays(workingDays, 'beforeDeadline/workingDays');
    demand(share > 0 && share < 1, 'beforeDeadline/share', '须在0与1之间', 'must lie between 0 and 1');
  }
  if (overdue) {
    wholeDays(overdue.everyWorkingDays, 'overdue/everyWorkingDays');
    duration(overdue.longestGap, 'overdue/longestGap');
  }
  if (escalated) {
    wholeDays(escalated.workingDays, 'escalated/workingDays');
    demand(escalated.share > 0, 'escalated/share', '须大于0', 'must be above 0');
  }
  return faults;
}

const AUDIENCES: readonly unknown[] = ['office', 'supervisor', 'level-above'] satisfies Audience[];

function audienceFaults(rule: { readonly audiences?: unknown } | null, path: string): ProgrammeFault[] {
  if (rule === null) return [];
  const { audiences } = rule;
  const fits =
    Array.isArray(audiences) && audiences.length > 0 && audiences.every((entry) => AUDIENCES.includes(entry));
  if (fits) return [];
  return [
    fault(
      `${path}/audiences`,
      `须写明通知谁：${AUDIENCES.join('、')}`,
      `must name who is told: ${AUDIENCES.join(', ')}`,
    ),
  ];
}
