import type { SmallCounty } from './small-county.js';
import { DIRECT_SCHOOL, SCHOOL } from './small-county.js';

/** A door clock that tests move by hand, only ever forwards. */
export interface Clock {
  now: number;
}

let submissions = 0;

/** Handed in, reviewed and approved: on public notice. */
export async function toNotice(county: SmallCounty, ids: readonly string[], school: string = SCHOOL): Promise<void> {
  submissions += 1;
  await county.handIn(ids, school, undefined, submissions);
  for (const id of ids) {
    if (school !== DIRECT_SCHOOL) await county.must(county.approve('reviewer', id));
    await county.must(county.approve('approver', id));
  }
}

/** Through the whole notice, whose days the clock lets pass: awaiting payment. */
export async function toPayment(
  county: SmallCounty,
  clock: Clock,
  ids: readonly string[],
  school: string = SCHOOL,
): Promise<void> {
  await toNotice(county, ids, school);
  for (const id of ids) await closeNotice(county, clock, id);
}

export async function closeNotice(county: SmallCounty, clock: Clock, id: string): Promise<void> {
  const [row] = await county.persistence.db.query<{ due_at: number; next_moment: string }>(
    'f-notice',
    'SELECT due_at, next_moment FROM applications WHERE id = $1',
    [id],
  );
  clock.now = Math.max(clock.now, row!.due_at + 1);
  await county.must(
    county.system({ kind: 'application', id, command: { type: 'ReachMoment', moment: row!.next_moment } }),
  );
}

/** Gives an application's household another account than the one all drafts of `SmallCounty` share. */
export async function setAccount(
  { persistence: { db, keys } }: SmallCounty,
  id: string,
  card: string,
  bank: string,
): Promise<void> {
  await db.query('f-set-card', "UPDATE personal_values SET cipher = $2 WHERE owner = $1 AND kind = 'card'", [
    id,
    keys.encrypt(card),
  ]);
  await db.query('f-set-bank', "UPDATE personal_values SET cipher = $2 WHERE owner = $1 AND kind = 'bank'", [
    id,
    keys.encrypt(bank),
  ]);
}
