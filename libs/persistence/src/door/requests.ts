import type { Actor, ApplicationCommand, BatchCommand, Plan, Rejection, SubmissionCommand } from '#domain';

export type StreamCommand =
  | { readonly kind: 'application'; readonly id: string; readonly command: ApplicationCommand }
  | { readonly kind: 'submission'; readonly id: string; readonly command: SubmissionCommand }
  | { readonly kind: 'payment-batch'; readonly id: string; readonly command: BatchCommand };

/** A free text with its salt, made by `Texts.commit`; written in the same transaction as the event that commits to it. */
export interface NewText {
  readonly id: string;
  readonly stream: string;
  readonly salt: Buffer;
  readonly cipher: Buffer;
}

/** A card, telephone or the like that belongs to a stream: encrypted, erasable, written with the event that needs it. */
export interface NewPersonalValue {
  /** The stream it belongs to. */
  readonly owner: string;
  readonly kind: string;
  readonly cipher: Buffer;
}

/** Puts a value on file, or takes what is there off it (null). */
export type PersonalValueChange = NewPersonalValue | (Omit<NewPersonalValue, 'cipher'> & { readonly cipher: null });

export interface CommandRequest {
  readonly actor: Actor;
  /** The post the actor acts in; checked again inside the transaction. Null for the machinery. */
  readonly post: string | null;
  /** Idempotency key, unique per actor; the same key and body gives the first answer again. */
  readonly key?: string | null;
  /** SHA-256 of the request's canonical body, hex; goes with `key`. */
  readonly requestHash?: string;
  readonly commands: readonly StreamCommand[];
  readonly texts?: readonly NewText[];
  readonly personalValues?: readonly PersonalValueChange[];
  /**
   * `all`: one refusal refuses everything (a submission and its applications).
   * `each`: what is lawful happens, the rest is refused one by one (a chunk of a bulk).
   */
  readonly mode?: 'all' | 'each';
  /** A command of the workflow's own activity needs no word to that workflow: the answer carries the plan. */
  readonly origin?: 'person' | 'workflow';
  /** Decide and answer, write nothing. */
  readonly preview?: boolean;
}

export type CommandResult =
  | {
      readonly ok: true;
      readonly id: string;
      readonly version: number;
      readonly revision: number;
      readonly plan: Plan;
      readonly events: readonly string[];
      /** What the stream is about after the command, in fen; absent where it is about no money, or the answer is a first one's. */
      readonly amountFen?: number;
    }
  | {
      readonly ok: false;
      readonly id: string;
      readonly rejection: Rejection;
      readonly plan: Plan | null;
      readonly version: number;
    };

export interface DoorAnswer {
  /** Id of the command, found again in every event it caused. */
  readonly command: string;
  readonly ok: boolean;
  /** One per command, in order. In mode `all` a refusal stands at the command that caused it. */
  readonly results: readonly CommandResult[];
  readonly at: number;
  /** The same key had been used with the same body: this is the first answer. */
  readonly replayed: boolean;
}

/** What a commit left for others to carry on. */
export interface Touched {
  readonly outbox: boolean;
  readonly reminders: boolean;
  /** Codes of the offices in whose lists something changed. */
  readonly offices: ReadonlySet<string>;
}

/** The first refusal of an answer, for callers that asked for one thing. */
export const rejectionOf = (answer: DoorAnswer): Rejection | null => {
  const refused = answer.results.find((result) => !result.ok);
  return refused && !refused.ok ? refused.rejection : null;
};
