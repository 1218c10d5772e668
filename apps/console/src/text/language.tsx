import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react';
import { type Catalogue, inLanguage, type Language, type Texts } from './catalogue.js';

/** The language is the only thing a browser keeps: it says nothing about anybody. */
const KEPT_AS = 'zhudao.language';

const Context = createContext<{ language: Language; change: (to: Language) => void }>({
  language: 'zh',
  change: () => {},
});

const kept = (): Language => (localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh');

export function LanguageProvider({ children }: PropsWithChildren) {
  const [language, setLanguage] = useState(kept);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      change: (to: Language) => {
        localStorage.setItem(KEPT_AS, to);
        setLanguage(to);
      },
    }),
    [language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export const useLanguage = () => useContext(Context);

export function useTexts<C extends Catalogue>(texts: C): Texts<C> {
  const { language } = useLanguage();
  return useMemo(() => inLanguage(texts, language), [texts, language]);
}
