import type { Text } from '../programme/index.js';
import type { RejectCode } from '../roster/index.js';
import type { CoverageKind } from './coverage.js';

/** The kinds as offices call them. */
export const COVERAGE_KIND_WORDS = {
  paid: { zh: '已发放', en: 'Paid' },
  approved: { zh: '已批准', en: 'Approved' },
  applied: { zh: '审核中', en: 'In review' },
  'not-handed-in': { zh: '未上报', en: 'Not handed in' },
  refused: { zh: '已报未通过', en: 'Refused' },
  'to-verify': { zh: '待核实', en: 'To be verified' },
} as const satisfies Record<CoverageKind, Text>;

/** Why a child is missing, short enough for a cell; the roster's own report says it in full. */
export const MISSING_REASON_WORDS = {
  draft: { zh: '已建草稿，尚未报送', en: 'A draft, not handed in yet' },
  withdrawn: { zh: '学校已撤回', en: 'Taken back by the school' },
  rejected: { zh: '审核不予通过', en: 'Rejected in review' },
  name_missing: { zh: '花名册未填姓名', en: 'No name in the roster' },
  id_missing: { zh: '花名册未填身份证件号', en: 'No ID number in the roster' },
  id_malformed: { zh: '身份证件号格式不对', en: 'Not the form of an ID number' },
  id_checksum: { zh: '身份证件号校验不符', en: 'ID number fails its check' },
  birth_date_mismatch: { zh: '出生日期与身份证件号不符', en: 'Birth date differs from the ID number' },
  duplicate_in_file: { zh: '花名册中重复', en: 'Twice in the roster' },
  not_enrolled: { zh: '学籍中查无此人', en: 'On no roll' },
  enrolled_elsewhere: { zh: '学籍在其他学校', en: 'On another school’s roll' },
  name_mismatch: { zh: '姓名与学籍不符', en: 'Name differs from the roll' },
  not_registered: { zh: '不在帮扶家庭名册', en: 'In no register' },
  bank_card_checksum: { zh: '银行卡号校验不符', en: 'Bank card fails its check' },
} as const satisfies Record<RejectCode | 'draft' | 'withdrawn' | 'rejected', Text>;

/** A reason's words; one that has none is shown as it is. */
export const missingReason = (reason: string, language: 'zh' | 'en'): string =>
  (MISSING_REASON_WORDS as Record<string, Text>)[reason]?.[language] ?? reason;
