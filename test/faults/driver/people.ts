import type { Actor, Seat } from '#domain';
import { newId, type Persistence } from '#persistence';
import { COUNTY, SCHOOL, type SmallCounty, type StaffName, TOWNSHIP } from '../../factories/small-county.js';

/** Somebody in one of their posts, perhaps in somebody else's stead. */
export interface Member {
  readonly name: string;
  readonly actor: Actor & { readonly seat: Seat };
  readonly post: string;
}

/** People with a second post: the ones four eyes must not be fooled by. */
const SECOND_POSTS = [
  ['reviewer2', COUNTY, 'approver'],
  ['approver2', TOWNSHIP, 'reviewer'],
  ['approver2', COUNTY, 'finance'],
  ['finance2', COUNTY, 'approver'],
  ['clerk', TOWNSHIP, 'reviewer'],
  ['head', SCHOOL, 'clerk'],
  ['townshipSupervisor', TOWNSHIP, 'reviewer'],
] as const satisfies readonly (readonly [StaffName, string, Seat['role']])[];

/** Who stands in for whom: a deputy counts as both. */
const STAND_INS = [
  ['reviewer2', 'reviewer'],
  ['approver2', 'approver'],
  ['finance2', 'finance'],
] as const satisfies readonly (readonly [StaffName, StaffName])[];

/** The small county's staff in all their posts. */
export async function castOf({ staff }: SmallCounty, { db }: Persistence): Promise<Member[]> {
  const members: Member[] = Object.values(staff).map(({ login, actor, postId, office, role }) => ({
    name: login,
    actor: { ...actor, seat: { office, role } },
    post: postId,
  }));
  for (const [name, office, role] of SECOND_POSTS) {
    const post = newId();
    await db.query('d-post', 'INSERT INTO posts (id, staff_id, office, role) VALUES ($1, $2, $3, $4)', [
      post,
      staff[name].id,
      office,
      role,
    ]);
    const actor = { person: staff[name].id, onBehalfOf: null, seat: { office, role } };
    members.push({ name: `${name} as ${role}`, actor, post });
  }
  for (const [deputy, owner] of STAND_INS) {
    const { id, postId, office, role } = staff[deputy];
    const actor = { person: id, onBehalfOf: staff[owner].id, seat: { office, role } };
    members.push({ name: `${deputy} for ${owner}`, actor, post: postId });
  }
  return members;
}

/** One of those in a seat, or with `stranger` one of all. */
export function pick(
  cast: readonly Member[],
  seat: { readonly office: string; readonly role: string },
  { who, stranger }: { readonly who: number; readonly stranger: boolean },
): Member {
  const seated = cast.filter(({ actor }) => actor.seat.office === seat.office && actor.seat.role === seat.role);
  const candidates = stranger || seated.length === 0 ? cast : seated;
  return candidates[who % candidates.length]!;
}
