import { useTexts } from '../../text/language.js';
import { reasonTexts } from './reason.texts.js';

/** The words for a bank's reason; one that is not known is shown as it is. */
export function useReasons(): (code: string) => string {
  const t: Readonly<Record<string, string>> = useTexts(reasonTexts);
  return (code) => t[code] ?? code;
}
