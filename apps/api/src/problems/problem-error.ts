import type { Rejection } from '#domain';
import type { ProblemCode } from './catalogue.js';

export type ProblemParams = NonNullable<Rejection['params']>;

/** One field of a request that cannot be accepted. */
export interface FieldFault {
  /** Dotted path into the body or query, e.g. `items.0.revision`. */
  readonly path: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What is thrown at the edge: a code of the catalogue with its parameters. One filter writes it out. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: ProblemParams = {},
    readonly errors: readonly FieldFault[] = [],
  ) {
    super(code);
  }

  static of(rejection: Rejection): ProblemError {
    return new ProblemError(rejection.code, rejection.params);
  }

  /** One field that is well-formed and all the same not to be accepted. */
  static ofField(path: string, code: string, zh: string, en: string): ProblemError {
    return new ProblemError('REQUEST.INVALID', {}, [{ path, code, zh, en }]);
  }
}
