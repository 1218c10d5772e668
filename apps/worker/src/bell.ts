/** Wakes a loop that rests: a ring while nobody rests is kept for the next rest. */
export class Bell {
  private rung = false;
  private wake = () => {};

  readonly ring = (): void => {
    this.rung = true;
    this.wake();
  };

  /** Resolves at a ring, after `ms`, or when stopped, whichever comes first. */
  async rest(ms: number, stopping: AbortSignal): Promise<void> {
    if (!this.rung && !stopping.aborted) {
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          stopping.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        stopping.addEventListener('abort', end);
        this.wake = end;
      });
    }
    this.wake = () => {};
    this.rung = false;
  }
}
