import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Persistence, sha256Hex } from '#persistence';
import type { Intent } from './intents.js';
import type { World } from './world.js';

/** What every command of a person carries, so that it may be repeated. */
export interface Repeatable {
  readonly key: string;
  readonly requestHash: string;
}

/** Something a person asks for, of whichever process answers. */
export type Asked<T> = (of: Persistence, again: Repeatable) => Promise<T>;

const TRIES = 40;

/**
 * Lets what is asked for happen, with what befalls it on the way: the same key is sent twice at once to two processes,
 * the answer is lost and asked for again, or all connections are cut in its midst. Whatever befalls it, there is one
 * answer in the end, and it is the same each time.
 */
export async function ask<T>(world: World, intent: Intent, no: number, asked: Asked<T>): Promise<T> {
  const [a, b] = world.doors;
  const again = { key: `step-${no}`, requestHash: sha256Hex(`step ${no}`) };
  switch (intent.way) {
    case 'twiceAtOnce':
      return sameOf(await Promise.all([asked(a, again), asked(b, again)]));
    case 'answerLost':
      return sameOf([await asked(a, again), await asked(b, again)]);
    case 'cut':
      return whileCut(world, intent.cutAfter, () => insist(() => asked(a, again)));
    case 'plain':
    case 'rival':
      return asked(intent.who % 2 ? a : b, again);
  }
}

/** A person who goes on pressing the button while the server is away; any other fault is one. */
export async function insist<T>(asked: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await asked();
    } catch (error) {
      if (tried === TRIES || !isAway(error)) throw error;
      await sleep(Math.min(25 * tried, 250));
    }
  }
}

/** Connections cut, refused, or a server that is starting: classes 08 and 57 of PostgreSQL, and what the socket says. */
const AWAY = /^(08|57P)|ECONN|EPIPE|Connection (terminated|ended)|not queryable|shutting down/;

function isAway(error: unknown): boolean {
  const { code, message, errors } = error as { code?: string; message?: string; errors?: unknown[] };
  return AWAY.test(code ?? '') || AWAY.test(message ?? '') || (errors?.some(isAway) ?? false);
}

async function whileCut<T>(world: World, after: number, work: () => Promise<T>): Promise<T> {
  const working = work();
  working.catch(() => {}); // waited for below
  await sleep(after);
  await cutAll(world);
  return working;
}

/** Every connection of both processes is gone, in whatever it was doing. */
async function cutAll({ stack }: World): Promise<void> {
  const client = new pg.Client(stack.broughtUp.services.database.appUrl);
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'zhudao%'",
  );
  await client.end();
}

/** The ids, versions and refusals of an answer: all that a repetition may say. */
function sameOf<T>([first, second]: readonly T[]): T {
  const [said, repeated] = [first, second].map((answer) => JSON.stringify(gist(answer)));
  if (said !== repeated) throw new Error(`asked twice with one key: ${said}, then ${repeated}`);
  return first!;
}

function gist(answer: unknown): unknown {
  if (answer === null || typeof answer !== 'object') return answer;
  if ('results' in answer) {
    const { results } = answer as { results: readonly Record<string, unknown>[] };
    return results.map(({ ok, id, version, rejection }) => (ok ? { id, version } : { id, refused: codeOf(rejection) }));
  }
  if ('accepted' in answer) return { accepted: answer.accepted };
  return 'ok' in answer ? { ok: answer.ok } : { refused: codeOf(answer) };
}

const codeOf = (rejection: unknown): unknown => (rejection as { code?: string } | null)?.code ?? null;
