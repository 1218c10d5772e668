import type { Actor, Rejection } from '#domain';
import type { Persistence, StreamCommand } from '#persistence';

/** Adds to a refusal what a person needs to act on it: names of offices, who else may act, what changed meanwhile. */
export async function explain(_: Persistence, __: Actor, ___: StreamCommand, rejection: Rejection): Promise<Rejection> {
  return rejection;
}
