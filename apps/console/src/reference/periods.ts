import { useQuery } from '@tanstack/react-query';
import { read } from '../api/client.js';
import { period } from '../format/dates.js';
import { useLanguage } from '../text/language.js';

/** The county's periods, the running one first; `options` for whoever chooses one. */
export function usePeriods() {
  const { language } = useLanguage();
  const { data = [] } = useQuery({ ...read('/api/v1/periods'), staleTime: 600_000, meta: { live: false } });
  return { all: data, options: data.map(({ code }) => ({ value: code, label: period(code, language) })) };
}
