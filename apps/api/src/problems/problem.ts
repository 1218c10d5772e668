import { CATALOGUE, type ProblemCode } from './catalogue.js';
import type { Language } from './names.js';
import type { FieldFault, ProblemParams } from './problem-error.js';
import { PROBLEM_TITLES } from './titles.js';

/** A problem as it goes over the wire (RFC 9457), sentences in both languages always among it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  /** Stable: programs act on it, people read `detail`. */
  readonly code: ProblemCode;
  readonly messages: { readonly zh: string; readonly en: string };
  readonly params: ProblemParams;
  readonly requestId: string;
  readonly errors?: readonly FieldFault[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(
  code: ProblemCode,
  params: ProblemParams,
  errors: readonly FieldFault[],
  request: { readonly id: string; readonly path: string; readonly language: Language },
): Problem {
  const entry = CATALOGUE[code];
  const messages = { zh: entry.zh(params), en: entry.en(params) };
  return {
    type: `urn:zhudao:problem:${code}`,
    title: PROBLEM_TITLES[entry.status]?.[request.language] ?? code,
    status: entry.status,
    detail: messages[request.language],
    instance: request.path,
    code,
    messages,
    params,
    requestId: request.id,
    ...(errors.length > 0 && { errors }),
  };
}

/** The language a browser asks for first, of the two there are; Chinese unless English is wanted more. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...options] = entry.trim().toLowerCase().split(';');
      const quality = Number(
        options
          .find((o) => o.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { language: tag.split('-')[0], quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ language, quality }) => (language === 'zh' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language === 'en' ? 'en' : 'zh';
}
