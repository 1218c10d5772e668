import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '#persistence';
import { SESSION_COOKIE } from './cookie.js';

const REMEMBERED = 20_000;

/**
 * Sessions this process has found in the database. Only they are counted one by one: a cookie that somebody made up
 * counts for the address it comes from, and so opens no new allowance. Forgetting one costs nothing but that.
 */
@Injectable()
export class KnownSessions {
  /** SHA-256 of the tokens, hex, the longest unused first. */
  private readonly hashes = new Set<string>();

  found(tokenHash: Buffer): void {
    const hash = tokenHash.toString('hex');
    this.hashes.delete(hash);
    this.hashes.add(hash);
    if (this.hashes.size > REMEMBERED) this.hashes.delete(this.hashes.values().next().value!);
  }

  /** The session is over, or never was. */
  gone(tokenHash: Buffer): void {
    this.hashes.delete(tokenHash.toString('hex'));
  }

  /** What stands for the request's session; null without one that is known. */
  keyOf({ cookies }: FastifyRequest): string | null {
    const token = cookies[SESSION_COOKIE];
    if (!token) return null;
    const hash = sha256Hex(token);
    return this.hashes.has(hash) ? hash : null;
  }
}
