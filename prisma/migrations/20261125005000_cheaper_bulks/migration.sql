-- A bulk keeps of each item only what was refused: that an item was done follows from how far the bulk has come.
ALTER TABLE "bulk_items" RENAME COLUMN "outcome" TO "rejection";
UPDATE "bulk_items" SET "rejection" = "rejection"->'rejection' WHERE "rejection" IS NOT NULL;

-- What the relay tells at once is found without looking through the backlog.
CREATE INDEX "outbox_at_once" ON "outbox" ("ready_at") WHERE "kind" IN ('payment-batch', 'roster-import');
