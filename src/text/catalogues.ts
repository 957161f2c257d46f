import type { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';
import { chinese } from './zh-CN/index.ts';

/** Those of each language, by room. English needs none: it is what the source says. */
export const catalogues: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, Catalogue>>>> = {
  'zh-CN': chinese,
};

const whole = new Map<Language, Catalogue>();

export function catalogueOf(language: Exclude<Language, 'en'>): Catalogue {
  const known = whole.get(language);
  if (known !== undefined) return known;
  const merged: Catalogue = Object.assign({}, ...Object.values(catalogues[language]));
  whole.set(language, merged);
  return merged;
}
