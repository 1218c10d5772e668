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
  /** The first few faults, else the first few that wait. */
  readonly examples: readonly Finding[];
  readonly ms: number;
}

export interface VerifyReport {
  /** Nothing is wrong. What waits for the worker is not wrong. */
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
  private readonly wrong: Finding[] = [];
  private readonly late: Finding[] = [];

  looked(count: number): void {
    this.checked += count;
  }

  fault(code: FindingCode, id: string, detail: string): void {
    this.faults += 1;
    if (this.wrong.length < SHOWN) this.wrong.push({ code, id, detail });
  }

  waits(id: string, detail: string): void {
    this.waiting += 1;
    if (this.late.length < SHOWN) this.late.push({ code: 'waiting-for-worker', id, detail });
  }

  report(key: InvariantKey, ms: number): InvariantReport {
    const { checked, faults, waiting } = this;
    return { key, checked, faults, waiting, examples: faults > 0 ? this.wrong : this.late, ms: Math.round(ms) };
  }
}
