-- Reminders sent to a seat lately, for whoever supervises it. Few rows: nobody is reminded of what is done in time.
CREATE INDEX "reminders_office_role_came_due_at_idx" ON "reminders"("office", "role", "came_due_at");
