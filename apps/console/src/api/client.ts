import { queryOptions } from '@tanstack/react-query';
import createClient, { type Middleware } from 'openapi-fetch';
import { actingHeaders } from './acting-in.js';
import type { components, paths } from './schema.gen.js';

export type Schemas = components['schemas'];

/** What the server refused, in its own words and both languages (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly view: Pick<Schemas['ProblemView'], 'code' | 'messages' | 'requestId' | 'status'> &
      Partial<Schemas['ProblemView']>,
  ) {
    super(view.code);
  }
}

/** The server did not answer at all: it is away, or the network is. */
export class Unreachable extends Error {}

const isProblem = (body: unknown): body is Schemas['ProblemView'] =>
  typeof body === 'object' && body !== null && 'code' in body && 'messages' in body;

export async function problemOf(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body) ? new Problem(body) : new Unreachable(`HTTP ${response.status}`);
}

const refusals: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(actingHeaders())) request.headers.set(name, value);
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
  onError: ({ error }) => (error instanceof Problem ? error : new Unreachable(String(error))),
};

/** Every call of the console; a refusal is thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: '/' });
api.use(refusals);

type GetPath = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: unknown } } } ? P : never;
}[keyof paths];
type Parameters<P extends GetPath> = paths[P]['get'] extends { parameters: infer A } ? A : never;
type Asked<P extends GetPath> = Parameters<P> extends infer A ? Omit<A, 'header' | 'cookie'> : never;
/** What a GET answers with. */
export type Answer<P extends GetPath> = paths[P]['get'] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/**
 * A query of TanStack Query from a path of the API: its key is the path and what is asked of it, so that
 * `invalidateQueries({ queryKey: [path] })` reaches all of them.
 */
export const read = <P extends GetPath>(path: P, asked?: { [K in keyof Asked<P>]: Asked<P>[K] }) =>
  queryOptions({
    queryKey: [path, asked ?? {}] as const,
    queryFn: async ({ signal }): Promise<Answer<P>> => {
      // The types of path and parameters were checked above; openapi-fetch cannot follow them through a generic.
      const get = api.GET as unknown as (path: string, init: object) => Promise<{ data: Answer<P> }>;
      const { data } = await get(path, { params: asked, signal });
      return data;
    },
  });

/** A key for one intention of a person: sent again, it is carried out once. */
export const newKey = (): string => crypto.randomUUID();
