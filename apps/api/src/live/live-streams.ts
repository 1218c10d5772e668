import { Readable } from 'node:stream';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ChangedOffices, findSessions, OfficeChanges, Persistence, wallClock } from '#persistence';
import type { Session } from '../session/current-session.js';

/** Changes of so long go out as one message. */
const GATHER_MS = 150;
/** How often each stream's session is looked at again; the beat also keeps proxies from closing a silent stream. */
const BEAT_MS = 20_000;
/** Visible tabs of one person; one more ends the oldest. */
const STREAMS_PER_SESSION = 8;
/** A browser that takes nothing off its stream any more is let go; it asks again and reads everything anew. */
const MOST_UNREAD_BYTES = 16_384;
/** How long a browser without our own client waits before it asks again. */
const GREETING = 'retry: 2000\n\n';

interface Stream {
  /** Hex of the session token's hash. */
  readonly session: string;
  offices: ReadonlySet<string>;
  readonly body: Readable;
}

/**
 * Streams of server-sent events to the pages that are open (`GET /live`). A message names offices in whose lists
 * something changed, and only those the reader holds a post in; it never names a person or an application. What changed
 * is asked for by the page itself, through the same doors and scopes as ever.
 */
@Injectable()
export class LiveStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly streams = new Set<Stream>();
  private readonly changes: OfficeChanges;
  private gathered: ChangedOffices = new Set();
  private gathering: NodeJS.Timeout | null = null;
  private beat: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(private readonly persistence: Persistence) {
    this.changes = new OfficeChanges(persistence.db, (offices) => this.changed(offices));
  }

  onApplicationBootstrap(): void {
    this.changes.open();
    this.beat = setInterval(() => void this.lookAtSessions(), BEAT_MS).unref();
  }

  /** Before the server stops listening: an open stream would keep it waiting for ever. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true; // who still gets in is sent home: nobody would end their stream
    if (this.beat) clearInterval(this.beat);
    if (this.gathering) clearTimeout(this.gathering);
    for (const stream of this.streams) this.end(stream);
    await this.changes.close();
  }

  /** A new stream for whoever speaks; it ends with their session. */
  open({ tokenHash, posts }: Session): Readable {
    const session = tokenHash.toString('hex');
    const mine = [...this.streams].filter((stream) => stream.session === session);
    if (mine.length >= STREAMS_PER_SESSION) this.end(mine[0]!);
    const stream = { session, offices: new Set(posts.map(({ office }) => office)), body: new Readable({ read() {} }) };
    stream.body.once('close', () => this.streams.delete(stream));
    this.streams.add(stream);
    this.send(stream, GREETING);
    if (this.stopping) this.end(stream);
    return stream.body;
  }

  /** Somebody signed out: their pages hear no more. */
  signedOut(tokenHash: Buffer): void {
    const session = tokenHash.toString('hex');
    for (const stream of this.streams) if (stream.session === session) this.end(stream);
  }

  private changed(offices: ChangedOffices): void {
    this.gathered = offices === 'all' || this.gathered === 'all' ? 'all' : new Set([...this.gathered, ...offices]);
    this.gathering ??= setTimeout(() => this.tell(), GATHER_MS);
  }

  private tell(): void {
    const changed = this.gathered;
    this.gathered = new Set();
    this.gathering = null;
    for (const stream of this.streams) {
      const offices = [...stream.offices].filter((office) => changed === 'all' || changed.has(office));
      if (offices.length > 0) this.send(stream, `data: ${JSON.stringify({ offices })}\n\n`);
    }
  }

  /** A database that does not answer now is asked at the next beat; nothing is told meanwhile that it would not tell. */
  private async lookAtSessions(): Promise<void> {
    const sessions = [...new Set([...this.streams].map(({ session }) => session))];
    if (sessions.length === 0) return;
    const found = await findSessions(this.persistence.db, sessions, wallClock()).catch(() => null);
    if (!found) return;
    const postsOf = new Map(sessions.map((session, i) => [session, found[i]?.posts ?? []]));
    for (const stream of this.streams) {
      const posts = postsOf.get(stream.session) ?? [];
      if (posts.length === 0) this.end(stream);
      else {
        stream.offices = new Set(posts.map(({ office }) => office));
        this.send(stream, ': beat\n\n');
      }
    }
  }

  private send({ body }: Stream, text: string): void {
    if (body.readableLength > MOST_UNREAD_BYTES) body.destroy();
    else body.push(text);
  }

  /** No more is sent to it, and it no longer counts, though whoever reads it may take a while to notice. */
  private end(stream: Stream): void {
    this.streams.delete(stream);
    stream.body.push(null);
  }
}
