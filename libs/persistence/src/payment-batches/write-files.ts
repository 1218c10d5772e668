import type { BatchSignal } from '#contracts';
import {
  type Account,
  type Accounts,
  BANK_NOT_STATED,
  type BankFile,
  bankFileText,
  type PayableItem,
  type PaymentLine,
  paymentLines,
  periodOf,
  SCHOOL_ACCOUNTS,
} from '#domain';
import type { Tx } from '../database.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { maskCard } from '../queries/masks.js';
import { inTransaction } from '../transaction.js';
import { advance, batchNow, StepFailedForGood } from './saga.js';

interface BatchRow {
  phase: string;
  programme_code: string;
  programme_version: number;
  period: number;
  last_at: number;
  total_fen: number;
}

/**
 * Third step, after the release: payment lines, and one file per bank. Lines and files are made once, in one
 * transaction under the batch's lock; whoever comes again finds them and records the same.
 *
 * @throws StepFailedForGood when the lines cannot add up to what was released
 */
export async function writeBankFiles(persistence: Persistence, id: string): Promise<BatchSignal> {
  const files = await inTransaction(persistence.db, async (tx) => {
    const { rows } = await tx.query<BatchRow>(
      'SELECT phase, programme_code, programme_version, period, last_at, total_fen FROM payment_batches WHERE id = $1 FOR UPDATE',
      [id],
    );
    const batch = rows[0];
    if (batch?.phase !== 'released') return null;
    const made = await filesOf(tx, id);
    return made.length > 0 ? made : makeFiles(persistence, tx, id, batch);
  });
  if (!files) return batchNow(persistence, id);
  return advance(persistence, id, { type: 'RecordBankFiles', files });
}

async function makeFiles(persistence: Persistence, tx: Tx, id: string, batch: BatchRow): Promise<BankFile[]> {
  const items = await payableItems(tx, id);
  const { lines, unpayable } = paymentLines(items, await accountsOf(persistence, tx, items));
  const total = lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (unpayable.length > 0 || total !== batch.total_fen) {
    throw new StepFailedForGood(
      `batch ${id}: ${unpayable.length} lines without an account, ${total} fen of ${batch.total_fen}`,
    );
  }
  await insertLines(tx, id, lines);
  const programme = await persistence.reference.programme(batch.programme_code, batch.programme_version);
  const { schoolYear, semester } = periodOf(programme, batch.period);
  const purpose = `${programme.publicTitle.zh} ${schoolYear}-${schoolYear + 1}学年第${semester === 1 ? '一' : '二'}学期`;
  for (const bank of new Set(lines.map((line) => line.bank))) {
    const bytes = Buffer.from(
      bankFileText(
        lines.filter((line) => line.bank === bank),
        purpose,
      ),
      'utf8',
    );
    await tx.query(
      'INSERT INTO bank_files (batch_id, bank, kind, name, sha256, cipher, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [
        id,
        bank,
        'out',
        `发放-${batch.period}-${bank}.csv`,
        sha256Hex(bytes),
        persistence.keys.encrypt(bytes),
        batch.last_at,
      ],
    );
  }
  return filesOf(tx, id);
}

/** What is in the files, from the stored lines: the same whoever asks, and whenever. */
async function filesOf(tx: Tx, id: string): Promise<BankFile[]> {
  const { rows } = await tx.query<{ bank: string; lines: number; totalFen: number; sha256: string }>(
    `SELECT l.bank, count(*)::int AS lines, sum(l.amount_fen)::bigint AS "totalFen", f.sha256
     FROM payment_lines l JOIN bank_files f ON f.batch_id = l.batch_id AND f.bank = l.bank AND f.kind = 'out'
     WHERE l.batch_id = $1 GROUP BY l.bank, f.sha256 ORDER BY l.bank`,
    [id],
  );
  return rows;
}

async function payableItems(tx: Tx, id: string): Promise<PayableItem[]> {
  const { rows } = await tx.query<PayableItem & Record<string, unknown>>(
    `SELECT p.application_id AS application, a.school, p.item, p.instalment, p.amount_fen AS "amountFen", p.payee
     FROM payments p JOIN applications a ON a.id = p.application_id WHERE p.batch_id = $1 AND p.live`,
    [id],
  );
  return rows;
}

async function accountsOf({ keys }: Persistence, tx: Tx, items: readonly PayableItem[]): Promise<Accounts> {
  const applications = [...new Set(items.map((item) => item.application))];
  const cards = await tx.query<{
    id: string;
    name: string;
    card: Buffer;
    bank: Buffer | null;
    guardian: Buffer | null;
  }>(
    `SELECT a.id, p.name, c.cipher AS card, b.cipher AS bank, g.cipher AS guardian FROM applications a
     JOIN persons p ON p.id = a.subject_id
     JOIN personal_values c ON c.owner = a.id AND c.kind = 'card'
     LEFT JOIN personal_values b ON b.owner = a.id AND b.kind = 'bank'
     LEFT JOIN personal_values g ON g.owner = a.id AND g.kind = 'guardian'
     WHERE a.id = ANY($1::uuid[])`,
    [applications],
  );
  const schools = await tx.query<{ code: string; name: string; account: Buffer }>(
    'SELECT code, name, public_account AS account FROM organisations WHERE code = ANY($1::text[]) AND public_account IS NOT NULL',
    [[...new Set(items.map((item) => item.school))]],
  );
  const card = (row: (typeof cards.rows)[number]): Account => ({
    bank: row.bank ? keys.decryptText(row.bank) : BANK_NOT_STATED,
    number: keys.decryptText(row.card),
    // A household's card (一卡通) is the guardian's; where the roster names none, the child's own.
    holder: row.guardian ? keys.decryptText(row.guardian) : row.name,
  });
  return {
    cards: new Map(cards.rows.map((row) => [row.id, card(row)])),
    schools: new Map(
      schools.rows.map((row) => [
        row.code,
        { bank: SCHOOL_ACCOUNTS, number: keys.decryptText(row.account), holder: row.name },
      ]),
    ),
  };
}

async function insertLines(tx: Tx, id: string, lines: readonly PaymentLine[]): Promise<void> {
  const rows = lines.map(({ lineNo, bank, payee, payeeRef, account, amountFen }) => ({
    line_no: lineNo,
    bank,
    payee,
    payee_ref: payeeRef,
    account: maskCard(account.number),
    amount_fen: amountFen,
  }));
  await tx.query(
    `INSERT INTO payment_lines (batch_id, line_no, bank, payee, payee_ref, account, amount_fen, state)
     SELECT $1, line_no, bank, payee, payee_ref, account, amount_fen, 'pending'
     FROM jsonb_to_recordset($2::jsonb) AS x(line_no int, bank text, payee text, payee_ref text, account text, amount_fen bigint)`,
    [id, JSON.stringify(rows)],
  );
  const carried = lines.flatMap(({ lineNo, items }) =>
    items.map(({ application, item, instalment }) => ({ line_no: lineNo, application, item, instalment })),
  );
  await tx.query(
    `UPDATE payments p SET line_no = x.line_no
     FROM jsonb_to_recordset($2::jsonb) AS x(line_no int, application uuid, item text, instalment smallint)
     WHERE p.batch_id = $1 AND p.application_id = x.application AND p.item = x.item AND p.instalment = x.instalment`,
    [id, JSON.stringify(carried)],
  );
}
