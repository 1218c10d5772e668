import type { FindingCode, InvariantKey } from './words.js';

/** One offender: whose it is, what is wrong, and the values that show it. */
export interface Finding {
  readonly code: FindingCode;
  /** Stream, or whatever names the row. */
  readonly id: string;
  readonly detail: string;
}

export interface InvariantReport {
  readonly key: InvariantKey;
  /** Streams, rows or texts looked at. */
  readonly checked: number;
  readonly faults: number;
  /** Late, not wrong: the worker has yet to come. */
  readonly waiting: number;
  /** Whoever could have told did not answer: it was not looked at, or only in part. */
  readonly unasked: boolean;
  /** The first few faults, else the first few that wait. */
  readonly examples: readonly Finding[];
  readonly ms: number;
}

export interface VerifyReport {
  /** Nothing that was looked at is wrong. What waits is not wrong. */
  readonly ok: boolean;
  readonly streams: number;
  readonly events: number;
  /** Reading and folding, which all invariants share. */
  readonly readingMs: number;
  readonly invariants: readonly InvariantReport[];
}

const SHOWN = 5;

/** What one invariant has found so far: counts, and no more offenders than anybody reads. */
export class Findings {
  private checked = 0;
  private faults = 0;
  private waiting = 0;
  private unasked = false;
  private readonly wrong: Finding[] = [];
  private readonly late: Finding[] = [];

  looked(count: number): void {
    this.checked += count;
  }

  fault(code: FindingCode, id: string, detail: string): void {
    this.faults += 1;
    if (this.wrong.length < SHOWN) this.wrong.push({ code, id, detail });
  }

  waits(code: FindingCode, id: string, detail: string): void {
    this.waiting += 1;
    if (this.late.length < SHOWN) this.late.push({ code, id, detail });
  }

  /** Nobody was there who could have told. */
  notAsked(): void {
    this.unasked = true;
  }

  report(key: InvariantKey, ms: number): InvariantReport {
    const { checked, faults, waiting, unasked } = this;
    const examples = faults > 0 ? this.wrong : this.late;
    return { key, checked, faults, waiting, unasked, examples, ms: Math.round(ms) };
  }
}
