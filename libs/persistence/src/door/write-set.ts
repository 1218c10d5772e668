/**
 * Everything one transaction writes, gathered row by row and sent as ONE statement: a CTE per table, each fed by one
 * JSON parameter (`json`: each is read once, and `jsonb` would first be built). The statement's shape depends only on
 * which tables are touched, so it is prepared once per shape.
 */
const TABLES = {
  events: (
    p: string,
  ) => `INSERT INTO audit.events (period, stream, version, at, schema, kind, type, actor, on_behalf_of, seat, command, payload, previous, hash)
    SELECT period, stream, version, at, schema, kind, type, actor, on_behalf_of, seat, command, payload, decode(previous, 'hex'), decode(hash, 'hex')
    FROM json_to_recordset(${p}::json) AS x(period int, stream uuid, version int, at bigint, schema smallint, kind text, type text, actor uuid, on_behalf_of uuid, seat text, command uuid, payload jsonb, previous text, hash text)`,
  commands: (p: string) => `INSERT INTO commands (id, actor, key, at, type, request_hash, outcome)
    SELECT id, actor, key, at, type, decode(request_hash, 'hex'), outcome
    FROM json_to_recordset(${p}::json) AS x(id uuid, actor uuid, key text, at bigint, type text, request_hash text, outcome jsonb)`,
  refusals: (p: string) => `INSERT INTO audit.access (id, at, actor, seat, kind, subject, detail)
    SELECT id, at, actor, seat, kind, subject, detail
    FROM json_to_recordset(${p}::json) AS x(id uuid, at bigint, actor uuid, seat text, kind text, subject uuid, detail jsonb)`,
  applications: (
    p: string,
  ) => `INSERT INTO applications AS a (id, period, programme_code, programme_version, subject_id, school, township, county, submission_id, phase, stage, visit_no, amount_fen, flags, held, objected, due_at, next_moment_at, next_moment, batch_id, version, revision, last_at, last_hash)
    SELECT id, period, programme_code, programme_version, subject_id, school, township, county, submission_id, phase, stage, visit_no, amount_fen, ARRAY(SELECT jsonb_array_elements_text(flags)), held, objected, due_at, next_moment_at, next_moment, batch_id, version, revision, last_at, decode(last_hash, 'hex')
    FROM json_to_recordset(${p}::json) AS x(id uuid, period int, programme_code text, programme_version int, subject_id uuid, school text, township text, county text, submission_id uuid, phase text, stage text, visit_no smallint, amount_fen bigint, flags jsonb, held bool, objected bool, due_at bigint, next_moment_at bigint, next_moment text, batch_id uuid, version int, revision int, last_at bigint, last_hash text)
    ON CONFLICT (id) DO UPDATE SET submission_id = excluded.submission_id, phase = excluded.phase, stage = excluded.stage, visit_no = excluded.visit_no, amount_fen = excluded.amount_fen, flags = excluded.flags, held = excluded.held, objected = excluded.objected, due_at = excluded.due_at, next_moment_at = excluded.next_moment_at, next_moment = excluded.next_moment, batch_id = excluded.batch_id, version = excluded.version, revision = excluded.revision, last_at = excluded.last_at, last_hash = excluded.last_hash`,
  submissions: (
    p: string,
  ) => `INSERT INTO submissions (id, period, programme_code, programme_version, school, township, county, number, phase, count, total_fen, due_at, next_moment_at, next_moment, version, revision, last_at, last_hash)
    SELECT id, period, programme_code, programme_version, school, township, county, number, phase, count, total_fen, due_at, next_moment_at, next_moment, version, revision, last_at, decode(last_hash, 'hex')
    FROM json_to_recordset(${p}::json) AS x(id uuid, period int, programme_code text, programme_version int, school text, township text, county text, number int, phase text, count int, total_fen bigint, due_at bigint, next_moment_at bigint, next_moment text, version int, revision int, last_at bigint, last_hash text)
    ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, count = excluded.count, total_fen = excluded.total_fen, next_moment_at = excluded.next_moment_at, next_moment = excluded.next_moment, version = excluded.version, revision = excluded.revision, last_at = excluded.last_at, last_hash = excluded.last_hash`,
  batches: (
    p: string,
  ) => `INSERT INTO payment_batches (id, period, programme_code, programme_version, office, phase, count, total_fen, created_by, version, revision, last_at, last_hash)
    SELECT id, period, programme_code, programme_version, office, phase, count, total_fen, created_by, version, revision, last_at, decode(last_hash, 'hex')
    FROM json_to_recordset(${p}::json) AS x(id uuid, period int, programme_code text, programme_version int, office text, phase text, count int, total_fen bigint, created_by uuid, version int, revision int, last_at bigint, last_hash text)
    ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, count = excluded.count, total_fen = excluded.total_fen, version = excluded.version, revision = excluded.revision, last_at = excluded.last_at, last_hash = excluded.last_hash`,
  // By row address, so that one index look-up per application is the only plan there is: joined plainly, PostgreSQL reads
  // all open tasks of the county as long as it believes the table to be small. The applications' locks hold the rows still.
  tasksDone: (p: string) => `DELETE FROM tasks WHERE ctid = ANY(ARRAY(
      SELECT t.ctid FROM json_to_recordset(${p}::json) AS x(application_id uuid, keep smallint),
        LATERAL (SELECT ctid FROM tasks WHERE application_id = x.application_id AND visit IS DISTINCT FROM x.keep OFFSET 0) AS t))`,
  tasks: (
    p: string,
  ) => `INSERT INTO tasks (application_id, visit, office, role, stage, period, programme_code, school, submission_id, amount_fen, flagged, stopped, due_at, barred)
    SELECT application_id, visit, office, role, stage, period, programme_code, school, submission_id, amount_fen, flagged, stopped, due_at, ARRAY(SELECT jsonb_array_elements_text(barred)::uuid)
    FROM json_to_recordset(${p}::json) AS x(application_id uuid, visit smallint, office text, role text, stage text, period int, programme_code text, school text, submission_id uuid, amount_fen bigint, flagged bool, stopped bool, due_at bigint, barred jsonb)
    ON CONFLICT (application_id, visit) DO UPDATE SET office = excluded.office, role = excluded.role, stage = excluded.stage, amount_fen = excluded.amount_fen, flagged = excluded.flagged, stopped = excluded.stopped, due_at = excluded.due_at, barred = excluded.barred`,
  outbox: (p: string) => `INSERT INTO outbox (stream, kind, version, ready_at)
    SELECT stream, kind, version, ready_at FROM json_to_recordset(${p}::json) AS x(stream uuid, kind text, version int, ready_at bigint)
    ON CONFLICT (stream) DO UPDATE SET version = excluded.version, ready_at = excluded.ready_at`,
  reminders: (
    p: string,
  ) => `INSERT INTO reminders (id, stream, kind, visit, moment, audience, office, role, due_at, came_due_at, state)
    SELECT id, stream, kind, visit, moment, audience, office, role, due_at, came_due_at, 'pending'
    FROM json_to_recordset(${p}::json) AS x(id uuid, stream uuid, kind text, visit smallint, moment text, audience text, office text, role text, due_at bigint, came_due_at bigint)
    ON CONFLICT (stream, visit, moment, office, role) DO NOTHING`,
  texts: (p: string) => `INSERT INTO erasable_texts (id, stream, salt, cipher)
    SELECT id, stream, decode(salt, 'hex'), decode(cipher, 'hex') FROM json_to_recordset(${p}::json) AS x(id uuid, stream uuid, salt text, cipher text)`,
  personalValues: (p: string) => `INSERT INTO personal_values (owner, kind, cipher)
    SELECT owner, kind, decode(cipher, 'hex') FROM json_to_recordset(${p}::json) AS x(owner uuid, kind text, cipher text)
    ON CONFLICT (owner, kind) DO UPDATE SET cipher = excluded.cipher`,
  personalValuesGone: (
    p: string,
  ) => `DELETE FROM personal_values v USING json_to_recordset(${p}::json) AS x(owner uuid, kind text)
    WHERE v.owner = x.owner AND v.kind = x.kind`,
  payments: (
    p: string,
  ) => `INSERT INTO payments (application_id, item, instalment, batch_id, subject_id, programme_code, period, amount_fen, payee, live)
    SELECT application_id, item, instalment, batch_id, subject_id, programme_code, period, amount_fen, payee, true
    FROM json_to_recordset(${p}::json) AS x(application_id uuid, item text, instalment smallint, batch_id uuid, subject_id uuid, programme_code text, period int, amount_fen bigint, payee text)`,
  paymentsEnded: (
    p: string,
  ) => `UPDATE payments SET live = false FROM json_to_recordset(${p}::json) AS x(application_id uuid, batch_id uuid, item text, instalment smallint)
    WHERE payments.batch_id = x.batch_id AND payments.application_id = x.application_id AND payments.item = x.item AND payments.instalment = x.instalment`,
  objections: (p: string) => `UPDATE objections SET state = x.state, application_id = x.application_id
    FROM json_to_recordset(${p}::json) AS x(id uuid, application_id uuid, state text) WHERE objections.id = x.id`,
  budget: (
    p: string,
  ) => `UPDATE budget_lines b SET reserved_fen = b.reserved_fen + x.reserved, paid_fen = b.paid_fen + x.paid
    FROM json_to_recordset(${p}::json) AS x(programme_code text, period int, county text, reserved bigint, paid bigint)
    WHERE b.programme_code = x.programme_code AND b.period = x.period AND b.county = x.county`,
} as const;

export type Table = keyof typeof TABLES;

const ORDER = Object.keys(TABLES) as Table[];

export class WriteSet {
  private readonly rows = new Map<Table, object[]>();

  add(table: Table, row: object): void {
    const rows = this.rows.get(table);
    if (rows) rows.push(row);
    else this.rows.set(table, [row]);
  }

  has(table: Table): boolean {
    return this.rows.has(table);
  }

  get isEmpty(): boolean {
    return this.rows.size === 0;
  }

  /** The whole as one prepared statement. */
  statement(): { name: string; text: string; values: string[] } {
    const tables = ORDER.filter((table) => this.rows.has(table));
    return { ...shapeOf(tables), values: tables.map((table) => JSON.stringify(this.rows.get(table))) };
  }
}

const SHAPES = new Map<number, { name: string; text: string }>();

/** One bit per table names a shape: PostgreSQL cuts a statement's name after 63 letters, and two would become one. */
function shapeOf(tables: readonly Table[]): { name: string; text: string } {
  const bits = tables.reduce((sum, table) => sum | (1 << ORDER.indexOf(table)), 0);
  const known = SHAPES.get(bits);
  if (known) return known;
  const ctes = tables.map((table, i) => `${table}_w AS (${TABLES[table](`$${i + 1}`)})`);
  const shape = { name: `door-write-${bits}`, text: `WITH ${ctes.join(',\n')} SELECT 1` };
  SHAPES.set(bits, shape);
  return shape;
}
