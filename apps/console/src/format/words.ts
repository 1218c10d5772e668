import { useLanguage } from '../text/language.js';
import { words } from './texts.js';

/** The words for a code of the domain in the person's language; an unknown code is shown as it is. */
export function useWords() {
  const { language } = useLanguage();
  return (kind: keyof typeof words, code: string): string =>
    (words[kind] as Record<string, { zh: string; en: string }>)[code]?.[language] ?? code;
}
