import type { StreamKind } from '#domain';
import { NOW } from '../clock.js';
import type { Database } from '../database.js';

/** A stream whose workflow has not heard of its last change. */
export interface OutboxEntry {
  readonly stream: string;
  readonly kind: StreamKind | 'roster-import';
  /** Version of the change; delivered only if it is still this one. */
  readonly version: number;
}

export interface ReadyEntry extends OutboxEntry {
  /** Its next moment is near: it is told at once, whatever else goes on. */
  readonly urgent: boolean;
}

export interface Pacing {
  /** Moments nearer than this many ms are sent at once. */
  readonly urgentWithin: number;
  /** Others rest for this many ms, so that several changes of one stream are told once. */
  readonly coalesce: number;
}

/**
 * The dirty set: one row per stream, version overwritten. The door writes it with the events; the relay tells Temporal
 * and takes a row away only if it has not changed meanwhile. Two relays may tell the same twice, which harms nothing:
 * a workflow keeps the plan with the highest sequence number.
 */
export class Outbox {
  constructor(private readonly db: Database) {}

  /** What may be told now, urgent moments first. No lock is held: telling takes as long as it takes. */
  ready(limit: number, { urgentWithin, coalesce }: Pacing): Promise<ReadyEntry[]> {
    return this.db.query<ReadyEntry & Record<string, unknown>>(
      'outbox-ready',
      // By index from both ends, so that the backlog may be as long as it likes: near moments, then the oldest of the rest.
      `WITH at_once AS (
         SELECT o.stream, o.kind, o.version, o.ready_at FROM applications a JOIN outbox o ON o.stream = a.id
         WHERE a.next_moment_at < ${NOW} + $2
         UNION ALL
         SELECT o.stream, o.kind, o.version, o.ready_at FROM submissions s JOIN outbox o ON o.stream = s.id
         WHERE s.next_moment_at < ${NOW} + $2
         UNION ALL
         SELECT stream, kind, version, ready_at FROM outbox WHERE kind IN ('payment-batch', 'roster-import')),
       others AS (
         SELECT stream, kind, version, ready_at FROM outbox
         WHERE ready_at <= ${NOW} - $3 AND stream NOT IN (SELECT stream FROM at_once) ORDER BY ready_at LIMIT $1)
       (SELECT stream, kind, version, true AS urgent FROM at_once WHERE ready_at <= ${NOW} ORDER BY ready_at LIMIT $1)
       UNION ALL
       (SELECT stream, kind, version, false AS urgent FROM others ORDER BY ready_at)
       LIMIT $1`,
      [limit, urgentWithin, coalesce],
    );
  }

  /**
   * Takes away what has been told, except what changed while it was being told. A row that a transaction of the door
   * is writing right now is skipped: waiting for it could end in a circle, and it is to be told again anyway.
   */
  async delivered(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.db.query('outbox-delivered', `DELETE FROM outbox WHERE stream IN (${UNCHANGED})`, valuesOf(entries));
  }

  /** Puts off what Temporal refuses to hear, so that it does not stand in the way of the rest. */
  async postpone(entries: readonly OutboxEntry[], ms: number): Promise<void> {
    if (entries.length === 0) return;
    await this.db.query('outbox-postpone', `UPDATE outbox SET ready_at = ${NOW} + $3 WHERE stream IN (${UNCHANGED})`, [
      ...valuesOf(entries),
      ms,
    ]);
  }

  /** How many streams changed within the last so many ms: how busy people are. */
  async changedWithin(ms: number): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      'outbox-changed',
      `SELECT count(*) AS count FROM outbox WHERE ready_at > ${NOW} - $1`,
      [ms],
    );
    return row!.count;
  }

  /** How many streams Temporal has yet to hear of. */
  async backlog(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>('outbox-backlog', 'SELECT count(*) AS count FROM outbox');
    return row!.count;
  }
}

const UNCHANGED = `SELECT o.stream FROM outbox o JOIN unnest($1::uuid[], $2::int[]) AS told(stream, version)
  ON o.stream = told.stream AND o.version = told.version FOR UPDATE OF o SKIP LOCKED`;

const valuesOf = (entries: readonly OutboxEntry[]) => [
  entries.map((entry) => entry.stream),
  entries.map((entry) => entry.version),
];
