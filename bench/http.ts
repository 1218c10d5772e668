import { Agent, type IncomingMessage, request } from 'node:http';

export const WIDTH = 32;
const agent = new Agent({ keepAlive: true, maxSockets: 2 * WIDTH });

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of whatever route was asked
  readonly body: any;
}

/** One signed-in person. node:http, because fetch would cost the two cores more than the API itself. */
export class Caller {
  private constructor(
    private readonly api: URL,
    private readonly cookie: string | null,
  ) {}

  static async signIn(api: string, login: string, password: string): Promise<Caller> {
    const { headers, status } = await new Caller(new URL(api), null).raw(
      'POST',
      '/session',
      JSON.stringify({ login, password }),
      {},
    );
    if (status !== 204) throw new Error(`sign-in of ${login} answered ${status}`);
    return new Caller(new URL(api), headers['set-cookie']![0]!.split(';')[0]!);
  }

  /** Throws on any answer that is no success: a benchmark of refusals would be a fast one. */
  async ask(method: 'GET' | 'POST', path: string, body?: unknown, key?: string): Promise<Answer> {
    const { status, text } = await this.raw(
      method,
      path,
      body === undefined ? '' : JSON.stringify(body),
      key ? { 'idempotency-key': key } : {},
    );
    if (status < 200 || status > 299) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`);
    return { status, body: text ? JSON.parse(text) : null };
  }

  async upload(path: string, fileName: string, contents: string | Buffer): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(Buffer.from(contents))]), fileName);
    const response = await fetch(new URL(`/api/v1${path}`, this.api), {
      method: 'POST',
      headers: { cookie: this.cookie! },
      body: form,
    });
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
    return { status: response.status, body: await response.json() };
  }

  private raw(
    method: string,
    path: string,
    body: string,
    extra: Record<string, string>,
  ): Promise<{ status: number; text: string; headers: IncomingMessage['headers'] }> {
    const headers = {
      ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...(this.cookie && { cookie: this.cookie }),
      ...extra,
    };
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.api;
      const outgoing = request({ agent, hostname, port, method, path: `/api/v1${path}`, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode!,
            text: Buffer.concat(chunks).toString('utf8'),
            headers: incoming.headers,
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

/** Milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface Driven extends Spread {
  readonly perSecond: number;
}

/** Works the jobs off, 32 at a time, in order. */
export async function drive<Job>(
  jobs: readonly Job[],
  work: (job: Job) => Promise<unknown>,
  width = WIDTH,
): Promise<Driven> {
  const took: number[] = [];
  let next = 0;
  const begun = performance.now();
  const one = async () => {
    while (next < jobs.length) {
      const job = jobs[next++]!;
      const asked = performance.now();
      await work(job);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: width }, one));
  const seconds = (performance.now() - begun) / 1_000;
  return { perSecond: jobs.length / seconds, ...spread(took) };
}

export function spread(took: number[]): Spread {
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

/** Asks every `everyMs` until something is true; after `withinMs` it is an error that names what was waited for. */
export async function eventually<T>(
  what: string,
  withinMs: number,
  probe: () => Promise<T | false | null | undefined>,
  everyMs = 100,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
