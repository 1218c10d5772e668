import type { Payee } from '../programme/index.js';

/** One benefit line of one frozen application, as the batch is to pay it. */
export interface PayableItem {
  readonly application: string;
  readonly school: string;
  readonly item: string;
  readonly instalment: number;
  readonly amountFen: number;
  readonly payee: Payee;
}

export interface Account {
  readonly bank: string;
  readonly number: string;
  /** Name the bank compares with. */
  readonly holder: string;
}

/** One line of a bank's file, and whose money it carries. */
export interface PaymentLine {
  /** From 1 over the whole batch, so that a number alone says which line a bank answers. */
  readonly lineNo: number;
  readonly bank: string;
  readonly payee: Payee;
  /** An application for a household's card, a school's code for its account. */
  readonly payeeRef: string;
  readonly account: Account;
  readonly amountFen: number;
  readonly items: readonly PayableItem[];
}

export interface Accounts {
  /** By application. */
  readonly cards: ReadonlyMap<string, Account>;
  /** By school code. */
  readonly schools: ReadonlyMap<string, Account>;
}

/** School accounts are public accounts; they go into a file of their own. */
export const SCHOOL_ACCOUNTS = '学校账户';
/** The roster named no bank: finance finds these lines together and not among another bank's. */
export const BANK_NOT_STATED = '未注明开户行';

/**
 * The lines of a batch: one per household account (siblings on one card share it), and one per school account with
 * all its children behind it. The same items always give the same lines in the same order.
 */
export function paymentLines(
  items: readonly PayableItem[],
  accounts: Accounts,
): { lines: PaymentLine[]; unpayable: PayableItem[] } {
  const groups = new Map<string, { account: Account; payeeRef: string; items: PayableItem[] }>();
  const unpayable: PayableItem[] = [];
  for (const item of [...items].sort(inOrder)) {
    const ofSchool = item.payee === 'school-account';
    const account = ofSchool ? accounts.schools.get(item.school) : accounts.cards.get(item.application);
    if (!account) {
      unpayable.push(item);
      continue;
    }
    const key = ofSchool ? `school ${item.school}` : `card ${account.bank} ${account.number}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { account, payeeRef: ofSchool ? item.school : item.application, items: [item] });
  }
  const lines = [...groups.values()]
    .sort(
      (a, b) =>
        compare(a.account.bank, b.account.bank) ||
        compare(a.items[0]!.school, b.items[0]!.school) ||
        compare(a.payeeRef, b.payeeRef),
    )
    .map(
      ({ account, payeeRef, items: behind }, index): PaymentLine => ({
        lineNo: index + 1,
        bank: account.bank,
        payee: behind[0]!.payee,
        payeeRef,
        account,
        amountFen: behind.reduce((sum, item) => sum + item.amountFen, 0),
        items: behind,
      }),
    );
  return { lines, unpayable };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: PayableItem, b: PayableItem): number =>
  compare(a.application, b.application) || compare(a.item, b.item) || a.instalment - b.instalment;
