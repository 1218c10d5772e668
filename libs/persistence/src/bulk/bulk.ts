import type { Actor, Rejection } from '#domain';

/** What is to be done to each. A free text is given once and committed to on every application by itself. */
export type BulkCommand =
  | { readonly type: 'approve'; readonly opinion?: string }
  | { readonly type: 'return'; readonly items: readonly string[]; readonly opinion?: string }
  | { readonly type: 'reject'; readonly reason: string; readonly opinion?: string };

/** One application as its author saw it: another revision is refused. */
export interface SelectedApplication {
  readonly id: string;
  readonly revision: number;
}

/** A list, or the tasks of one submission that lie before the actor's seat at this moment. */
export type BulkSelection =
  | readonly SelectedApplication[]
  | { readonly submissionId: string; readonly unflaggedOnly?: boolean };

export interface BulkRequest {
  readonly actor: Actor;
  /** The post the actor acts in; the door checks it again at each chunk. */
  readonly post: string;
  readonly key: string | null;
  /** SHA-256 of the request's canonical body, hex. */
  readonly requestHash: string;
  readonly command: BulkCommand;
  readonly selection: BulkSelection;
  /** Decide and answer, change nothing. */
  readonly preview: boolean;
}

export interface Bulk {
  readonly id: string;
  readonly command: Omit<BulkCommand, 'opinion'>;
  readonly preview: boolean;
  /** Epoch ms. */
  readonly at: number;
  readonly total: number;
  readonly totalFen: number;
  /** How many have been decided, and how many of them were accepted, with their amount. */
  readonly done: number;
  readonly accepted: number;
  readonly acceptedFen: number;
  readonly state: 'running' | 'done';
  /** SHA-256 over the sorted `id:revision` lines, hex: what exactly was decided on. */
  readonly selection: string;
}

export type BulkOutcome = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection };

export interface BulkItem {
  readonly ordinal: number;
  readonly id: string;
  readonly revision: number;
  readonly amountFen: number;
  /** Null: not decided yet. */
  readonly outcome: BulkOutcome | null;
}

export type BulkCreation =
  | { readonly ok: true; readonly bulk: Bulk; readonly replayed: boolean }
  | { readonly ok: false; readonly rejection: Rejection };
