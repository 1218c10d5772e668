import { catalogue } from '../../text/catalogue.js';

/** Why a bank sent money back, by the codes of the law. */
export const reasonTexts = catalogue({
  'name-differs': { zh: '户名不符', en: 'Name differs' },
  'account-closed': { zh: '账户已销户', en: 'Account closed' },
  'account-frozen': { zh: '账户冻结或不动户', en: 'Account frozen' },
  'limit-exceeded': { zh: '超过账户限额', en: 'Over the limit' },
  'account-unknown': { zh: '账号不存在', en: 'No such account' },
  other: { zh: '其他原因', en: 'Other' },
});
