-- A refused row whose number is nobody's still means somebody: the school's only pupil of that name. Coverage counts
-- that child as handed in and refused, and not as forgotten.
ALTER TABLE "roster_import_rows" ADD COLUMN "likely_person_id" UUID;
