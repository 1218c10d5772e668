import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Ask, Caller } from '../../harness/caller.js';

/** What a person met before the answer: statuses, `0` where the connection broke or was refused. */
export interface Insisted extends Answer {
  readonly before: readonly number[];
}

/**
 * Sends a command until it is answered by something other than "not now" (503) or a broken connection, always under the
 * same key: what a browser with a patient person before it does.
 */
export async function insist(by: Caller, path: string, ask: Ask & { key: string }, seconds = 60): Promise<Insisted> {
  const before: number[] = [];
  for (const end = Date.now() + seconds * 1_000; ; ) {
    const answer = await by.post(path, ask).catch(() => null);
    if (answer && answer.status !== 503) return { ...answer, before };
    before.push(answer?.status ?? 0);
    if (Date.now() > end) throw new Error(`${path} has not been answered for ${seconds} s: ${before.join(' ')}`);
    await sleep(100);
  }
}

/** Asks again until there is an answer: what is waited for happens by itself, on the real clock. */
export async function eventually<T>(what: string, ask: () => Promise<T>, seconds = 60): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1_000;
  let fault: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      fault = error;
    }
    await sleep(150);
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`, { cause: fault });
}
