-- Rows of a roster are worked on step by step, found by what they share with others of their file, and corrected in place.
ALTER TABLE "roster_import_rows"
    ADD COLUMN "step" TEXT,
    ADD COLUMN "id_lookup" BYTEA,
    ADD COLUMN "card_lookup" BYTEA,
    ADD COLUMN "revision" SMALLINT NOT NULL DEFAULT 0;

ALTER TABLE "roster_imports" ADD COLUMN "counts" JSONB;

UPDATE "roster_import_rows" r SET "step" = 'draft'
FROM "roster_imports" i
WHERE i."id" = r."import_id" AND i."state" = 'drafting' AND r."outcome" LIKE 'accept%' AND NOT r."report" ? 'programmes';

-- Partial: rows that are done, and rows without such a number, are in none of them.
CREATE INDEX "roster_import_rows_step_idx" ON "roster_import_rows"("import_id", "step", "line") WHERE "step" IS NOT NULL;
CREATE INDEX "roster_import_rows_id_lookup_idx" ON "roster_import_rows"("import_id", "id_lookup", "line") WHERE "id_lookup" IS NOT NULL;
CREATE INDEX "roster_import_rows_card_lookup_idx" ON "roster_import_rows"("import_id", "card_lookup") WHERE "card_lookup" IS NOT NULL;

CREATE TABLE "roster_corrections" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "revision" SMALLINT NOT NULL,
    "at" BIGINT NOT NULL,
    "staff_id" UUID NOT NULL,
    "fields" TEXT[],
    "undoes" SMALLINT,
    "cipher" BYTEA,

    CONSTRAINT "roster_corrections_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "roster_corrections_import_id_line_revision_key" ON "roster_corrections"("import_id", "line", "revision");
