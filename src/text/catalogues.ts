import type { Language } from './language.ts';

/** From the English template to its translation, in ICU MessageFormat: https://unicode-org.github.io/icu/userguide/format_parse/messages/ */
export type Catalogue = Readonly<Record<string, string>>;

const chinese: Catalogue = Object.assign({});
const catalogues: Record<Language, Catalogue> = { en: {}, 'zh-CN': chinese };

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language];
}
