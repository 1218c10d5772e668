-- What an office prints under the public notices of its schools (公示): the nearest office upwards that has set it counts.
ALTER TABLE "organisations" ADD COLUMN "supervision_telephone" TEXT;
-- A county's choice: names on notices are shown with their middle masked (沈*娥).
ALTER TABLE "organisations" ADD COLUMN "notice_masks_names" BOOLEAN NOT NULL DEFAULT false;
