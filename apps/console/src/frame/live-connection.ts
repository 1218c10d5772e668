import type { Query, QueryClient } from '@tanstack/react-query';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
/** Changes of so long are read in one go, and after each reading the page rests. */
const GATHER_MS = 200;
const REST_MS = 1_000;

interface Options {
  readonly queries: QueryClient;
  /** The office whose lists this page shows. */
  readonly office: string;
  /** Asks the server whether it is there and knows us; rejects otherwise. */
  readonly probe: () => Promise<unknown>;
  readonly onState: (connected: boolean) => void;
}

/** Everything on the screen but what says of itself that it does not change under us. */
const isLive = ({ meta }: Query): boolean => meta?.live !== false;

/**
 * Hears from the server that something changed in an office's lists, and reads anew what is on the screen: TanStack
 * Query replaces only what differs, so that scroll, selection, focus and a half-filled form stay. After a break
 * everything is read anew. A page nobody looks at hears nothing: browsers allow few open streams to one server.
 */
export class LiveConnection {
  private source: EventSource | null = null;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private pause = FIRST_PAUSE_MS;
  private asked = false;
  private reading = false;
  private closed = false;

  constructor(private readonly options: Options) {
    document.addEventListener('visibilitychange', this.onVisibility);
    if (!document.hidden) this.connect();
  }

  close(): void {
    this.closed = true;
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.disconnect();
  }

  private readonly onVisibility = (): void => {
    this.disconnect();
    if (!document.hidden) this.connect();
  };

  private connect(): void {
    const source = new EventSource('/api/v1/live');
    this.source = source;
    source.onopen = () => {
      const since = Date.now();
      this.pause = FIRST_PAUSE_MS;
      this.options.onState(true);
      this.read(({ state }) => state.dataUpdatedAt < since);
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const { offices } = JSON.parse(data) as { offices: string[] };
      if (offices.includes(this.options.office)) this.changed();
    };
    source.onerror = () => {
      this.disconnect();
      this.options.onState(false);
      this.waiting = setTimeout(() => void this.tryAgain(), this.pause * (0.75 + Math.random() / 2));
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
    };
  }

  /** Only where the server answers: a stream that is refused would tell us neither why nor whether to go on. */
  private async tryAgain(): Promise<void> {
    const waiting = this.waiting;
    const there = await this.options.probe().then(
      () => true,
      () => false,
    );
    if (this.closed || this.waiting !== waiting) return;
    if (there) return this.connect();
    this.waiting = setTimeout(() => void this.tryAgain(), this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
  }

  private disconnect(): void {
    this.source?.close();
    this.source = null;
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
  }

  private changed(): void {
    this.asked = true;
    if (!this.reading) void this.keepReading();
  }

  private async keepReading(): Promise<void> {
    this.reading = true;
    await rest(GATHER_MS);
    while (this.asked && !this.closed) {
      this.asked = false;
      await this.read();
      await rest(REST_MS);
    }
    this.reading = false;
  }

  private read(which: (query: Query) => boolean = () => true): Promise<void> {
    return this.options.queries.invalidateQueries({ predicate: (query) => isLive(query) && which(query) });
  }
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
