import {
  CORRECTABLE_VALUES,
  type CorrectableValue,
  isTelephone,
  normaliseName,
  normaliseTelephone,
  ROSTER_FIELDS,
  readBankCard,
} from '#domain';
import { type Keys, type MaskedPerson, maskCard, maskPhone, type PersonalValueChange } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';
import type { ResubmitDto } from './commands.dto.js';

/** How each value is told of. */
const TOLD = {
  card: { title: ROSTER_FIELDS.bankCard.zh, shown: maskCard },
  bank: { title: ROSTER_FIELDS.bankName.zh, shown: String },
  phone: { title: ROSTER_FIELDS.telephone.zh, shown: maskPhone },
  guardian: { title: ROSTER_FIELDS.guardianName.zh, shown: String },
} as const satisfies Record<CorrectableValue, { title: string; shown: (value: string) => string }>;
const FIELDS = Object.keys(CORRECTABLE_VALUES) as CorrectableValue[];

type Corrected = Partial<Record<CorrectableValue, string>>;

/** @throws ProblemError naming the field that is no such value, or belongs to an item not said to be corrected. */
export function correctedValues(dto: Pick<ResubmitDto, 'changed' | CorrectableValue>): Corrected {
  const values: Corrected = {};
  for (const field of FIELDS) {
    const typed = dto[field];
    if (typed === undefined) continue;
    const item = CORRECTABLE_VALUES[field];
    if (!dto.changed.includes(item))
      throw ProblemError.ofField(
        field,
        'notAmongChanged',
        `填写此项须在 changed 中列出“${item}”`,
        `needs "${item}" among changed`,
      );
    values[field] = READ[field](typed);
  }
  return values;
}

const READ: Readonly<Record<CorrectableValue, (typed: string) => string>> = {
  card: (typed) => {
    const reading = readBankCard(typed);
    if (reading.kind === 'card') return reading.card;
    throw ProblemError.ofField('card', 'cardNumber', '银行卡号不正确，请核对每一位数字', 'is not a valid card number');
  },
  bank: (typed) => present('bank', typed.trim()),
  phone: (typed) => {
    const phone = normaliseTelephone(typed);
    if (isTelephone(phone)) return phone;
    throw ProblemError.ofField('phone', 'telephone', '联系电话不正确', 'is not a telephone number');
  },
  guardian: (typed) => present('guardian', normaliseName(typed)),
};

function present(path: CorrectableValue, value: string): string {
  if (value === '') throw ProblemError.ofField(path, 'isNotEmpty', '不能为空', 'must not be blank');
  return value;
}

/** What goes on file with the resubmission. */
export function changesOf(keys: Keys, application: string, values: Corrected): PersonalValueChange[] {
  const changes: PersonalValueChange[] = FIELDS.flatMap((kind) => {
    const value = values[kind];
    return value === undefined ? [] : [{ owner: application, kind, cipher: keys.encrypt(value) }];
  });
  // A passbook was confirmed of one number only: another one is a card again.
  return values.card === undefined ? changes : [...changes, { owner: application, kind: 'passbook', cipher: null }];
}

/**
 * What the school corrected, from what to what, numbers masked as everywhere, and what it has to say: read by whoever
 * decides next, and on record. In Chinese, like what people write there.
 */
export function correctionText(before: MaskedPerson, values: Corrected, note: string | undefined): string {
  const lines = FIELDS.flatMap((field) => {
    const value = values[field];
    const { title, shown } = TOLD[field];
    return value === undefined ? [] : [`${title}：${before[field] ?? '（空）'} → ${shown(value)}`];
  });
  return [...lines, note?.trim()].filter(Boolean).join('\n');
}
