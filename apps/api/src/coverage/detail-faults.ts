import type { Text } from '#domain';
import type { LineFault } from '#persistence';
import type { FieldFault } from '../problems/problem-error.js';

type Sentences = { readonly [Code in LineFault['code']]: (fault: Extract<LineFault, { code: Code }>) => Text };

/** What is wrong with a line, said after the child's name. */
const SENTENCES: Sentences = {
  card_missing: () => ({ zh: '请填写银行卡号', en: 'enter the bank card' }),
  card_faulty: () => ({
    zh: '银行卡号校验不符，请核对卡面',
    en: 'the bank card fails its check; compare it with the card',
  }),
  card_shared: ({ with: other }) => ({
    zh: `银行卡号与${other}的相同，但不是同一户，请核对`,
    en: `the bank card is also ${other}'s, who is of another household`,
  }),
  bank_missing: () => ({ zh: '请填写开户银行', en: 'enter the bank' }),
  telephone_missing: () => ({ zh: '请填写联系电话', en: 'enter a telephone number' }),
  telephone_faulty: () => ({
    zh: '联系电话应为11位手机号，或带区号的固定电话',
    en: 'a telephone number has 11 digits, or an area code and a number',
  }),
  not_missing: () => ({
    zh: '不是本校应助未报的学生，请刷新名单',
    en: 'no longer one of your missing children; load the list again',
  }),
  twice: () => ({ zh: '同一学生填了两次', en: 'is in the form twice' }),
};

/** Each fault names its child: a form of thirty lines is mended by name. */
export function fieldFaultOf(fault: LineFault): FieldFault {
  const { zh, en } = (SENTENCES[fault.code] as (fault: LineFault) => Text)(fault);
  const name = fault.name;
  return {
    path: `children.${fault.line}.${fault.field}`,
    code: fault.code,
    zh: `${name ?? `第${fault.line + 1}行`}：${zh}。`,
    en: `${name ?? `Line ${fault.line + 1}`}: ${en}.`,
  };
}
