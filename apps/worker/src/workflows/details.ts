import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type PlanSignal, SEARCH_ATTRIBUTES } from '#contracts';
import type { Phase, SubmissionPhase } from '#domain';

type Attribute = keyof typeof SEARCH_ATTRIBUTES;

/** Tells the operator where the stream stands: details in words, and search attributes where they have changed. */
export function show(plan: PlanSignal, describe: (plan: PlanSignal) => string): void {
  setCurrentDetails(describe(plan));
  const wanted: Record<Attribute, string | Date | null> = {
    ZhudaoStage: plan.stage ?? plan.phase,
    ZhudaoOffice: plan.office,
    ZhudaoTownship: plan.township,
    ZhudaoDueAt: plan.dueAt === null ? null : new Date(plan.dueAt),
  };
  const changes = (Object.keys(wanted) as Attribute[]).flatMap((name) => {
    const key = keyOf(name);
    const value = wanted[name];
    return sameValue(workflowInfo().typedSearchAttributes.get(key), value) ? [] : [{ key, value }];
  });
  if (changes.length > 0) upsertSearchAttributes(changes as Parameters<typeof upsertSearchAttributes>[0] & unknown[]);
}

const keyOf = (name: Attribute) =>
  ({ name, type: SEARCH_ATTRIBUTES[name] === 'Datetime' ? 'DATETIME' : 'KEYWORD' }) as const;

const sameValue = (a: string | Date | undefined, b: string | Date | null): boolean =>
  (a?.valueOf() ?? null) === (b?.valueOf() ?? null);

export const describeApplication = (plan: PlanSignal): string =>
  describe('资助申请', APPLICATION_PHASES[plan.phase as Phase], plan);

export const describeSubmission = (plan: PlanSignal): string =>
  describe('报送批次', SUBMISSION_PHASES[plan.phase as SubmissionPhase], plan);

function describe(
  what: string,
  phase: string | undefined,
  { phase: code, stage, office, dueAt, next }: PlanSignal,
): string {
  return [
    `${what}：${phase ?? code}`,
    stage && `环节：${STAGES[stage] ?? stage}`,
    office && `经办机构：${office}`,
    dueAt !== null && `办理时限：${localTime(dueAt)}`,
    next ? `下一步：${localTime(next.at)} ${momentWord(next.key)}` : '下一步：等待有人办理，暂无定时事项',
  ]
    .filter(Boolean)
    .join('\n');
}

const APPLICATION_PHASES = {
  draft: '草稿',
  submitted: '已报送，待校长确认',
  'in-review': '审核中',
  returned: '退回补正',
  'awaiting-funds': '等待资金',
  'in-public-notice': '公示中',
  'awaiting-payment': '待发放',
  paying: '发放中',
  paid: '已发放',
  'payment-failed': '发放失败',
  rejected: '不予通过',
  withdrawn: '已撤回',
  discarded: '已作废',
} as const satisfies Record<Phase, string>;

const SUBMISSION_PHASES = {
  owed: '尚未报送',
  prepared: '待校长确认',
  confirmed: '已确认',
} as const satisfies Record<SubmissionPhase, string>;

/** Stage keys of the programmes in programmes/; another county's key is shown as it is. */
const STAGES: Readonly<Record<string, string>> = {
  'township-review': '乡镇审核',
  'county-approval': '县级审批',
  'public-notice': '公示',
  payment: '发放',
  correction: '学校补正',
};

const MOMENTS: Readonly<Record<string, string>> = {
  'half-time': '时限过半，提醒经办人',
  'before-deadline': '临近时限，提醒经办人',
  'at-deadline': '到达时限，提醒经办人并告知分管领导',
  overdue: '已超时限，再次提醒',
  escalated: '超时未办，督办升级',
  close: '公示期满，结束公示',
};

/** `2/overdue:3` is the third reminder of visit 2. */
function momentWord(key: string): string {
  const moment = key.slice(key.indexOf('/') + 1);
  return MOMENTS[moment.split(':')[0]!] ?? moment;
}

/** China has one time zone and no summer time; the sandbox has no time zone of its own. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

const localTime = (at: number): string => new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
