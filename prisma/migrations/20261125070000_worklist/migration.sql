-- The worklist by submission steps from one (deadline, submission) to the next, however many tasks each of them holds;
-- a count of a stage nobody has anything at costs one look.
CREATE INDEX "tasks_office_role_stage_due_at_submission_id_idx" ON "tasks"("office", "role", "stage", "due_at", "submission_id");

-- Applications in one phase under an office: a school that has none of them costs one look.
CREATE INDEX "applications_school_phase_period_id_idx" ON "applications"("school", "phase", "period", "id");
