import { Injectable } from '@nestjs/common';
import { lockedUntil } from './lock-out.js';

const REMEMBERED = 10_000;

/**
 * Failed attempts at logins that do not exist. They are locked like real ones, so that the answer tells nobody which
 * logins exist. Kept in memory: there is no account to protect, only its absence to hide.
 */
@Injectable()
export class UnknownLogins {
  private readonly failures = new Map<string, { count: number; until: number }>();

  /** Counts one attempt; returns until when the login is locked, if it already was. */
  attempt(login: string, now: number): number | null {
    const known = this.failures.get(login);
    if (known && known.until > now) return known.until;
    const count = (known?.count ?? 0) + 1;
    this.failures.delete(login); // the newest stand last: the oldest are forgotten first
    this.failures.set(login, { count, until: lockedUntil(count, now) });
    if (this.failures.size > REMEMBERED) this.failures.delete(this.failures.keys().next().value!);
    return null;
  }
}
