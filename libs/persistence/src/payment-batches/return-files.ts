import {
  type Actor,
  describeReturnFault,
  type LineOutcome,
  type LineState,
  type Rejection,
  readReturnFile,
  refuse,
  type SentLine,
} from '#domain';
import { NOW } from '../clock.js';
import { rejectionOf } from '../door/requests.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';

export interface Giver {
  readonly actor: Actor;
  readonly post: string;
  readonly key?: string | null;
  readonly requestHash?: string;
}

export type ReturnTaken =
  | {
      readonly ok: true;
      readonly bank: string;
      /** Lines of that bank by what is known of them with this file. */
      readonly paid: number;
      readonly failed: number;
      readonly unknown: number;
    }
  | { readonly ok: false; readonly rejection: Rejection };

const FAULTS_SHOWN = 50;

/**
 * Takes in what a bank sent back. A faulty file is refused as a whole, with the line of every fault; a good one is kept
 * encrypted, and the workflow settles it line by line.
 */
export async function takeReturnFile(
  persistence: Persistence,
  id: string,
  bytes: Buffer,
  giver: Giver,
): Promise<ReturnTaken> {
  const { db, door, keys } = persistence;
  const lines = await sentLines(persistence, id);
  const reading = readReturnFile(decodeReturn(bytes), lines);
  if (!reading.ok) {
    const faults = reading.faults.slice(0, FAULTS_SHOWN).map(describeReturnFault);
    return refuse('BATCH.RETURN_FILE_FAULTY', { count: reading.faults.length, faults });
  }
  const { bank, outcomes } = reading;
  const sha256 = sha256Hex(bytes);
  // Before the door, so that no event ever names a file that is not there; one that the door refuses is kept unread.
  await db.query(
    'keep-return-file',
    `INSERT INTO bank_files (batch_id, bank, kind, name, sha256, cipher, at)
     VALUES ($1, $2, 'return', $3, $4, $5, ${NOW})
     ON CONFLICT (batch_id, bank, kind, sha256) DO NOTHING`,
    [id, bank, `回盘-${bank}-${sha256.slice(0, 8)}.csv`, sha256, keys.encrypt(bytes)],
  );
  const answer = await door.execute({
    ...giver,
    commands: [{ kind: 'payment-batch', id, command: { type: 'TakeReturnFile', bank, sha256 } }],
  });
  const rejection = rejectionOf(answer);
  if (rejection) return { ok: false, rejection };
  return {
    ok: true,
    bank,
    ...countOf(
      lines.filter((line) => line.bank === bank),
      outcomes,
    ),
  };
}

/** What is settled already, and what the file adds to it. */
function countOf(lines: readonly SentLine[], outcomes: readonly LineOutcome[]) {
  const now = new Map(outcomes.map((outcome) => [outcome.lineNo, outcome.state]));
  const count = (state: LineState) => lines.filter((line) => (now.get(line.lineNo) ?? line.state) === state).length;
  return { paid: count('paid'), failed: count('failed'), unknown: count('unknown') };
}

/** A return file taken in earlier, read again against the lines as they stand. */
export async function readStoredReturn(
  persistence: Persistence,
  id: string,
  bank: string,
  sha256: string,
): Promise<readonly LineOutcome[]> {
  const { db, keys } = persistence;
  const [file] = await db.query<{ cipher: Buffer }>(
    'stored-return-file',
    "SELECT cipher FROM bank_files WHERE batch_id = $1 AND bank = $2 AND kind = 'return' AND sha256 = $3",
    [id, bank, sha256],
  );
  if (!file) throw new Error(`return file ${sha256} of batch ${id} is not stored`);
  const reading = readReturnFile(decodeReturn(keys.decrypt(file.cipher)), await sentLines(persistence, id));
  if (!reading.ok)
    throw new Error(
      `return file ${sha256} of batch ${id} was good when it was taken in and is not now: ${reading.faults.map((f) => f.code).join(', ')}`,
    );
  return reading.outcomes;
}

function sentLines({ db }: Persistence, id: string): Promise<SentLine[]> {
  return db.query<SentLine & Record<string, unknown>>(
    'sent-lines',
    'SELECT line_no AS "lineNo", bank, amount_fen AS "amountFen", state FROM payment_lines WHERE batch_id = $1 ORDER BY line_no',
    [id],
  );
}

/** Banks send UTF-8 or GB18030: what is not strictly the one is the other. */
function decodeReturn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
