import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Where the time of the API's process goes, by the code that ran; the first pattern that fits names it. */
const PARTS = [
  ['driver', /node_modules\/(pg|pg-[a-z-]+|postgres-[a-z]+)\//],
  ['session and rights', /dist\/apps\/api\/src\/session\/|dist\/libs\/persistence\/src\/queries\/sessions/],
  ['validation', /node_modules\/(class-validator|class-transformer|validator)\/|\/http\/(validation|clean-input)\./],
  ['log', /node_modules\/(pino|sonic-boom|thread-stream|quick-format-unescaped)\/|\/http\/logging\./],
  ['law', /dist\/libs\/domain\//],
  ['door', /dist\/libs\/persistence\/|node_modules\/safe-stable-stringify\//],
  [
    'HTTP',
    /node_modules\/(fastify|@fastify|@nestjs|rxjs|find-my-way|avvio|light-my-request|[a-z-]+)\/|dist\/apps\/api\//,
  ],
] as const;
const OTHER: ReadonlyMap<string, string> = new Map([
  ['(garbage collector)', 'garbage collector'],
  ['(program)', 'native code and system calls'],
]);
const NODE = 'Node: sockets, streams, promises';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface Part {
  readonly name: string;
  readonly milliseconds: number;
}

export interface Profile {
  /** Milliseconds of the API's process per piece of work, by part. */
  readonly api: readonly Part[];
  /** The functions that ran longest themselves, with their part. */
  readonly functions: readonly Part[];
  /** Milliseconds inside PostgreSQL per piece of work, by statement; waiting for locks and disk included. */
  readonly statements: readonly (Part & { readonly calls: number })[];
}

/** Profiles the API, which was started with profile-on-signal preloaded, and PostgreSQL's statements meanwhile. */
export class Profiler {
  constructor(private readonly options: { apiPid: number; file: string; adminUrl: string }) {}

  async begin(): Promise<void> {
    await this.ask('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await this.ask('SELECT pg_stat_statements_reset()');
    rmSync(this.options.file, { force: true });
    process.kill(this.options.apiPid, 'SIGUSR2');
    await pause(500);
  }

  async end(pieces: number): Promise<Profile> {
    process.kill(this.options.apiPid, 'SIGUSR2');
    const rows = await this.ask<{ query: string; calls: string; ms: number }>(
      `SELECT query, sum(calls) AS calls, sum(total_exec_time) AS ms FROM pg_stat_statements
       WHERE query NOT LIKE '%pg_stat_statements%' GROUP BY query ORDER BY ms DESC LIMIT 14`,
    );
    const profile = await this.written();
    return {
      ...spent(profile, pieces),
      statements: rows.map(({ query, calls, ms }) => ({
        name: query.replace(/\s+/g, ' ').trim(),
        calls: Number(calls) / pieces,
        milliseconds: ms / pieces,
      })),
    };
  }

  private async written(): Promise<CpuProfile> {
    for (let tries = 0; tries < 200; tries++) {
      await pause(100);
      if (!existsSync(this.options.file)) continue;
      try {
        return JSON.parse(readFileSync(this.options.file, 'utf8'));
      } catch {
        // still being written
      }
    }
    throw new Error('the API wrote no profile');
  }

  private async ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.options.adminUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

/** Own time of every function, given to its part; Node's own functions count for whoever called them. */
export function spent({ nodes, samples, timeDeltas }: CpuProfile, pieces: number): Pick<Profile, 'api' | 'functions'> {
  const own = new Map<number, number>();
  for (const [i, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[i + 1] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  const open: { node: ProfileNode; caller: string }[] = [{ node: nodes[0]!, caller: NODE }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, caller } = next;
    const { functionName, url, lineNumber } = node.callFrame;
    const part = OTHER.get(functionName) ?? PARTS.find(([, at]) => at.test(url))?.[0] ?? caller;
    const microseconds = own.get(node.id) ?? 0;
    if (functionName !== '(idle)' && microseconds > 0) {
      parts.set(part, (parts.get(part) ?? 0) + microseconds);
      const file = url.replace(/.*\/(node_modules|dist)\//, '');
      const name = `${part}: ${functionName || '(anonymous)'} ${file}${file ? `:${lineNumber + 1}` : ''}`;
      functions.set(name, (functions.get(name) ?? 0) + microseconds);
    }
    for (const child of node.children ?? []) open.push({ node: byId.get(child)!, caller: part });
  }
  const sorted = (of: Map<string, number>): Part[] =>
    [...of]
      .map(([name, microseconds]) => ({ name, milliseconds: microseconds / 1_000 / pieces }))
      .sort((a, b) => b.milliseconds - a.milliseconds);
  return { api: sorted(parts), functions: sorted(functions).slice(0, 40) };
}
