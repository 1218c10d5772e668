import { Alert, Button } from 'antd';
import { Problem, Unreachable } from '../api/client.js';
import { useLanguage, useTexts } from '../text/language.js';
import { texts } from './texts.js';

/** What went wrong as a sentence in the person's language, with the id under which the server knows it. */
export function useExplain() {
  const { language } = useLanguage();
  const t = useTexts(texts);
  return (error: unknown): { sentence: string; id: string | null } => {
    if (error instanceof Problem) {
      const { messages, errors, requestId } = error.view;
      const fields = errors?.map((fault) => fault[language]) ?? [];
      return { sentence: [messages[language], ...fields].join(' '), id: requestId };
    }
    return { sentence: error instanceof Unreachable ? t.unreachable : t.unexpected, id: null };
  };
}

/** What asking again will not change: what one may not see, or what is not there. */
const FINAL = new Set([403, 404]);

/** A refusal or failure, shown where it happened. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const explain = useExplain();
  const t = useTexts(texts);
  if (!error) return null;
  const { sentence, id } = explain(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={sentence}
      description={id && t.requestId(id)}
      action={
        retry &&
        !(error instanceof Problem && FINAL.has(error.view.status)) && <Button onClick={retry}>{t.retry}</Button>
      }
    />
  );
}
