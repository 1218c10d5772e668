import { csvLine } from './csv.js';
import type { PaymentLine } from './payment-lines.js';
import { yuanText } from './yuan.js';

export const BANK_FILE_HEADER = ['序号', '收款人姓名', '收款账号', '金额（元）', '用途'] as const;

/**
 * What one bank is told to pay, as CSV text with a byte order mark, which spreadsheets here need to show Chinese.
 *
 * @param purpose what stands on the family's statement: the programme's public title, which does not say that a child is poor
 */
export function bankFileText(lines: readonly PaymentLine[], purpose: string): string {
  const body = lines.map((line) =>
    csvLine([String(line.lineNo), line.account.holder, line.account.number, yuanText(line.amountFen), purpose]),
  );
  return `\uFEFF${csvLine(BANK_FILE_HEADER)}${body.join('')}`;
}
