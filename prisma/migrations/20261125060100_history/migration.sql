-- Children are looked for by the beginning of their name. By code points, whatever the database's collation: a prefix is
-- then a range, also under a prepared statement. Whose name was erased is not found by it.
CREATE INDEX "persons_name" ON "persons" ("name" COLLATE "C", "id") WHERE "name" <> '';
-- All that was ever applied for a child, what is closed included.
CREATE INDEX "applications_subject_id_idx" ON "applications"("subject_id");
