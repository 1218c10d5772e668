const AMOUNT = /^(\d{1,10})(?:\.(\d{1,2}))?$/;

/** Fen as yuan with two decimals, the form banks take: 12500 → '125.00'. */
export const yuanText = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Yuan as a bank writes them ('1,250.00', '125', '￥125.0') in integer fen; null when it is no amount. Never by floating point. */
export function fenOfYuan(text: string): number | null {
  const match = AMOUNT.exec(text.replace(/[,，\s￥¥元]/gu, ''));
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
