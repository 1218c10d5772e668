import type { Role, Seat } from '#domain';
import { staffName } from './staff-names.js';

/** A person who works for the county, before the database knows them. */
export interface StaffAccount {
  readonly login: string;
  readonly name: string;
  readonly posts: readonly Seat[];
}

type Office = { readonly code: string; readonly level: string; readonly parentCode: string | null };

/** The seats of an office by its level, and how many people sit in each. */
const SEATS: Readonly<Record<string, Partial<Record<Role, number>>>> = {
  school: { clerk: 1, head: 1 },
  township: { reviewer: 2, supervisor: 1 },
  county: { approver: 2, supervisor: 1, finance: 2, auditor: 1 },
};

/**
 * Staff for every seat of a county, one account per person: `<code>-<role>`, the second of a seat `<code>-<role>2`.
 * In each township two people hold a second post, as they do in life: a school head also reviews for the township
 * (four eyes counts the person, whatever the post), and one clerk looks after two schools.
 */
export function countyStaff(organisations: readonly Office[]): StaffAccount[] {
  const accounts = organisations.flatMap(({ code, level }) =>
    Object.entries(SEATS[level] ?? {}).flatMap(([role, count]) =>
      Array.from({ length: count }, (_, i): StaffAccount => {
        const login = `${code}-${role}${i === 0 ? '' : i + 1}`;
        return { login, name: staffName(login), posts: [{ office: code, role: role as Role }] };
      }),
    ),
  );
  const second = secondPosts(organisations);
  return accounts.map((account) => ({ ...account, posts: [...account.posts, ...(second.get(account.login) ?? [])] }));
}

function secondPosts(organisations: readonly Office[]): Map<string, Seat[]> {
  const posts = new Map<string, Seat[]>();
  for (const township of organisations.filter(({ level }) => level === 'township')) {
    const schools = organisations
      .filter(({ level, parentCode }) => level === 'school' && parentCode === township.code)
      .map(({ code }) => code)
      .sort();
    if (schools.length < 2) continue;
    posts.set(`${schools.at(-1)}-head`, [{ office: township.code, role: 'reviewer' }]);
    posts.set(`${schools.at(-2)}-clerk`, [{ office: schools.at(-1)!, role: 'clerk' }]);
  }
  return posts;
}
