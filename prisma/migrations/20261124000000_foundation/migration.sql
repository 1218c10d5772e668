
-- ---------------------------------------------------------------------------------------------------------------
-- What Prisma's schema cannot say.

-- One live application per (subject, programme, period), from draft on.
CREATE UNIQUE INDEX "applications_one_live" ON "applications" ("subject_id", "programme_code", "period")
  WHERE "phase" NOT IN ('rejected', 'withdrawn', 'discarded');
-- The sweep: streams whose next moment has passed.
CREATE INDEX "applications_next_moment" ON "applications" ("next_moment_at") WHERE "next_moment_at" IS NOT NULL;
CREATE INDEX "submissions_next_moment" ON "submissions" ("next_moment_at") WHERE "next_moment_at" IS NOT NULL;
-- What finance may put into a batch, and what a batch holds.
CREATE INDEX "applications_awaiting_payment" ON "applications" ("county", "programme_code", "period", "id")
  WHERE "phase" = 'awaiting-payment';
CREATE INDEX "applications_batch" ON "applications" ("batch_id") WHERE "batch_id" IS NOT NULL;
CREATE INDEX "applications_submission" ON "applications" ("submission_id") WHERE "submission_id" IS NOT NULL;
CREATE INDEX "applications_notice" ON "applications" ("school", "period", "programme_code") WHERE "phase" = 'in-public-notice';
-- Lines short of money are served in order of approval.
CREATE INDEX "applications_awaiting_funds" ON "applications" ("programme_code", "period", "county", "last_at", "id")
  WHERE "phase" = 'awaiting-funds';
-- One live payment per (subject, programme, benefit item, period, instalment).
CREATE UNIQUE INDEX "payments_one_live" ON "payments" ("subject_id", "programme_code", "item", "period", "instalment") WHERE "live";
-- One person per identity number.
CREATE UNIQUE INDEX "personal_values_one_id_number" ON "personal_values" ("lookup") WHERE "kind" = 'id-number';
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_never_over"
  CHECK ("reserved_fen" >= 0 AND "paid_fen" >= 0 AND "reserved_fen" + "paid_fen" <= "appropriated_fen");

-- Rows that change often keep room on their page, so that an update touches no index.
ALTER TABLE "applications" SET (fillfactor = 80);
ALTER TABLE "outbox" SET (fillfactor = 50);

-- ---------------------------------------------------------------------------------------------------------------
-- The audit trail. Append-only: the application's role may SELECT and INSERT, nothing else.
CREATE SCHEMA audit;

CREATE TABLE audit.events (
  period       integer  NOT NULL,
  stream       uuid     NOT NULL,
  version      integer  NOT NULL,
  at           bigint   NOT NULL,
  schema       smallint NOT NULL,
  kind         text     NOT NULL,
  type         text     NOT NULL,
  actor        uuid     NOT NULL,
  on_behalf_of uuid,
  seat         text     NOT NULL,
  command      uuid     NOT NULL,
  payload      jsonb    NOT NULL,
  previous     bytea    NOT NULL,
  hash         bytea    NOT NULL,
  PRIMARY KEY (period, stream, version)
) PARTITION BY LIST (period);

-- "What did this person decide between two dates"; a delegate's acts are found under both persons.
CREATE INDEX events_actor ON audit.events (actor, at);
-- "What was decided after its deadline": few rows, one index only for them.
CREATE INDEX events_late ON audit.events (at) WHERE payload ? 'late';

-- Streams that belong to no period (programmes, staff, calendars …) have the period 0.
CREATE TABLE audit.events_0 PARTITION OF audit.events FOR VALUES IN (0);

-- A period's partition is made when the period is; the application's role may ask for it and cannot make tables itself.
CREATE FUNCTION audit.ensure_period(period_code integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
BEGIN
  IF period_code < 0 OR period_code > 99999 THEN
    RAISE EXCEPTION 'period % is not of the form YYYYS', period_code;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('audit.ensure_period'));
  EXECUTE format('CREATE TABLE IF NOT EXISTS audit.events_%s PARTITION OF audit.events FOR VALUES IN (%s)', period_code, period_code);
END $$;

-- Reads of personal data and refusals: a stream nobody locks, which never moves an application's version.
CREATE TABLE audit.access (
  id      uuid   NOT NULL PRIMARY KEY,
  at      bigint NOT NULL,
  actor   uuid   NOT NULL,
  seat    text   NOT NULL,
  kind    text   NOT NULL,
  subject uuid,
  detail  jsonb  NOT NULL
);
CREATE INDEX access_subject ON audit.access (subject, at);
CREATE INDEX access_actor ON audit.access (actor, at);

-- The unprivileged role is made by whoever installs (npm start, or the operator); production may grant it to a login role.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zhudao_app') THEN
    CREATE ROLE zhudao_app NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public, audit TO zhudao_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO zhudao_app;
DO $$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON public._prisma_migrations FROM zhudao_app;
  END IF;
END $$;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO zhudao_app;
GRANT SELECT, INSERT ON audit.events, audit.access TO zhudao_app;
REVOKE ALL ON FUNCTION audit.ensure_period(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.ensure_period(integer) TO zhudao_app;
