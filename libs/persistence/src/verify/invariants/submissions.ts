import { createHash, type Hash } from 'node:crypto';
import type { ApplicationEvent, SubmissionEvent } from '#domain';
import type { MakeInvariant } from '../invariant.js';
import type { FoldedStream } from '../streams.js';

/** What was handed in with one command of a clerk's. */
interface HandedIn {
  count: number;
  fen: number;
  /** Over the ids in their order, in which streams pass by. */
  readonly digest: Hash;
}

type Prepared = Pick<Extract<SubmissionEvent, { type: 'SubmissionPrepared' }>, 'count' | 'totalFen' | 'digest'>;

/** Count, total and digest of each submission, also of one sent back later, are those of what was handed in with it. */
export const submissions: MakeInvariant = (found) => {
  const handedIn = new Map<string, HandedIn>();
  const prepared = new Map<string, Prepared & { readonly id: string }>();
  return {
    page(streams) {
      for (const stream of streams) {
        if (stream.kind === 'application') noteSubmitted(stream, handedIn);
        if (stream.kind === 'submission') notePrepared(stream, prepared);
      }
    },

    finish() {
      found.looked(prepared.size);
      for (const [key, { id, count, totalFen, digest }] of prepared) {
        const { count: ids, fen, digest: hash } = handedIn.get(key) ?? { ...NOTHING, digest: createHash('sha256') };
        const differs = (what: string, said: number | string, is: number | string) => {
          if (said !== is) found.fault('submission-differs', id, `${what}: ${said} ≠ ${is}`);
        };
        differs('count', count, ids);
        differs('total_fen', totalFen, fen);
        differs('digest', digest, hash.digest('hex'));
      }
      for (const [key, { count }] of handedIn) {
        const id = key.split(' ')[0]!;
        if (!prepared.has(key)) found.fault('submission-differs', id, `handed in without it: ${count} applications`);
      }
    },
  };
};

const NOTHING = { count: 0, fen: 0 } as const;

/** The submission, and the command with which it was prepared: sent back, it is prepared once more. */
const keyOf = (submission: string, command: string): string => `${submission} ${command}`;

function noteSubmitted({ id, events }: FoldedStream, handedIn: Map<string, HandedIn>): void {
  let fen = 0;
  for (const { type, payload, command } of events) {
    const event = { ...payload, type } as ApplicationEvent;
    if (event.type !== 'ApplicationDrafted' && event.type !== 'ApplicationSubmitted') continue;
    if (event.items) fen = event.items.reduce((sum, line) => sum + line.amountFen, 0);
    if (event.type === 'ApplicationDrafted') continue;
    const key = keyOf(event.submission, command);
    const sum = handedIn.get(key) ?? { ...NOTHING, digest: createHash('sha256') };
    sum.digest.update(sum.count > 0 ? `\n${id}` : id);
    sum.count += 1;
    sum.fen += fen;
    handedIn.set(key, sum);
  }
}

function notePrepared({ id, events }: FoldedStream, prepared: Map<string, Prepared & { readonly id: string }>): void {
  for (const { type, payload, command } of events) {
    if (type === 'SubmissionPrepared') prepared.set(keyOf(id, command), { ...(payload as unknown as Prepared), id });
  }
}
