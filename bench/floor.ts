import pg from 'pg';

const CONNECTIONS = 32;

/**
 * What PostgreSQL does on this machine at this moment for one Node process: transactions of five awaited round trips
 * (BEGIN, two inserts, one update, COMMIT) from 32 connections, per second. Every figure is held against it.
 */
export async function measureFloor(ownerUrl: string, ms: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: CONNECTIONS });
  try {
    await pool.query('DROP SCHEMA IF EXISTS bench_floor CASCADE');
    await pool.query('CREATE SCHEMA bench_floor');
    await pool.query('CREATE TABLE bench_floor.cases (id int PRIMARY KEY, version int NOT NULL)');
    await pool.query(
      'CREATE TABLE bench_floor.events (case_id int, version bigint, payload jsonb, PRIMARY KEY (case_id, version))',
    );
    await pool.query('CREATE TABLE bench_floor.outbox (id bigserial PRIMARY KEY, case_id int)');
    await pool.query('INSERT INTO bench_floor.cases SELECT i, 0 FROM generate_series(1, 10000) i');
    let versions = 0;
    let done = 0;
    const transaction = async () => {
      const client = await pool.connect();
      const id = 1 + Math.floor(Math.random() * 10_000);
      const version = ++versions;
      await client.query('BEGIN');
      await client.query({
        name: 'floor-event',
        text: 'INSERT INTO bench_floor.events VALUES ($1, $2, $3)',
        values: [id, version, '{"type":"Approved"}'],
      });
      await client.query({
        name: 'floor-outbox',
        text: 'INSERT INTO bench_floor.outbox (case_id) VALUES ($1)',
        values: [id],
      });
      await client.query({
        name: 'floor-case',
        text: 'UPDATE bench_floor.cases SET version = version + 1 WHERE id = $1',
        values: [id],
      });
      await client.query('COMMIT');
      client.release();
    };
    const drive = async (until: number) => {
      while (performance.now() < until) {
        await transaction();
        done += 1;
      }
    };
    const all = (until: number) => Promise.all(Array.from({ length: CONNECTIONS }, () => drive(until)));
    await all(performance.now() + ms / 5); // warm: connections, plans, pages
    done = 0;
    const begun = performance.now();
    await all(begun + ms);
    const rate = done / ((performance.now() - begun) / 1000);
    await pool.query('DROP SCHEMA bench_floor CASCADE');
    return rate;
  } finally {
    await pool.end();
  }
}
