import { Injectable } from '@nestjs/common';
import type { Rejection } from '#domain';
import {
  type CommandResult,
  type DoorAnswer,
  type NewText,
  Persistence,
  type PersonalValueChange,
  type StreamCommand,
} from '#persistence';
import type { Idempotency } from '../http/idempotency.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import { explain } from './explain.js';

export type Accepted = Extract<CommandResult, { ok: true }>;

export interface CommandOptions {
  readonly texts?: readonly (NewText | null | undefined)[];
  readonly preview?: boolean;
  /** Written with the event that needs them. */
  readonly personalValues?: readonly PersonalValueChange[];
}

/** The API's way to the one door: a person's command in, the accepted result out; a refusal becomes a problem. */
@Injectable()
export class DoorService {
  constructor(private readonly persistence: Persistence) {}

  /** One command on one stream. */
  async give(
    session: SeatedSession,
    request: Idempotency,
    command: StreamCommand,
    options: CommandOptions = {},
  ): Promise<Accepted> {
    const answer = await this.giveAll(session, request, [command], options);
    return answer.results[0] as Accepted;
  }

  /** All of them, or none: the first refusal is thrown as a problem. */
  async giveAll(
    session: SeatedSession,
    request: Idempotency,
    commands: readonly StreamCommand[],
    options: CommandOptions = {},
  ): Promise<DoorAnswer> {
    const { key, requestHash } = request;
    const texts = (options.texts ?? []).filter((text): text is NewText => Boolean(text));
    const answer = await this.persistence.door.execute({
      actor: session.actor,
      post: session.postId,
      key,
      requestHash,
      commands,
      texts,
      mode: 'all',
      preview: options.preview ?? false,
      personalValues: options.personalValues,
    });
    const refused = answer.results.findIndex((result) => !result.ok);
    if (refused >= 0) throw await this.problem(session, commands[refused]!, answer.results[refused]!);
    return answer;
  }

  private async problem(session: SeatedSession, command: StreamCommand, result: CommandResult): Promise<ProblemError> {
    const rejection: Rejection = (result as Extract<CommandResult, { ok: false }>).rejection;
    return ProblemError.of(await explain(this.persistence, session.actor, command, rejection));
  }
}
