import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { findSessions, Persistence, type SessionFound, wallClock } from '#persistence';

/**
 * Reads who is speaking, anew for every request: a right withdrawn counts from the next one on. Requests that arrive in the
 * same turn of the event loop are looked up in one query; nothing is kept from one turn to the next.
 */
@Injectable()
export class SessionReader {
  private readonly loader: DataLoader<string, SessionFound | null>;

  constructor({ db }: Persistence) {
    this.loader = new DataLoader((hashes) => findSessions(db, hashes, wallClock()), {
      cache: false,
      maxBatchSize: 64,
      batchScheduleFn: (read) => setImmediate(read),
    });
  }

  /** Null: no such session, or it has expired. */
  find(tokenHash: Buffer): Promise<SessionFound | null> {
    return this.loader.load(tokenHash.toString('hex'));
  }
}
