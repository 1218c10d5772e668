import type { CardFaultCause } from './bank-card.js';
import { ROSTER_FIELDS } from './columns.js';
import { fieldNames, type Language } from './file-fault.js';
import type { RosterHeader } from './header.js';
import { householdCategoryName } from './household-category.js';
import type { IdMalformation } from './id-number.js';
import type { FlagCode, RejectCode, RosterFault, RosterFlag, RosterOutcome, RosterRemark } from './outcome.js';

type FaultOf<Code> = Extract<RosterFault, { code: Code }>;
type FlagOf<Code> = Extract<RosterFlag, { code: Code }>;
type RemarkOf<Code> = Extract<RosterRemark, { code: Code }>;
type Sentence<T> = Record<Language, (it: T) => string>;

const AS_TEXT = { zh: '请将该列设为“文本”后重新填写', en: 'Set the column to “Text” and enter it again' };
const ID_SENTENCES = {
  scientific: {
    zh: (found) => `身份证号被表格软件改成 ${found}，后几位已丢失。${AS_TEXT.zh}18位号码。`,
    en: (found) =>
      `the spreadsheet turned the ID number into ${found} and its last digits are lost. ${AS_TEXT.en}, all 18 digits.`,
  },
  number: {
    zh: (found) => `身份证号被存成了数字（显示为 ${found}），第16位以后已丢失。${AS_TEXT.zh}18位号码。`,
    en: (found) =>
      `the ID number was stored as a quantity (shown as ${found}); the digits after the fifteenth are lost. ${AS_TEXT.en}, all 18 digits.`,
  },
  formula: {
    zh: (found) => `身份证号一栏是公式（${found}），不予计算。请直接填写18位号码。`,
    en: (found) => `the ID number is a formula (${found}), which is not computed. Enter the 18 digits themselves.`,
  },
  fifteen_digits: {
    zh: (found) => `身份证号 ${found} 是15位旧号码。请按户口簿填写18位号码。`,
    en: (found) =>
      `the ID number ${found} has the old form of 15 digits. Enter the 18 digits from the household register.`,
  },
  length: {
    zh: (found) => `身份证号 ${clip(found)} 是${found.length}位，应为18位。请核对户口簿。`,
    en: (found) =>
      `the ID number ${clip(found)} has ${found.length} characters instead of 18. Check it against the household register.`,
  },
  characters: {
    zh: (found) => `身份证号“${clip(found)}”含有数字以外的字符（只有末位可以是X）。请核对户口簿。`,
    en: (found) =>
      `the ID number “${clip(found)}” holds something other than digits (only the last may be X). Check it against the household register.`,
  },
  birth_date: {
    zh: (found) => `身份证号 ${found} 中的出生日期（第7至14位）不存在。请核对户口簿。`,
    en: (found) =>
      `digits 7 to 14 of the ID number ${found} are no day of the calendar. Check it against the household register.`,
  },
} as const satisfies Record<IdMalformation, Sentence<string>>;

const CARD_SENTENCES = {
  checksum: {
    zh: (found) => `银行卡号 ${found} 校验不符，可能输错了一位。请核对卡面；如果是存折账号，请确认为存折。`,
    en: (found) =>
      `the bank card ${found} fails its check digit; one digit may be mistyped. Check the card; if it is the number of a passbook (存折), confirm it as one.`,
  },
  length: {
    zh: (found) =>
      `银行卡号 ${clip(found)} 是${found.length}位，银行卡应为13至19位。请核对卡面；如果是存折账号，请确认为存折。`,
    en: (found) =>
      `the bank card ${clip(found)} has ${found.length} digits instead of 13 to 19. Check the card; if it is the number of a passbook (存折), confirm it as one.`,
  },
  characters: {
    zh: (found) => `银行卡号“${clip(found)}”含有数字以外的字符。请核对卡面。`,
    en: (found) => `the bank card “${clip(found)}” holds something other than digits. Check the card.`,
  },
  scientific: {
    zh: (found) => `银行卡号被表格软件改成 ${found}，后几位已丢失。${AS_TEXT.zh}卡号。`,
    en: (found) => `the spreadsheet turned the bank card into ${found} and its last digits are lost. ${AS_TEXT.en}.`,
  },
  number: {
    zh: (found) => `银行卡号被存成了数字（显示为 ${found}），第16位以后已丢失。${AS_TEXT.zh}卡号。`,
    en: (found) =>
      `the bank card was stored as a quantity (shown as ${found}); the digits after the fifteenth are lost. ${AS_TEXT.en}.`,
  },
  formula: {
    zh: (found) => `银行卡号一栏是公式（${clip(found)}），不予计算。请直接填写卡号。`,
    en: (found) => `the bank card is a formula (${clip(found)}), which is not computed. Enter the digits themselves.`,
  },
} as const satisfies Record<CardFaultCause, Sentence<string>>;

const FAULT_SENTENCES = {
  name_missing: {
    zh: (f) =>
      f.cause === 'formula' ? '姓名一栏是公式，不予计算。请直接填写姓名。' : '没有填写姓名。请补上后重新上传。',
    en: (f) =>
      f.cause === 'formula'
        ? 'the name is a formula, which is not computed. Enter the name itself.'
        : 'the name is missing. Enter it and upload the file again.',
  },
  id_missing: {
    zh: () => '没有填写身份证号。请按户口簿填写18位号码。',
    en: () => 'the ID number is missing. Enter the 18 digits from the household register.',
  },
  id_malformed: { zh: (f) => ID_SENTENCES[f.cause].zh(f.found), en: (f) => ID_SENTENCES[f.cause].en(f.found) },
  id_checksum: {
    zh: (f) =>
      f.cause === 'zeros'
        ? `身份证号 ${f.found} 校验不符，末三位都是0，很可能被表格软件改过。${AS_TEXT.zh}18位号码。`
        : `身份证号 ${f.found} 校验不符，至少有一位输错。请核对户口簿。`,
    en: (f) =>
      f.cause === 'zeros'
        ? `the ID number ${f.found} fails its check and ends in 000: a spreadsheet probably changed it. ${AS_TEXT.en}.`
        : `the ID number ${f.found} fails its check; at least one digit is mistyped. Check it against the household register.`,
  },
  birth_date_mismatch: {
    zh: (f) => `${BIRTH_DATE.zh[f.cause](f.found)}，身份证号中是 ${f.expected}。请核对户口簿，改正出生日期或身份证号。`,
    en: (f) =>
      `${BIRTH_DATE.en[f.cause](f.found)}, the ID number says ${f.expected}. Check the household register and correct one of them.`,
  },
  duplicate_in_file: {
    zh: (f) => `与第${f.firstLine}行身份证号相同，是重复的一行。请删去其中一行；如果是两名学生，请改正号码。`,
    en: (f) =>
      `the same ID number stands on line ${f.firstLine}. Delete one of the two, or correct the number if they are two children.`,
  },
  not_enrolled: {
    zh: () => '学籍库中没有此身份证号。请核对号码；新入学或转入的学生，请先办理学籍。',
    en: () =>
      'no pupil on the county’s roll has this ID number. Check the number; for a newcomer, have the roll entry made first.',
  },
  enrolled_elsewhere: {
    zh: (f) => `学籍在${f.school}，不在本校。如已转入，请先办理转学；否则请从花名册中删去。`,
    en: (f) =>
      `the roll has this child at ${f.school}. If the child moved, have the transfer made first; otherwise delete the row.`,
  },
  name_mismatch: {
    zh: (f) =>
      f.expected === null
        ? `姓名“${clip(f.found)}”与学籍库中此身份证号的姓名不一致。请核对姓名和号码。`
        : `姓名“${clip(f.found)}”与学籍库中的“${f.expected}”不一致。请按户口簿改正姓名，或核对身份证号。`,
    en: (f) =>
      f.expected === null
        ? `the name “${clip(f.found)}” is not the one the roll has for this ID number. Check both.`
        : `the name “${clip(f.found)}” differs from “${f.expected}” on the roll. Correct the name or check the ID number.`,
  },
  not_registered: {
    zh: () =>
      '不在困难家庭名册中，也不是登记的特殊儿童，不能随花名册申请。孤儿、残疾学生或家庭突发严重困难的，请由家长提交“个人申请”。',
    en: () =>
      'the child is neither in the registry of poor households nor a registered special child and cannot apply by roster. For an orphan, a disabled pupil or sudden hardship, have the family make a personal application (个人申请).',
  },
  bank_card_checksum: {
    zh: (f) => CARD_SENTENCES[f.cause].zh(f.found),
    en: (f) => CARD_SENTENCES[f.cause].en(f.found),
  },
} as const satisfies { readonly [Code in RejectCode]: Sentence<FaultOf<Code>> };

const BIRTH_DATE = {
  zh: {
    differs: (found: string) => `出生日期填的是 ${found}`,
    unreadable: (found: string) => `出生日期“${clip(found)}”无法识别`,
    formula: (found: string) => `出生日期一栏是公式（${clip(found)}），不予计算`,
  },
  en: {
    differs: (found: string) => `the birth date given is ${found}`,
    unreadable: (found: string) => `the birth date “${clip(found)}” is no date`,
    formula: (found: string) => `the birth date is a formula (${clip(found)}), which is not computed`,
  },
} as const satisfies Record<Language, Record<FaultOf<'birth_date_mismatch'>['cause'], (found: string) => string>>;

const FLAG_SENTENCES = {
  household_type_differs: {
    zh: (f) => `家庭类型填的是“${clip(f.found)}”，名册登记为“${categories(f.expected, 'zh')}”，以名册为准。`,
    en: (f) =>
      `the household category given is “${clip(f.found)}”, registered is “${categories(f.expected, 'en')}”; the registry’s counts.`,
  },
  boarding_differs: {
    zh: (f) => `是否寄宿填的是“${clip(f.found)}”，学籍库为“${f.expected ? '寄宿' : '走读'}”，以学籍为准。`,
    en: (f) =>
      `boarding is given as “${clip(f.found)}”, on the roll the child is a ${f.expected ? 'boarder' : 'day pupil'}; the roll counts.`,
  },
  grade_differs: {
    zh: (f) => `年级填的是“${clip(f.found)}”，学籍库为“${f.expected}”，以学籍为准。`,
    en: (f) => `the grade given is “${clip(f.found)}”, on the roll it is “${f.expected}”; the roll counts.`,
  },
  card_shared: {
    zh: (f) => `银行卡号与第${f.lines.join('、')}行相同，而两行属于不同的家庭。请核对是哪一户的卡。`,
    en: (f) => `line ${f.lines.join(', ')} gives the same bank card for another household. Check whose card it is.`,
  },
} as const satisfies { readonly [Code in FlagCode]: Sentence<FlagOf<Code>> };

const REMARK_SENTENCES = {
  formula_ignored: {
    zh: (r) => `${ROSTER_FIELDS[r.field].zh}一栏是公式（${clip(r.found)}），已忽略。`,
    en: (r) => `the ${ROSTER_FIELDS[r.field].en} is a formula (${clip(r.found)}) and was ignored.`,
  },
  telephone_unusual: {
    zh: (r) => `联系电话“${clip(r.found)}”不像手机或带区号的固定电话，请核对。`,
    en: (r) => `the telephone “${clip(r.found)}” is neither a mobile number nor a land line with its area code.`,
  },
  bank_card_blank: { zh: () => '没有填写银行卡号。', en: () => 'no bank card is given.' },
  passbook_confirmed: { zh: () => '经办人确认为存折账号。', en: () => 'the clerk confirmed the number of a passbook.' },
} as const satisfies { readonly [Code in RosterRemark['code']]: Sentence<RemarkOf<Code>> };

export function describeFault(fault: RosterFault, language: Language): string {
  return (FAULT_SENTENCES[fault.code][language] as (fault: RosterFault) => string)(fault);
}

export function describeFlag(flag: RosterFlag, language: Language): string {
  return (FLAG_SENTENCES[flag.code][language] as (flag: RosterFlag) => string)(flag);
}

export function describeRemark(remark: RosterRemark, language: Language): string {
  return (REMARK_SENTENCES[remark.code][language] as (remark: RosterRemark) => string)(remark);
}

/** What the header lacks without refusing the file; null where it lacks nothing. */
export function describeMissingColumns(header: RosterHeader, language: Language): string | null {
  if (header.missingExpected.length === 0) return null;
  const names = fieldNames(header.missingExpected, language);
  return language === 'zh'
    ? `花名册没有这些列：${names}。其余各列照常核对，没有的以学籍和名册为准。`
    : `The roster has no column for: ${names}. All others are checked; for these the roll and the registry count.`;
}

/** What came of a row, as one sentence or more that its clerk can act on: 「第11行 沈成娥：…」. */
export function describeOutcome(outcome: RosterOutcome, language: Language): string {
  const { line, values } = outcome;
  const said = outcomeSentences(outcome, language);
  if (said.length === 0) said.push(language === 'zh' ? '已识别。' : 'recognised.');
  const who = values.name === null ? '' : ` ${clip(values.name)}`;
  if (language === 'zh') return `第${line}行${who}：${said.join('')}`;
  const [first, ...others] = said;
  return `Line ${line}${who}: ${[first, ...others.map(capitalised)].join(' ')}`;
}

/** Whatever is wrong, differs or was put right, each in a sentence. */
export function outcomeSentences({ faults, flags, repairs }: RosterOutcome, language: Language): string[] {
  return [
    ...faults.map((fault) => describeFault(fault, language)),
    ...flags.map((flag) => describeFlag(flag, language)),
    ...repairs.map((repair) => describeRepair(repair, language)),
  ];
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function describeRepair(repair: RosterOutcome['repairs'][number], language: Language): string {
  const [from, to] = [visible(repair.from), clip(repair.to)];
  const field = ROSTER_FIELDS[repair.field][language];
  return language === 'zh' ? `${field}“${from}”已整理为“${to}”。` : `the ${field} “${from}” was put right to “${to}”.`;
}

function categories(words: readonly string[], language: Language): string {
  return words.map((word) => householdCategoryName(word, language)).join(language === 'zh' ? '、' : ', ');
}

/** Nobody needs to read four thousand characters of a name to find its row. */
const LONGEST_QUOTE = 40;

function clip(text: string): string {
  const chars = [...text.slice(0, LONGEST_QUOTE * 2)];
  return chars.length > LONGEST_QUOTE || text.length > LONGEST_QUOTE * 2
    ? `${chars.slice(0, LONGEST_QUOTE).join('')}…`
    : text;
}

/** What cannot be seen is named, else a repair of it would look like nothing happened. */
function visible(text: string): string {
  return clip(text.replace(/[\u200b-\u200f\u2060\ufeff]/g, '〔零宽〕').replace(/\u3000/g, '〔全角空格〕'));
}
