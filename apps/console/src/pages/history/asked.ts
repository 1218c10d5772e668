import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { day } from '../../format/dates.js';

const A_MONTH_MS = 30 * 86_400_000;
type Role = Schemas['PostView']['role'];
type Name = 'by' | 'person' | 'office' | 'role' | 'from' | 'to' | 'late';

/** What is asked for, kept in the address. A child's name or number is not: addresses are kept by browsers. */
export function useAsked() {
  const [search, setSearch] = useSearchParams();
  const get = (name: Name) => search.get(name) ?? undefined;
  const [person, office] = [get('person'), get('office')];
  const change = (to: Partial<Record<Name, string | undefined>>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(to)) value ? after.set(name, value) : after.delete(name);
      return after;
    });
  return {
    by: get('by') === 'child' ? ('child' as const) : ('decisions' as const),
    person,
    office,
    role: get('role') as Role | undefined,
    from: get('from') ?? day(Date.now() - A_MONTH_MS),
    to: get('to') ?? day(Date.now()),
    /** Whoever names nobody begins with what was late. */
    late: search.has('late') ? get('late') === 'true' : !person && !office,
    change,
  };
}
