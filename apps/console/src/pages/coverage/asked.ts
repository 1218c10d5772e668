import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client.js';

export type Show = NonNullable<Schemas['CoveredChildView']['kind']> | 'missing' | 'entitled';

/** What the page is asked for; it stands in the address, so that every number is a link. */
export interface Asked {
  readonly office?: string;
  readonly period?: number;
  readonly programme?: string;
  readonly show?: Show;
}

export function useAsked(): {
  asked: Asked;
  to: (change: Partial<Asked>) => string;
  go: (change: Partial<Asked>) => void;
} {
  const [search, setSearch] = useSearchParams();
  const period = Number(search.get('period'));
  const asked: Asked = {
    office: search.get('office') ?? undefined,
    period: Number.isInteger(period) && period > 0 ? period : undefined,
    programme: search.get('programme') ?? undefined,
    show: (search.get('show') as Show | null) ?? undefined,
  };
  const paramsOf = (change: Partial<Asked>) => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...asked, ...change })) if (value) params.set(name, String(value));
    return params;
  };
  return { asked, to: (change) => `?${paramsOf(change)}`, go: (change) => setSearch(paramsOf(change)) };
}
