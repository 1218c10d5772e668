import type { Actor, Role, SubjectFacts } from '#domain';
import { newId } from '#persistence';

export const PERIOD = 20261;
export const COUNTY = '990101';
export const TOWNSHIP = '99010101';
export const SCHOOL = '99010101002';
export const KINDERGARTEN = '99010101001';
export const DIRECT_SCHOOL = '99010190001';
export const PASSWORD = 'zhudao-test';
/** argon2id of PASSWORD, with cheap parameters: tests sign in often. */
export const PASSWORD_HASH =
  '$argon2id$v=19$m=4096,t=1,p=1$8M0mvx0UyndTaSREd8f2Og$k3rrQKqgSgV5RI1TLQmiCbYX+sa4jDc2KOV/2q8SndU';

export const ORGANISATIONS = [
  { code: COUNTY, name: '云岭县', level: 'county', parent: null, office: '云岭县学生资助管理中心', stage: null },
  { code: TOWNSHIP, name: '寨坪镇', level: 'township', parent: COUNTY, office: '寨坪镇中心学校', stage: null },
  { code: SCHOOL, name: '寨坪中心小学', level: 'school', parent: TOWNSHIP, office: null, stage: 'primary' },
  { code: KINDERGARTEN, name: '寨坪中心幼儿园', level: 'school', parent: TOWNSHIP, office: null, stage: 'preschool' },
  { code: DIRECT_SCHOOL, name: '云岭县实验小学', level: 'school', parent: COUNTY, office: null, stage: 'primary' },
] as const;

const STAFF = {
  clerk: ['沈慧', SCHOOL, 'clerk'],
  head: ['罗建国', SCHOOL, 'head'],
  kindergartenClerk: ['吴兰', KINDERGARTEN, 'clerk'],
  kindergartenHead: ['郑芳', KINDERGARTEN, 'head'],
  directClerk: ['何敏', DIRECT_SCHOOL, 'clerk'],
  directHead: ['马德明', DIRECT_SCHOOL, 'head'],
  reviewer: ['周文', TOWNSHIP, 'reviewer'],
  reviewer2: ['孙丽', TOWNSHIP, 'reviewer'],
  townshipSupervisor: ['杨振', TOWNSHIP, 'supervisor'],
  approver: ['李卫东', COUNTY, 'approver'],
  approver2: ['韩雪', COUNTY, 'approver'],
  countySupervisor: ['冯涛', COUNTY, 'supervisor'],
  finance: ['陈静', COUNTY, 'finance'],
  finance2: ['许峰', COUNTY, 'finance'],
  auditor: ['高远', COUNTY, 'auditor'],
} as const satisfies Record<string, readonly [string, string, Role]>;

export type StaffName = keyof typeof STAFF;

export interface StaffMember {
  readonly id: string;
  readonly postId: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly office: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface Child {
  readonly personId: string;
  readonly school: string;
  readonly name: string;
  readonly idNumber: string;
  readonly facts: SubjectFacts;
}

/** Everybody of the county, each with an account and one post of their own. */
export function newStaff(): Record<StaffName, StaffMember> {
  const members = Object.entries(STAFF).map(([login, [name, office, role]]): [string, StaffMember] => {
    const id = newId();
    const actor = { person: id, onBehalfOf: null, seat: { office, role } };
    return [login, { id, postId: newId(), name, office, role, login, password: PASSWORD, actor }];
  });
  return Object.fromEntries(members) as Record<StaffName, StaffMember>;
}
