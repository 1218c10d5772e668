import type { ApplicationCommandType, Phase, Role } from '#domain';

export type Language = 'zh' | 'en';
type Names = readonly [zh: string, en: string];

const PHASES = {
  draft: ['草稿', 'draft'],
  submitted: ['待校长确认', "awaiting the head's confirmation"],
  'in-review': ['审核中', 'in review'],
  returned: ['退回补正', 'returned for correction'],
  'awaiting-funds': ['待落实资金', 'awaiting funds'],
  'in-public-notice': ['公示中', 'in public notice'],
  'awaiting-payment': ['待发放', 'awaiting payment'],
  paying: ['发放中', 'being paid'],
  paid: ['已发放', 'paid'],
  'payment-failed': ['发放失败', 'payment failed'],
  rejected: ['不予通过', 'rejected'],
  withdrawn: ['已撤回', 'withdrawn'],
  discarded: ['已删除', 'discarded'],
} as const satisfies Record<Phase, Names>;

const ROLES = {
  clerk: ['经办人', 'school clerk'],
  head: ['校长', 'school head'],
  reviewer: ['审核人', 'township reviewer'],
  approver: ['审批人', 'county approver'],
  supervisor: ['分管领导', 'supervisor'],
  finance: ['财务人员', 'finance officer'],
  auditor: ['审计人员', 'auditor'],
  administrator: ['系统管理员', 'administrator'],
} as const satisfies Record<Role, Names>;

const COMMANDS = {
  DraftApplication: ['建立', 'draft it'],
  DiscardApplication: ['删除', 'discard it'],
  SubmitApplication: ['报送', 'submit it'],
  ConfirmApplication: ['确认', 'confirm it'],
  SendApplicationBackToDraft: ['退回经办人', 'send it back to the clerk'],
  OpenApplication: ['查阅', 'open it'],
  ApproveApplication: ['同意', 'approve it'],
  ReturnApplication: ['退回补正', 'return it'],
  ResubmitApplication: ['重新报送', 'resubmit it'],
  RejectApplication: ['不予通过', 'reject it'],
  AppealApplication: ['申诉', 'appeal'],
  WithdrawApplication: ['撤回', 'withdraw it'],
  RecallApplication: ['收回', 'recall it'],
  HoldApplication: ['暂停', 'put it on hold'],
  ResumeApplication: ['恢复办理', 'resume it'],
  ConfirmObjection: ['受理异议', 'confirm an objection'],
  ResolveObjection: ['处理异议', 'resolve an objection'],
  ReserveFunds: ['落实资金', 'reserve its funds'],
  MoveDeadline: ['调整时限', 'move its deadline'],
  ReachMoment: ['到时办理', 'act by itself'],
  FreezeForPayment: ['列入发放', 'freeze it for payment'],
  Unfreeze: ['移出发放', 'take it out of payment'],
  SettlePayment: ['登记发放结果', 'settle its payment'],
  ReissuePayment: ['重新发放', 'reissue its payment'],
} as const satisfies Record<ApplicationCommandType, Names>;

/** Stages that belong to every route; a programme names its own. */
const STAGES: Readonly<Record<string, Names>> = {
  'school-submission': ['学校报送', 'school submission'],
  'school-confirmation': ['校长确认', "head's confirmation"],
  'township-review': ['中心学校审核', 'township review'],
  'county-approval': ['县级审批', 'county approval'],
  'public-notice': ['公示', 'public notice'],
  payment: ['发放', 'payment'],
  correction: ['补正', 'correction'],
};

const named = (table: Readonly<Record<string, Names>>, key: unknown, language: Language): string =>
  table[String(key)]?.[language === 'zh' ? 0 : 1] ?? String(key ?? '');

export const phaseName = (phase: unknown, language: Language): string => named(PHASES, phase, language);
export const roleName = (role: unknown, language: Language): string => named(ROLES, role, language);
export const commandName = (command: unknown, language: Language): string => named(COMMANDS, command, language);
export const stageName = (stage: unknown, language: Language): string => named(STAGES, stage, language);
