import type { Answer, Caller } from '../harness/api.js';
import { uploadOf } from './rosters.js';
import { type Child, SCHOOL, type SmallCounty } from './small-county.js';

/** Uploads a roster as this person. */
export const upload = (
  by: Caller,
  bytes: Buffer,
  fileName?: string,
  fields?: Record<string, string>,
  key?: string,
): Promise<Answer> => by.post('/imports', { body: uploadOf(bytes, fileName, fields), key });

/** What came of each row of an import. */
export const rowsOf = async (by: Caller, id: string) => (await by.get(`/imports/${id}/rows`)).body.rows;

/** Hands out a county's children by school, each only once, so that no test meets another's drafts. */
export function childrenOf(county: SmallCounty): (count: number, school?: string) => Child[] {
  const used = new Set<string>();
  return (count, school = SCHOOL) => {
    const free = county.children
      .filter((child) => child.school === school && !used.has(child.personId))
      .slice(0, count);
    if (free.length < count) throw new Error(`${school} has no ${count} children left`);
    for (const child of free) used.add(child.personId);
    return free;
  };
}
