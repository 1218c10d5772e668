import { type CsvRow, csvRows } from './csv.js';
import { type ReturnReason, returnReason } from './return-reason.js';
import { fenOfYuan, yuanText } from './yuan.js';

/** `unknown`: the bank said nothing clear. It is asked again and never paid again by itself. */
export type LineState = 'pending' | 'paid' | 'failed' | 'unknown';

/** A line as it was sent, and what is known of it. */
export interface SentLine {
  readonly lineNo: number;
  readonly bank: string;
  readonly amountFen: number;
  readonly state: LineState;
}

export interface LineOutcome {
  readonly lineNo: number;
  readonly state: Exclude<LineState, 'pending'>;
  readonly reason: ReturnReason | null;
}

export type ReturnFault =
  | { readonly code: 'columns-missing'; readonly missing: readonly string[] }
  | { readonly code: 'nothing-in-it' }
  | { readonly code: 'number-malformed'; readonly line: number; readonly found: string }
  | { readonly code: 'number-unknown'; readonly line: number; readonly lineNo: number }
  | { readonly code: 'number-twice'; readonly line: number; readonly lineNo: number; readonly first: number }
  | { readonly code: 'amount-malformed'; readonly line: number; readonly lineNo: number; readonly found: string }
  | {
      readonly code: 'amount-differs';
      readonly line: number;
      readonly lineNo: number;
      readonly found: number;
      readonly sent: number;
    }
  | {
      readonly code: 'other-bank';
      readonly line: number;
      readonly lineNo: number;
      readonly bank: string;
      readonly other: string;
    }
  | {
      readonly code: 'settled-otherwise';
      readonly line: number;
      readonly lineNo: number;
      readonly was: LineState;
      readonly now: LineState;
    };

export type ReturnReading =
  | { readonly ok: true; readonly bank: string; readonly outcomes: readonly LineOutcome[] }
  | { readonly ok: false; readonly faults: readonly ReturnFault[] };

const COLUMNS = {
  number: /^(序号|行号|编号|明细序号|line\s*no\.?|no\.?)$/iu,
  amount: /^(交易)?金额([（(]元[）)])?$|^amount$/iu,
  result: /^(处理|交易)?(结果|状态)$|^result$/iu,
  reason: /^(失败|退票)?原因$|^备注$|^reason$/iu,
} as const;
const NEEDED = { number: '序号', amount: '金额', result: '结果' } as const;

const PAID = /^(交易|处理|入账|已)?成功$|^success$/iu;
const FAILED = /^(交易|处理|入账)?失败$|^退(票|回|汇)$|^fail(ed|ure)?$/iu;
const TOTAL_ROW = /^(合计|总计|小计|共计|total)/iu;

/**
 * Reads what a bank sent back against what was sent to it. Every line is matched by number and amount; one fault
 * refuses the whole file, so that nothing is half settled. Lines the file does not mention, or whose result is neither
 * success nor failure, are unknown.
 */
export function readReturnFile(text: string, sent: readonly SentLine[]): ReturnReading {
  const rows = csvRows(text);
  const head = rows.findIndex((row) => row.cells.some((cell) => COLUMNS.number.test(cell)));
  const at = columnsOf(rows[head]);
  const missing = (Object.keys(NEEDED) as (keyof typeof NEEDED)[])
    .filter((name) => at[name] < 0)
    .map((name) => NEEDED[name]);
  if (missing.length > 0) return { ok: false, faults: [{ code: 'columns-missing', missing }] };
  const body = rows.slice(head + 1).filter(({ cells }) => cells[at.number] && !TOTAL_ROW.test(cells[at.number]!));
  if (body.length === 0) return { ok: false, faults: [{ code: 'nothing-in-it' }] };
  return match(body, at, sent);
}

type Columns = Record<keyof typeof COLUMNS, number>;

function columnsOf(header: CsvRow | undefined): Columns {
  const find = (pattern: RegExp) => header?.cells.findIndex((cell) => pattern.test(cell.replace(/\s/gu, ''))) ?? -1;
  return {
    number: find(COLUMNS.number),
    amount: find(COLUMNS.amount),
    result: find(COLUMNS.result),
    reason: find(COLUMNS.reason),
  };
}

function match(body: readonly CsvRow[], at: Columns, sent: readonly SentLine[]): ReturnReading {
  const byNumber = new Map(sent.map((line) => [line.lineNo, line]));
  const seen = new Map<number, number>();
  const faults: ReturnFault[] = [];
  const outcomes = new Map<number, LineOutcome>();
  let bank: string | null = null;
  for (const { line, cells } of body) {
    const numberText = cells[at.number]!;
    const lineNo = /^\d{1,9}$/.test(numberText) ? Number(numberText) : null;
    if (lineNo === null) {
      faults.push({ code: 'number-malformed', line, found: numberText });
      continue;
    }
    const known = byNumber.get(lineNo);
    const first = seen.get(lineNo);
    if (!known) faults.push({ code: 'number-unknown', line, lineNo });
    else if (first !== undefined) faults.push({ code: 'number-twice', line, lineNo, first });
    else {
      seen.set(lineNo, line);
      bank ??= known.bank;
      const outcome = outcomeOf(lineNo, cells[at.result] ?? '', cells[at.reason] ?? '');
      const fault = faultOf(line, known, cells[at.amount] ?? '', bank, outcome.state);
      if (fault) faults.push(fault);
      outcomes.set(lineNo, outcome);
    }
  }
  if (faults.length > 0 || bank === null) return { ok: false, faults };
  return { ok: true, bank, outcomes: completed(bank, sent, outcomes) };
}

function outcomeOf(lineNo: number, result: string, reason: string): LineOutcome {
  if (PAID.test(result)) return { lineNo, state: 'paid', reason: null };
  if (FAILED.test(result)) return { lineNo, state: 'failed', reason: returnReason(reason) };
  return { lineNo, state: 'unknown', reason: null };
}

function faultOf(line: number, known: SentLine, amount: string, bank: string, state: LineState): ReturnFault | null {
  const { lineNo } = known;
  const found = fenOfYuan(amount);
  if (found === null) return { code: 'amount-malformed', line, lineNo, found: amount };
  if (found !== known.amountFen) return { code: 'amount-differs', line, lineNo, found, sent: known.amountFen };
  if (known.bank !== bank) return { code: 'other-bank', line, lineNo, bank, other: known.bank };
  if (isSettled(known.state) && state !== 'unknown' && state !== known.state)
    return { code: 'settled-otherwise', line, lineNo, was: known.state, now: state };
  return null;
}

/** Every line of the bank has an outcome: what was settled before stays, what nobody mentioned is unknown. */
function completed(bank: string, sent: readonly SentLine[], outcomes: ReadonlyMap<number, LineOutcome>): LineOutcome[] {
  return sent
    .filter((line) => line.bank === bank && !isSettled(line.state))
    .map(({ lineNo }) => outcomes.get(lineNo) ?? { lineNo, state: 'unknown', reason: null });
}

const isSettled = (state: LineState): boolean => state === 'paid' || state === 'failed';

/** What finance reads: which line of the file, and what is wrong with it. */
export function describeReturnFault(fault: ReturnFault): string {
  switch (fault.code) {
    case 'columns-missing':
      return `找不到列：${fault.missing.join('、')}。表头须有序号、金额、结果。`;
    case 'nothing-in-it':
      return '文件中没有明细行。';
    case 'number-malformed':
      return `第${fault.line}行：序号“${fault.found}”不是数字。`;
    case 'number-unknown':
      return `第${fault.line}行：本批次没有序号 ${fault.lineNo}。`;
    case 'number-twice':
      return `第${fault.line}行：序号 ${fault.lineNo} 在第${fault.first}行已出现。`;
    case 'amount-malformed':
      return `第${fault.line}行：序号 ${fault.lineNo} 的金额“${fault.found}”不是金额。`;
    case 'amount-differs':
      return `第${fault.line}行：序号 ${fault.lineNo} 的金额 ${yuanText(fault.found)} 元与发出的 ${yuanText(fault.sent)} 元不符。`;
    case 'other-bank':
      return `第${fault.line}行：序号 ${fault.lineNo} 属于${fault.other}，而本文件是${fault.bank}的回盘。`;
    case 'settled-otherwise':
      return `第${fault.line}行：序号 ${fault.lineNo} 此前已记为${STATE_ZH[fault.was]}，本次为${STATE_ZH[fault.now]}。请与银行核对。`;
  }
}

const STATE_ZH = { pending: '待回盘', paid: '成功', failed: '失败', unknown: '不明' } as const satisfies Record<
  LineState,
  string
>;
