import type { ApplicationState, SubjectToday } from '#domain';
import type { Tx } from '../../database.js';

interface Row {
  application_id: string;
  enrolled_at: string | null;
  school_stage: string | null;
  grade: string | null;
  boarding: boolean | null;
  ownership: string | null;
  category: string | null;
  special: string | null;
  has_card: boolean;
  school_has_account: boolean;
}

/** The newest snapshot of each kind of the application's county: one read for however many applications. */
const QUERY = `
  WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS w(application_id, person_id, county)),
  newest AS (
    SELECT DISTINCT ON (s.county, s.kind) s.county, s.kind, s.id FROM snapshots s
    WHERE s.county IN (SELECT county FROM wanted) ORDER BY s.county, s.kind, s.loaded_at DESC, s.id DESC)
  SELECT w.application_id, r.school AS enrolled_at, r.school_stage, r.grade, r.boarding, o.ownership,
         m.category, c.category AS special,
         EXISTS (SELECT FROM personal_values v WHERE v.owner = w.application_id AND v.kind = 'card') AS has_card,
         o.public_account IS NOT NULL AS school_has_account
  FROM wanted w
  LEFT JOIN newest nr ON nr.county = w.county AND nr.kind = 'roll'
  LEFT JOIN roll_entries r ON r.snapshot_id = nr.id AND r.person_id = w.person_id
  LEFT JOIN organisations o ON o.code = r.school
  LEFT JOIN newest nm ON nm.county = w.county AND nm.kind = 'registry'
  LEFT JOIN registry_members m ON m.snapshot_id = nm.id AND m.person_id = w.person_id
  LEFT JOIN newest nc ON nc.county = w.county AND nc.kind = 'special'
  LEFT JOIN special_children c ON c.snapshot_id = nc.id AND c.person_id = w.person_id`;

export interface WantedSubject {
  readonly id: string;
  readonly state: ApplicationState;
  /** A card goes on file with this very command. */
  readonly bringsCard: boolean;
}

export async function subjectsToday(tx: Tx, wanted: readonly WantedSubject[]): Promise<Map<string, SubjectToday>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await tx.query<Row>({
    name: 'subjects-today',
    text: QUERY,
    values: [wanted.map((w) => w.id), wanted.map((w) => w.state.subject), wanted.map((w) => w.state.place.county)],
  });
  const bringCard = new Set(wanted.flatMap(({ id, bringsCard }) => (bringsCard ? [id] : [])));
  return new Map(rows.map((row) => [row.application_id, toSubject(row, bringCard.has(row.application_id))]));
}

const toSubject = (row: Row, bringsCard: boolean): SubjectToday => ({
  facts: {
    schoolStage: row.school_stage as SubjectToday['facts']['schoolStage'],
    grade: row.grade,
    boarding: row.boarding,
    ownership: row.ownership,
    householdType: row.category,
    specialCategory: row.special,
  },
  enrolledAt: row.enrolled_at,
  hasCard: row.has_card || bringsCard,
  schoolHasAccount: row.school_has_account,
});
