import { useSearchParams } from 'react-router';
import { useMe } from '../../frame/session.js';

const NAMES = ['stage', 'programme', 'school', 'submission', 'flagged'] as const;
export type FilterName = (typeof NAMES)[number];

/** What is looked at, kept in the address: a link to it, and the way back, show the same. */
export function useFilters() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const flagged = search.get('flagged');
  const given = Object.fromEntries(NAMES.map((name) => [name, search.get(name) ?? undefined])) as Partial<
    Record<FilterName, string>
  >;
  const change = (to: Partial<Record<FilterName | 'view' | 'bulk', string | undefined>>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(to)) value ? after.set(name, value) : after.delete(name);
      return after;
    });
  return {
    view: search.get('view') === 'flat' || search.has('submission') ? ('flat' as const) : ('submissions' as const),
    bulk: search.get('bulk'),
    given,
    /** As the API asks for it. Only the present post's tasks: one decides in the post one acts in. */
    query: {
      ...given,
      flagged: flagged === 'true' ? true : flagged === 'false' ? false : undefined,
      post: me.data?.post?.id,
    },
    isFiltered: NAMES.some((name) => search.has(name)),
    change,
    clear: () => setSearch(search.get('view') === 'flat' ? { view: 'flat' } : {}),
  };
}
