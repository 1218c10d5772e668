import { STREAM_KINDS, type StreamKind, type StreamState } from '#domain';
import type { ChainedEvent } from '../door/envelope.js';
import { EVENT_COLUMNS } from '../history.js';
import { ADAPTERS, type Replay, type Row, replay } from './replay.js';
import type { Snapshot } from './snapshot.js';

/** One stream as its events tell it, beside the row that lists it. */
export interface FoldedStream {
  readonly id: string;
  readonly period: number;
  readonly kind: StreamKind;
  readonly events: readonly ChainedEvent[];
  /** Null where the events cannot be folded; `damage` says why. */
  readonly folded: { readonly state: StreamState; readonly expected: Replay } | null;
  readonly damage: string | null;
  /** Its projection as it is stored; null where there is none. */
  readonly row: Row | null;
}

/** All streams in order of (period, stream), each whole, in pages of about so many events. */
export async function* foldedStreams(snapshot: Snapshot, eventsAtOnce: number): AsyncGenerator<FoldedStream[]> {
  const events = snapshot.stream<ChainedEvent>(
    `SELECT ${EVENT_COLUMNS} FROM audit.events e ORDER BY e.period, e.stream, e.version`,
    eventsAtOnce,
  );
  let unfinished: ChainedEvent[] = [];
  for await (const page of events) {
    const streams = byStream([...unfinished, ...page]);
    unfinished = streams.pop()!; // its other half may be on the next page
    yield await folded(snapshot, streams);
  }
  if (unfinished.length > 0) yield await folded(snapshot, [unfinished]);
}

function byStream(events: readonly ChainedEvent[]): ChainedEvent[][] {
  const streams: ChainedEvent[][] = [];
  for (const event of events) {
    const last = streams.at(-1);
    if (last?.[0]?.stream === event.stream && last[0].period === event.period) last.push(event);
    else streams.push([event]);
  }
  return streams;
}

async function folded(snapshot: Snapshot, streams: readonly ChainedEvent[][]): Promise<FoldedStream[]> {
  const rows = new Map<string, Row>();
  for (const kind of STREAM_KINDS) {
    const ids = streams.flatMap(([first]) => (first!.kind === kind ? [first!.stream] : []));
    if (ids.length === 0) continue;
    const stored = await snapshot.rows<{ id: string; row: Row }>(
      `SELECT id, to_jsonb(t) AS row FROM ${ADAPTERS[kind].table} t WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    for (const { id, row } of stored) rows.set(id, row);
  }
  return streams.map((events) => {
    const { stream: id, period, kind } = events[0]!;
    return { id, period, kind: kind as StreamKind, events, row: rows.get(id) ?? null, ...foldOf(kind, events) };
  });
}

function foldOf(kind: string, events: readonly ChainedEvent[]): Pick<FoldedStream, 'folded' | 'damage'> {
  if (!(kind in ADAPTERS)) return { folded: null, damage: `no law for the kind ${kind}` };
  try {
    return { folded: replay(kind as StreamKind, events), damage: null };
  } catch (error) {
    return { folded: null, damage: (error as Error).message };
  }
}
