/** Why a bank sent money back, as codes: its own words may name a person and stay in the encrypted file. */
export const RETURN_REASONS = {
  'name-differs': /户名|姓名|名称不符/u,
  'account-closed': /销户|已注销|关闭/u,
  'account-frozen': /冻结|止付|挂失|睡眠|久悬|不动户/u,
  'limit-exceeded': /限额|超限|二类|三类|Ⅱ类|Ⅲ类/u,
  'account-unknown': /账号|帐号|卡号|账户不存在|无此账?户|户不存在/u,
} as const satisfies Record<string, RegExp>;

export type ReturnReason = keyof typeof RETURN_REASONS | 'other';

/** The first that fits; a reason in other words is `other`. */
export function returnReason(words: string): ReturnReason {
  const found = Object.entries(RETURN_REASONS).find(([, pattern]) => pattern.test(words));
  return (found?.[0] as ReturnReason | undefined) ?? 'other';
}
