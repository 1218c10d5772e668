import type { Database, Tx } from '../database.js';
import type { NamedPerson } from '../queries/people.js';

/** Submit, confirm, approve, return and reject are acts; who has done one on an application of the batch may not release it. */
const ACTS = [
  'ApplicationSubmitted',
  'ApplicationConfirmed',
  'ApplicationApproved',
  'ApplicationReturned',
  'ApplicationRejected',
];

const ACTED = (people: string) => `EXISTS (
  SELECT FROM applications a JOIN audit.events e ON e.period = a.period AND e.stream = a.id
  WHERE a.batch_id = $1 AND (e.actor = ANY(${people}) OR e.on_behalf_of = ANY(${people})) AND e.type = ANY($3))`;

/** Whether this person, or whom they stand in for, has decided anything that the batch pays. */
export async function decidedAnItem(
  tx: Tx,
  batch: string,
  actor: { person: string; onBehalfOf: string | null },
): Promise<boolean> {
  const { rows } = await tx.query<{ decided: boolean }>({
    name: 'releaser-decided-an-item',
    text: `SELECT ${ACTED('$2::uuid[]')} AS decided`,
    values: [batch, [actor.person, actor.onBehalfOf].filter(Boolean), ACTS],
  });
  return rows[0]!.decided;
}

/** The second persons: who holds finance of the batch's office, has not made it and has decided nothing in it. */
export function findReleasers(db: Database, batch: string, madeBy: readonly (string | null)[]): Promise<NamedPerson[]> {
  return db.query<NamedPerson & Record<string, unknown>>(
    'batch-releasers',
    `SELECT DISTINCT s.id, s.name FROM payment_batches b
     JOIN posts p ON p.office = b.office AND p.role = 'finance' AND p.ended_at IS NULL JOIN staff s ON s.id = p.staff_id
     WHERE b.id = $1 AND s.id <> ALL($2::uuid[]) AND NOT ${ACTED('ARRAY[s.id]')} ORDER BY s.name, s.id`,
    [batch, madeBy.filter((person) => person !== null), ACTS],
  );
}
