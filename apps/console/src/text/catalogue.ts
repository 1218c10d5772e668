export type Language = 'zh' | 'en';

/** One text in both languages: words, or a sentence around values. */
export type Text<Values extends unknown[] = []> = Values extends []
  ? { readonly zh: string; readonly en: string }
  : { readonly zh: (...values: Values) => string; readonly en: (...values: Values) => string };

// biome-ignore lint/suspicious/noExplicitAny: each sentence has its own values; the two languages must agree on them.
type Sentence = (...values: any[]) => string;
export type Catalogue = Readonly<
  Record<string, { readonly zh: string; readonly en: string } | { readonly zh: Sentence; readonly en: Sentence }>
>;

/** A catalogue in one language. */
export type Texts<C extends Catalogue> = { readonly [Key in keyof C]: C[Key]['zh'] };

/** What the page says, in one language. Catalogues live in files called texts.ts; components hold no words. */
export function inLanguage<C extends Catalogue>(catalogue: C, language: Language): Texts<C> {
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, text[language]])) as Texts<C>;
}

/** Says nothing; holds the catalogue's type to its shape while keeping each sentence's own. */
export const catalogue = <const C extends Catalogue>(texts: C): C => texts;
