/** What an answer was, its JSON read. */
export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

/** One person with a browser's cookie, or nobody. Paths are below /api/v1. */
export class Caller {
  constructor(
    readonly address: string,
    readonly cookie: string | null,
  ) {}

  /** Signs in and returns whoever speaks with that session from now on. */
  async signIn({ login, password }: { login: string; password: string }): Promise<Caller> {
    const { status, headers, body } = await this.post('/session', { body: { login, password } });
    if (status !== 204) throw new Error(`sign-in of ${login} answered ${status}: ${JSON.stringify(body)}`);
    return new Caller(this.address, headers.getSetCookie()[0]!.split(';')[0]!);
  }

  get = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('GET', path, ask);
  post = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('POST', path, ask);
  put = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('PUT', path, ask);
  delete = <T = any>(path: string, ask: Ask = {}): Promise<Answer<T>> => this.send('DELETE', path, ask);

  /** A whole list, page after page to the last. A `limit` in the path is what each page but the last must hold. */
  async all<Item = any>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    const limit = Number(/[?&]limit=(\d+)/.exec(path)?.[1] ?? Number.NaN);
    for (let cursor: string | null = ''; cursor !== null; ) {
      const next: string = cursor && `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
      const { status, body }: Answer<{ items: Item[]; next: string | null }> = await this.get(path + next);
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
      items.push(...body.items);
      cursor = body.next;
      if (limit && (cursor ? body.items.length !== limit : body.items.length > limit))
        throw new Error(`GET ${path}: a page of ${body.items.length}`);
    }
    return items;
  }

  async send<T = any>(method: string, path: string, { body, headers, key }: Ask): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (json && text ? JSON.parse(text) : text) as T };
  }
}
