import type { ApplicationCommand } from '#domain';
import type { CommandRequest, DoorAnswer, StreamCommand } from '#persistence';
import type { Intent } from './intents.js';
import { type Member, pick } from './people.js';
import { ask } from './ways.js';
import type { Lying, World } from './world.js';

/** A step as it is taken: its number makes its keys. */
export interface Step {
  readonly world: World;
  readonly intent: Intent;
  readonly no: number;
}

/** Takes a step; says in a few words what came of it. */
export type Action = (step: Step) => Promise<string>;

export const NOBODY_TO = 'nothing of the kind there';

/** One of these, by the step's number; null where there is none. */
export const one = <T>(list: readonly T[], { intent }: Step): T | null => list[intent.which % list.length] ?? null;

/** One of the applications that lie like this. */
export async function oneLying(step: Step, fits: (lying: Lying) => boolean): Promise<Lying | null> {
  return one((await step.world.lying()).filter(fits), step);
}

export const seatedIn = ({ world, intent }: Step, office: string, role: string): Member =>
  pick(world.cast, { office, role }, intent);

export type Extras = Pick<CommandRequest, 'texts' | 'personalValues'>;

/** Gives one command, with what befalls it; a rival's own command on the same application may come at that moment. */
export async function give(step: Step, by: Member, command: StreamCommand, extras: Extras = {}): Promise<DoorAnswer> {
  const { world, intent, no } = step;
  const request = { actor: by.actor, post: by.post, commands: [command], ...extras };
  const mine = ask(world, intent, no, (of, again) => of.door.execute({ ...request, ...again }));
  if (intent.way !== 'rival' || command.kind !== 'application') return mine;
  const rival = rivalOf(step, command);
  const [answer, other] = await Promise.all([
    mine,
    world.doors[1].door.execute({ actor: rival.by.actor, post: rival.by.post, commands: [rival.command] }),
  ]);
  if (answer.ok && other.ok && revisionOf(command) !== null && revisionOf(command) === revisionOf(rival.command))
    throw new Error(`two decided on ${command.id} as it was at revision ${revisionOf(command)}`);
  return answer;
}

function rivalOf({ world, intent }: Step, { id, command }: StreamCommand & { kind: 'application' }) {
  const revision = revisionOf({ kind: 'application', id, command }) ?? 1;
  const commands: ApplicationCommand[] = [
    { type: 'ApproveApplication', revision },
    { type: 'ReturnApplication', revision, items: ['bank-card'] },
    { type: 'OpenApplication' },
    { type: 'WithdrawApplication' },
  ];
  const by = world.cast[(intent.who >> 4) % world.cast.length]!;
  return { by, command: { kind: 'application' as const, id, command: commands[intent.variant % commands.length]! } };
}

const revisionOf = ({ command }: StreamCommand): number | null => ('revision' in command ? command.revision : null);

/** What was asked by whom, and what the door said. */
export function told(by: Member, what: string, answer: DoorAnswer): string {
  const refused = answer.results.find((result) => !result.ok);
  return `${by.name}: ${what} → ${refused && !refused.ok ? refused.rejection.code : 'done'}`;
}

export const application = (id: string, command: ApplicationCommand): StreamCommand => ({
  kind: 'application',
  id,
  command,
});
