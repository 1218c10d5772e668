import { ApiUnderTest, type Caller } from '../harness/api.js';
import { DIRECT_SCHOOL, type SmallCounty, smallCounty } from './small-county.js';

export interface DecidedLate {
  readonly api: ApiUnderTest;
  readonly county: SmallCounty;
  readonly auditor: Caller;
  /** Approved by the township in the last hour of its second working day. */
  readonly early: string;
  /** Approved by the township weeks after its deadline. */
  readonly lateOne: string;
  /** Of a school directly under the county, approved there an hour later, late as well. */
  readonly direct: string;
}

const local = (text: string) => Date.parse(`${text}+08:00`);

/** A county in which one township and its county have decided, in time and late; and its auditor. */
export async function decidedLate(): Promise<DecidedLate> {
  let now = local('2026-09-23T09:00');
  const api = await ApiUnderTest.start({}, { clock: () => now });
  const county = await smallCounty(api.persistence, 6);
  const [early, lateOne] = (await county.draft(2)) as [string, string];
  await county.handIn([early, lateOne]);
  const [direct] = (await county.draft(1, DIRECT_SCHOOL)) as [string];
  await county.handIn([direct], DIRECT_SCHOOL);
  now = local('2026-09-23T23:30'); // the county's day, not UTC's
  await county.must(county.approve('reviewer', early));
  now = local('2026-10-20T10:00'); // long after the township's three working days
  await county.must(county.approve('reviewer', lateOne));
  now = local('2026-10-20T11:00');
  await county.must(county.approve('approver', direct));
  return { api, county, auditor: await api.signIn(county.staff.auditor), early, lateOne, direct };
}
