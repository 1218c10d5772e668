import type { ProblemParams } from './problem-error.js';

export type Sentence = (params: ProblemParams) => string;

export interface ProblemEntry {
  readonly status: number;
  /** A sentence the person can act on: what is wrong, and what to do. */
  readonly zh: Sentence;
  readonly en: Sentence;
}

export function problem(status: number, zh: string | Sentence, en: string | Sentence): ProblemEntry {
  return { status, zh: typeof zh === 'string' ? () => zh : zh, en: typeof en === 'string' ? () => en : en };
}
