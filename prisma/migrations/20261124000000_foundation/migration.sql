-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisations" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_code" TEXT,
    "ancestors" TEXT[],
    "office_name" TEXT,
    "school_stage" TEXT,
    "ownership" TEXT,
    "public_account" BYTEA,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT NOT NULL,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" BIGINT,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "office" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "ended_at" BIGINT,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "persons" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sex" TEXT,
    "birth_date" TEXT,

    CONSTRAINT "persons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_values" (
    "owner" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cipher" BYTEA NOT NULL,
    "lookup" BYTEA,

    CONSTRAINT "personal_values_pkey" PRIMARY KEY ("owner","kind")
);

-- CreateTable
CREATE TABLE "snapshots" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "county" TEXT NOT NULL,
    "taken_on" TEXT NOT NULL,
    "loaded_at" BIGINT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roll_entries" (
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "school" TEXT NOT NULL,
    "roll_number" TEXT NOT NULL,
    "school_stage" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "class_name" TEXT NOT NULL,
    "boarding" BOOLEAN NOT NULL,

    CONSTRAINT "roll_entries_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "registry_members" (
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "household_no" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "township" TEXT NOT NULL,

    CONSTRAINT "registry_members_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "special_children" (
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "category" TEXT NOT NULL,

    CONSTRAINT "special_children_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "periods" (
    "code" INTEGER NOT NULL,
    "school_year" INTEGER NOT NULL,
    "semester" INTEGER NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,

    CONSTRAINT "periods_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "programme_versions" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "county" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "document" JSONB NOT NULL,

    CONSTRAINT "programme_versions_pkey" PRIMARY KEY ("code","version","county")
);

-- CreateTable
CREATE TABLE "calendar_versions" (
    "version" TEXT NOT NULL,
    "published_at" BIGINT NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "calendar_versions_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "applications" (
    "id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "programme_code" TEXT NOT NULL,
    "programme_version" INTEGER NOT NULL,
    "subject_id" UUID NOT NULL,
    "school" TEXT NOT NULL,
    "township" TEXT,
    "county" TEXT NOT NULL,
    "submission_id" UUID,
    "phase" TEXT NOT NULL,
    "stage" TEXT,
    "visit_no" SMALLINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "flags" TEXT[],
    "held" BOOLEAN NOT NULL,
    "objected" BOOLEAN NOT NULL,
    "due_at" BIGINT,
    "next_moment_at" BIGINT,
    "next_moment" TEXT,
    "batch_id" UUID,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "last_at" BIGINT NOT NULL,
    "last_hash" BYTEA NOT NULL,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "application_id" UUID NOT NULL,
    "visit" SMALLINT NOT NULL,
    "office" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "programme_code" TEXT NOT NULL,
    "school" TEXT NOT NULL,
    "submission_id" UUID,
    "amount_fen" BIGINT NOT NULL,
    "flagged" BOOLEAN NOT NULL,
    "stopped" BOOLEAN NOT NULL,
    "due_at" BIGINT NOT NULL,
    "barred" UUID[],

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("application_id","visit")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "programme_code" TEXT NOT NULL,
    "programme_version" INTEGER NOT NULL,
    "school" TEXT NOT NULL,
    "township" TEXT,
    "county" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "due_at" BIGINT,
    "next_moment_at" BIGINT,
    "next_moment" TEXT,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "last_at" BIGINT NOT NULL,
    "last_hash" BYTEA NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_batches" (
    "id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "programme_code" TEXT NOT NULL,
    "programme_version" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "last_at" BIGINT NOT NULL,
    "last_hash" BYTEA NOT NULL,

    CONSTRAINT "payment_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_lines" (
    "batch_id" UUID NOT NULL,
    "line_no" INTEGER NOT NULL,
    "bank" TEXT NOT NULL,
    "payee" TEXT NOT NULL,
    "payee_ref" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "payment_lines_pkey" PRIMARY KEY ("batch_id","line_no")
);

-- CreateTable
CREATE TABLE "payment_exclusions" (
    "batch_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "rejection" JSONB NOT NULL,

    CONSTRAINT "payment_exclusions_pkey" PRIMARY KEY ("batch_id","application_id")
);

-- CreateTable
CREATE TABLE "payments" (
    "application_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "instalment" SMALLINT NOT NULL,
    "batch_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "programme_code" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "payee" TEXT NOT NULL,
    "line_no" INTEGER,
    "live" BOOLEAN NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("batch_id","application_id","item","instalment")
);

-- CreateTable
CREATE TABLE "bank_files" (
    "batch_id" UUID NOT NULL,
    "bank" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "cipher" BYTEA NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "bank_files_pkey" PRIMARY KEY ("batch_id","bank","kind","sha256")
);

-- CreateTable
CREATE TABLE "budget_lines" (
    "programme_code" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "county" TEXT NOT NULL,
    "appropriated_fen" BIGINT NOT NULL,
    "reserved_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_fen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "budget_lines_pkey" PRIMARY KEY ("programme_code","period","county")
);

-- CreateTable
CREATE TABLE "commands" (
    "id" UUID NOT NULL,
    "actor" UUID NOT NULL,
    "key" TEXT,
    "at" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "request_hash" BYTEA,
    "outcome" JSONB NOT NULL,

    CONSTRAINT "commands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "stream" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ready_at" BIGINT NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "erasable_texts" (
    "id" UUID NOT NULL,
    "stream" UUID NOT NULL,
    "salt" BYTEA,
    "cipher" BYTEA,

    CONSTRAINT "erasable_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" UUID NOT NULL,
    "stream" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "visit" SMALLINT NOT NULL,
    "moment" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "due_at" BIGINT NOT NULL,
    "came_due_at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "told" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_messages" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "at" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "read_at" BIGINT,
    "mail_state" TEXT,
    "mail_error" TEXT,

    CONSTRAINT "inbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_imports" (
    "id" UUID NOT NULL,
    "school" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "at" BIGINT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,
    "fault" JSONB,
    "cipher" BYTEA,

    CONSTRAINT "roster_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_import_rows" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "person_id" UUID,
    "report" JSONB NOT NULL,
    "cipher" BYTEA,
    "applications" UUID[],

    CONSTRAINT "roster_import_rows_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "bulks" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "actor" JSONB NOT NULL,
    "key" TEXT,
    "request_hash" BYTEA NOT NULL,
    "command" JSONB NOT NULL,
    "selection" BYTEA NOT NULL,
    "preview" BOOLEAN NOT NULL,
    "at" BIGINT NOT NULL,
    "chunk_size" SMALLINT NOT NULL,
    "total" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "done" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "accepted_fen" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "lease_until" BIGINT NOT NULL,

    CONSTRAINT "bulks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_items" (
    "bulk_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "application_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "outcome" JSONB,

    CONSTRAINT "bulk_items_pkey" PRIMARY KEY ("bulk_id","ordinal")
);

-- CreateTable
CREATE TABLE "objections" (
    "id" UUID NOT NULL,
    "application_id" UUID,
    "school" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "text_id" UUID,
    "contact_cipher" BYTEA,

    CONSTRAINT "objections_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "organisations_parent_code_idx" ON "organisations"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "staff_login_key" ON "staff"("login");

-- CreateIndex
CREATE INDEX "posts_office_role_idx" ON "posts"("office", "role");

-- CreateIndex
CREATE UNIQUE INDEX "posts_staff_id_office_role_key" ON "posts"("staff_id", "office", "role");

-- CreateIndex
CREATE INDEX "sessions_staff_id_idx" ON "sessions"("staff_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "personal_values_lookup_idx" ON "personal_values"("lookup");

-- CreateIndex
CREATE INDEX "snapshots_county_kind_loaded_at_idx" ON "snapshots"("county", "kind", "loaded_at");

-- CreateIndex
CREATE INDEX "roll_entries_snapshot_id_school_idx" ON "roll_entries"("snapshot_id", "school");

-- CreateIndex
CREATE INDEX "registry_members_snapshot_id_household_no_idx" ON "registry_members"("snapshot_id", "household_no");

-- CreateIndex
CREATE INDEX "applications_school_period_id_idx" ON "applications"("school", "period", "id");

-- CreateIndex
CREATE INDEX "tasks_office_role_due_at_application_id_idx" ON "tasks"("office", "role", "due_at", "application_id");

-- CreateIndex
CREATE INDEX "tasks_submission_id_office_role_idx" ON "tasks"("submission_id", "office", "role");

-- CreateIndex
CREATE INDEX "submissions_county_period_phase_idx" ON "submissions"("county", "period", "phase");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_school_programme_code_period_number_key" ON "submissions"("school", "programme_code", "period", "number");

-- CreateIndex
CREATE INDEX "payment_batches_office_period_idx" ON "payment_batches"("office", "period");

-- CreateIndex
CREATE INDEX "payment_lines_batch_id_bank_idx" ON "payment_lines"("batch_id", "bank");

-- CreateIndex
CREATE INDEX "payments_application_id_idx" ON "payments"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "commands_actor_key_key" ON "commands"("actor", "key");

-- CreateIndex
CREATE INDEX "outbox_ready_at_idx" ON "outbox"("ready_at");

-- CreateIndex
CREATE INDEX "erasable_texts_stream_idx" ON "erasable_texts"("stream");

-- CreateIndex
CREATE INDEX "reminders_state_came_due_at_idx" ON "reminders"("state", "came_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_stream_visit_moment_office_role_key" ON "reminders"("stream", "visit", "moment", "office", "role");

-- CreateIndex
CREATE INDEX "inbox_messages_staff_id_id_idx" ON "inbox_messages"("staff_id", "id");

-- CreateIndex
CREATE INDEX "inbox_messages_mail_state_idx" ON "inbox_messages"("mail_state");

-- CreateIndex
CREATE INDEX "roster_imports_school_period_at_idx" ON "roster_imports"("school", "period", "at");

-- CreateIndex
CREATE INDEX "bulks_state_lease_until_idx" ON "bulks"("state", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "bulks_staff_id_key_key" ON "bulks"("staff_id", "key");

-- CreateIndex
CREATE INDEX "objections_application_id_idx" ON "objections"("application_id");

-- CreateIndex
CREATE INDEX "objections_office_state_at_idx" ON "objections"("office", "state", "at");

-- AddForeignKey
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "organisations"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_office_fkey" FOREIGN KEY ("office") REFERENCES "organisations"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



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
CREATE INDEX events_on_behalf_of ON audit.events (on_behalf_of, at) WHERE on_behalf_of IS NOT NULL;
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
