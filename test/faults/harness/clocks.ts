import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { asAdmin } from './rows.js';
import type { Stack } from './stack.js';

const PRELOAD = pathToFileURL(path.join(import.meta.dirname, 'stepped-clock.mjs')).href;

/** Settings of a process whose own clock is this many ms ahead of the right time (behind, if negative). */
export const clockAhead = (ms: number): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import=${PRELOAD}`,
  CLOCK_STEP_MS: String(ms),
});

/**
 * Lets PostgreSQL's clock be stepped, as the product's role reads it: nobody may set the machine's own, under the other
 * tests' feet. `clock_timestamp()` is the only clock the product asks PostgreSQL for.
 */
export async function makeClockMovable(stack: Stack): Promise<void> {
  await asAdmin(
    stack,
    `CREATE SCHEMA stepped;
     CREATE TABLE stepped.ahead AS SELECT 0::bigint AS ms;
     CREATE FUNCTION stepped.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
       'SELECT pg_catalog.clock_timestamp() + (SELECT ms FROM stepped.ahead) * interval ''1 millisecond''';
     GRANT USAGE ON SCHEMA stepped TO zhudao_app;
     GRANT SELECT ON stepped.ahead TO zhudao_app;
     ALTER ROLE zhudao_app SET search_path = stepped, pg_catalog, public;
     SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'zhudao_app'`,
  );
}

/** From now on PostgreSQL's clock is this far ahead of the right time. */
export const stepDatabaseClock = (stack: Stack, ms: number): Promise<unknown> =>
  asAdmin(stack, 'UPDATE stepped.ahead SET ms = $1', [ms]);
