import { normaliseCode } from './text.js';

interface FieldLaw {
  /** How the column is called to a clerk. */
  readonly zh: string;
  readonly en: string;
  /**
   * `required`: without it no row can be judged. `expected`: its absence is said and the rows go through.
   * `known`: recognised so that it is not taken for another column.
   */
  readonly need: 'required' | 'expected' | 'known';
  /** Titles that mean this field, tried on text without blanks, notes in brackets and marks. */
  readonly titles: RegExp;
}

const GUARDIAN = '(?:法定)?(?:监护人|家长|抚养人|父亲|母亲|父母|户主)';

/** Order matters: what belongs to another person or to the bank is recognised before the child's own fields. */
export const ROSTER_FIELDS = {
  guardianIdNumber: {
    zh: '监护人身份证号',
    en: 'guardian’s ID number',
    need: 'known',
    titles: new RegExp(`${GUARDIAN}.*(?:身份|证件)`),
  },
  guardianName: {
    zh: '监护人姓名',
    en: 'guardian’s name',
    need: 'known',
    titles: new RegExp(`^(?:学生)?${GUARDIAN}(?:的)?(?:姓名|名字|名称)?$`),
  },
  relationship: { zh: '与学生关系', en: 'relationship', need: 'known', titles: /关系|称谓/ },
  telephone: { zh: '联系电话', en: 'telephone', need: 'known', titles: /电话|手机|联系方式|联系号码/ },
  bankHolder: {
    zh: '开户人',
    en: 'account holder',
    need: 'known',
    titles: /户名$|开户人|开户姓名|开户名|持卡人|账户名|帐户名|收款人/,
  },
  bankName: {
    zh: '开户银行',
    en: 'bank',
    need: 'known',
    titles: /开户行|开户银行|开户网点|开户机构|银行名称|发卡行|发卡银行|所属银行|^银行$/,
  },
  bankCard: {
    zh: '银行卡号',
    en: 'bank card',
    need: 'expected',
    titles: /卡号|账号|帐号|一卡通|银行账户|银行帐户|银行卡|存折/,
  },
  rollNumber: { zh: '学籍号', en: 'roll number', need: 'known', titles: /学籍(?:号|辅号|编号)/ },
  idNumber: {
    zh: '身份证件号',
    en: 'ID number',
    need: 'required',
    titles: /^(?!.*(?:类型|类别|地址|住址)).*(?:身份证|身份号|证件号|居民证)/,
  },
  birthDate: { zh: '出生日期', en: 'birth date', need: 'expected', titles: /出生(?!地)|生日/ },
  name: {
    zh: '学生姓名',
    en: 'name',
    need: 'required',
    titles:
      /^(?:受助|受资助|资助|申请|在校|贫困|困难)?(?:学生|幼儿|儿童|孩子|小孩|人|对象|本人)?(?:的)?(?:姓名|名字)$|^(?:学生|幼儿|儿童)$/,
  },
  sex: { zh: '性别', en: 'sex', need: 'known', titles: /^(?:学生|幼儿)?性别$/ },
  boarding: { zh: '是否寄宿', en: 'boarding', need: 'expected', titles: /寄宿|住校|住宿|住读/ },
  dayPupil: { zh: '是否走读', en: 'day pupil', need: 'known', titles: /走读/ },
  category: {
    zh: '家庭类型',
    en: 'household category',
    need: 'expected',
    titles:
      /^(?!.*(?:学校|证件|银行|收费)).*(?:家庭|贫困|困难|户|资助|对象|人员|学生|身份|脱贫)(?:经济)?.{0,4}(?:类型|类别|种类|属性)|^(?:户别|类别|贫困情况|困难情况|认定类型)$/,
  },
  grade: { zh: '年级', en: 'grade', need: 'expected', titles: /年级/ },
  className: { zh: '班级', en: 'class', need: 'known', titles: /^(?:所在|就读)?(?:班级|班别|班)$/ },
  school: { zh: '学校', en: 'school', need: 'known', titles: /^(?:就读|所在)?(?:学校|幼儿园|单位)(?:名称)?$/ },
  sequence: { zh: '序号', en: 'number', need: 'known', titles: /^(?:序号|编号|序|号|no\.?)$/i },
  remark: { zh: '备注', en: 'remark', need: 'known', titles: /^(?:备注|说明)/ },
} as const satisfies Record<string, FieldLaw>;

export type RosterField = keyof typeof ROSTER_FIELDS;

const FIELDS = Object.entries(ROSTER_FIELDS) as [RosterField, FieldLaw][];

export function fieldsOfNeed(need: FieldLaw['need']): RosterField[] {
  return FIELDS.filter(([, law]) => law.need === need).map(([field]) => field);
}

/** Longer than any title of a column: such text is a sentence or a value. */
const LONGEST_TITLE = 40;

/** The bare words of a column title: no blanks, no marks, and no note in brackets unless it names a person. */
export function titleWords(text: string): string {
  return normaliseCode(text.slice(0, LONGEST_TITLE * 4))
    .replace(/[([【]([^)\]】]*)[)\]】]/g, (_, note: string) => (namesGuardian(note) ? note : ''))
    .replace(/[*:、,，。;★]/g, '');
}

export function namesGuardian(words: string): boolean {
  return new RegExp(GUARDIAN).test(words);
}

/** The field a column title means, null when it means none. */
export function fieldOfTitle(text: string): RosterField | null {
  const words = titleWords(text);
  if (words === '' || words.length > LONGEST_TITLE) return null;
  // 姓名(监护人): the note names the person, and names come first in titles.
  const candidates = [words, words.replace(new RegExp(`^(.+?)(${GUARDIAN})$`), '$2$1')];
  for (const [field, law] of FIELDS) {
    if (candidates.some((candidate) => law.titles.test(candidate))) return field;
  }
  return null;
}
