import type { BatchEvent, BatchState } from '#domain';
import type { ChainedEvent } from '../../door/envelope.js';
import type { MakeInvariant } from '../invariant.js';
import type { FoldedStream } from '../streams.js';

interface BankLines {
  batch: string;
  bank: string;
  lines: number;
  fen: number;
  arrived: number;
}

interface Frozen {
  batch: string;
  count: number;
  fen: number;
}

/** Frozen, released, in the files, in the lines, and in the end arrived: the same money all the way. */
export const batches: MakeInvariant = (found, { snapshot }) => {
  const arrived = new Map<string, number>();
  const settled: { id: string; lines: number }[] = [];

  function check({ id, events, folded }: FoldedStream, frozen: Frozen | undefined, lines: readonly BankLines[]): void {
    found.looked(1);
    const same = (what: string, a: number, b: number) => {
      if (a !== b) found.fault('sum-differs', id, `${what}: ${a} ≠ ${b}`);
    };
    const freezing = find(events, 'PaymentBatchFrozen');
    if (!freezing) return;
    same('applications frozen, payments', freezing.count, frozen?.count ?? 0);
    same('fen frozen, payments', freezing.totalFen, frozen?.fen ?? 0);
    const release = find(events, 'PaymentBatchReleased');
    if (release) same('fen released, frozen', release.totalFen, freezing.totalFen);
    const written = find(events, 'BankFilesWritten');
    if (!written) return;
    same(
      'fen in the files, released',
      sum(written.files, (file) => file.totalFen),
      release?.totalFen ?? 0,
    );
    for (const { bank, lines: count, totalFen } of written.files) {
      const stored = lines.find((line) => line.bank === bank);
      same(`lines of ${bank}, file and table`, count, stored?.lines ?? 0);
      same(`fen of ${bank}, file and table`, totalFen, stored?.fen ?? 0);
    }
    same('banks, files and table', written.files.length, lines.length);
    if ((folded?.state as BatchState | undefined)?.phase === 'settled')
      settled.push({ id, lines: sum(lines, (line) => line.arrived) });
  }

  return {
    async page(streams) {
      for (const { kind, events } of streams) if (kind === 'application') addArrived(arrived, events);
      const mine = streams.filter((stream) => stream.kind === 'payment-batch');
      if (mine.length === 0) return;
      const ids = [mine.map(({ id }) => id)];
      const frozen = await snapshot.rows<Frozen>(FROZEN, ids);
      const lines = await snapshot.rows<BankLines>(LINES, ids);
      for (const stream of mine) {
        check(
          stream,
          frozen.find(({ batch }) => batch === stream.id),
          lines.filter(({ batch }) => batch === stream.id),
        );
      }
    },

    finish() {
      for (const { id, lines } of settled) {
        const paid = arrived.get(id) ?? 0;
        if (paid !== lines)
          found.fault('sum-differs', id, `fen paid to applications, arrived by the bank: ${paid} ≠ ${lines}`);
      }
    },
  };
};

// All payments ever frozen into it: an ended one was part of what was counted.
const FROZEN = `
  SELECT batch_id AS batch, count(DISTINCT application_id)::int AS count, sum(amount_fen)::bigint AS fen
  FROM payments WHERE batch_id = ANY($1::uuid[]) GROUP BY batch_id`;

const LINES = `
  SELECT batch_id AS batch, bank, count(*)::int AS lines, sum(amount_fen)::bigint AS fen,
         coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS arrived
  FROM payment_lines WHERE batch_id = ANY($1::uuid[]) GROUP BY batch_id, bank`;

const find = <T extends BatchEvent['type']>(events: readonly ChainedEvent[], type: T) =>
  events.find((event) => event.type === type)?.payload as Extract<BatchEvent, { type: T }> | undefined;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

function addArrived(arrived: Map<string, number>, events: readonly ChainedEvent[]): void {
  for (const { payload } of events) {
    const { batch, pays } = payload as { batch?: string; pays?: number };
    if (batch && pays) arrived.set(batch, (arrived.get(batch) ?? 0) + pays);
  }
}
