import { useQuery } from '@tanstack/react-query';
import { read, type Schemas } from '../api/client.js';
import { useLanguage, useTexts } from '../text/language.js';
import { texts } from './texts.js';

export type Programme = Schemas['ProgrammeView'];

/** The county's active programmes: their titles, and those of their stages, are data like everything in them. */
export function useProgrammes() {
  const { language } = useLanguage();
  const t = useTexts(texts);
  const { data = [] } = useQuery({ ...read('/api/v1/programmes'), staleTime: 600_000, meta: { live: false } });
  const stages = new Map(data.flatMap((each) => each.stages.map((stage) => [stage.code, stage[language]])));
  const titles = new Map(data.map(({ code, title }) => [code, title[language]]));
  return {
    all: data,
    options: [...titles].map(([value, label]) => ({ value, label })),
    find: (code: string): Programme | undefined => data.find((each) => each.code === code),
    title: (code: string): string => titles.get(code) ?? code,
    stage: (key: string): string => (key === 'correction' ? t.correction : (stages.get(key) ?? key)),
  };
}
